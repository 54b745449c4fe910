// The OATH list of verification servers, without a header: serial, key, and where given type, digits, step or counter,
// hash. privacyIDEA's second version puts user, resolver and realm in front.
import { type Findings, readCandidates } from '../record-collector.js';
import { hashName, wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import type { Delimiter } from './delimiter.js';
import { keyReader, looksLikeKey, shortKeyNote } from './key-text.js';
import { commentedOut, cutShort, type Row, refuseExtraCells, tableRows } from './rows.js';
import { tokenType } from './token-type.js';

const columns = 6;
const userColumns = 3;

const typeWord = /^(?:oath-)?(?:hotp|totp|hmac|ocra)$/i;

/** Whether a row names its type where the list has it. */
export function isOathRow(cells: readonly string[]): boolean {
  const { token } = partsOf(cells);
  return typeWord.test(token[2] ?? '') && token[1] !== undefined;
}

export function readOathCsv(text: string, delimiter: Delimiter, options: ReadOptions): SeedFile {
  const rows = tableRows(text, delimiter, false);
  const readKey = keyReader(
    rows.map(({ fields }) => partsOf(fields).token[1] ?? ''),
    undefined,
    'hex',
  );
  const usualColumns = mostCommon(rows.map(({ fields }) => fields.length));
  const candidates = rows.map((row) => ({
    position: row.position,
    serial: partsOf(row.fields).token[0],
    read: () => readRow(row, readKey, usualColumns, options.defaults ?? {}),
  }));
  const users = rows.some(({ fields }) => (partsOf(fields).user?.slice(1) ?? []).some((cell) => cell !== ''));
  return readCandidates('oath-csv', candidates, options, [
    ...(users ? ['the columns of resolver and realm are not read'] : []),
    ...commentedOut(text),
  ]);
}

function readRow(
  { fields, unfinished }: Row,
  readKey: (text: string) => Uint8Array,
  usualColumns: number,
  defaults: SeedDefaults,
): Findings {
  const { user, token } = partsOf(fields);
  refuseExtraCells(token, columns);
  if (user?.some((cell) => typeWord.test(cell)))
    throw new RecordFault(
      'its type stands in front of its key; expected serial, key, type, digits, step or counter: is it shifted?',
    );
  const [serial, key = '', typeField = '', digitsField = '', factor = '', hash = ''] = token;
  const notes: string[] = unfinished ? [cutShort] : [];
  if (typeField !== '' && looksLikeKey(typeField) && !looksLikeKey(key))
    throw new RecordFault(
      'its third column has what looks like a key; expected serial, key, type: is it shifted?',
    );
  const type = typeField === '' ? (defaults.type ?? 'hotp') : tokenType(typeField);
  // NetIQ and privacyIDEA take a row without a type for HOTP.
  if (typeField === '') notes.push(`no type: ${type.toUpperCase()} assumed`);
  // A lost "digits" would make of the counter the number of digits.
  if (type === 'hotp' && typeField !== '' && fields.length < usualColumns && factor === '')
    throw new RecordFault(
      `it has ${fields.length} columns where most rows have ${usualColumns}: is one missing?`,
    );
  const secret = readKey(key);
  const digits = digitsField === '' ? (defaults.digits ?? 6) : wholeNumber(digitsField, 'number of digits');
  if (digitsField === '') notes.push(`no digits: ${digits} assumed`);
  const period = defaults.periodSeconds ?? 30;
  if (factor === '')
    notes.push(type === 'totp' ? `no time step: ${period} s assumed` : 'no counter: 0 assumed');
  notes.push(...shortKeyNote(secret));
  return {
    notes,
    fields: {
      serial,
      type,
      digits,
      secret,
      label: user?.[0],
      algorithm: hash === '' ? (defaults.algorithm ?? 'sha1') : hashName(hash),
      manufacturer: defaults.manufacturer,
      model: defaults.model,
      ...(type === 'totp'
        ? { periodSeconds: factor === '' ? period : wholeNumber(factor, 'time step') }
        : { counter: factor === '' ? 0 : wholeNumber(factor, 'counter') }),
    },
  };
}

/** User, resolver and realm, where they stand in front, and the columns of the token. */
function partsOf(fields: readonly string[]): {
  user: readonly string[] | undefined;
  token: readonly string[];
} {
  const hasUser = !looksLikeKey(fields[1] ?? '') && looksLikeKey(fields[userColumns + 1] ?? '');
  return {
    user: hasUser ? fields.slice(0, userColumns) : undefined,
    token: hasUser ? fields.slice(userColumns) : fields,
  };
}

/** What more than half of the rows have; 0 where no number of columns is that common. */
function mostCommon(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  for (const [count, many] of times) if (many * 2 > counts.length) return count;
  return 0;
}
