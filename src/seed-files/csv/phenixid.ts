// PhenixID's list: HOTP;serial;key;counter and TOTP;serial;hash;key;epoch;step;digits, each row with its type in front.
import { type Findings, readCandidates } from '../record-collector.js';
import { hashName, wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import type { Delimiter } from './delimiter.js';
import { keyReader, looksLikeKey, shortKeyNote } from './key-text.js';
import { commentedOut, cutShort, type Row, refuseExtraCells, tableRows } from './rows.js';
import { tokenType } from './token-type.js';

export function isPhenixidRow(cells: readonly string[]): boolean {
  const type = cells[0]?.toLowerCase();
  return (
    (type === 'hotp' && looksLikeKey(cells[2] ?? '')) || (type === 'totp' && looksLikeKey(cells[3] ?? ''))
  );
}

export function readPhenixid(text: string, delimiter: Delimiter, options: ReadOptions): SeedFile {
  const rows = tableRows(text, delimiter, false);
  const readKey = keyReader(
    rows.map(({ fields }) => fields[/^totp$/i.test(fields[0] ?? '') ? 3 : 2] ?? ''),
    undefined,
    'hex',
  );
  const candidates = rows.map((row) => ({
    position: row.position,
    serial: row.fields[1],
    read: () => readRow(row, readKey, options.defaults ?? {}),
  }));
  return readCandidates('oath-csv', candidates, options, commentedOut(text));
}

function readRow(
  { fields, unfinished }: Row,
  readKey: (text: string) => Uint8Array,
  defaults: SeedDefaults,
): Findings {
  const type = tokenType(fields[0] ?? '');
  const timed = type === 'totp';
  const [hash = '', key = '', epoch = '', step = '', length = ''] = timed ? fields.slice(2) : [];
  const [eventKey = '', counter = ''] = timed ? [] : fields.slice(2);
  refuseExtraCells(fields, timed ? 7 : 4);
  if (timed && fields.length < 6)
    throw new RecordFault(
      `it has ${fields.length} columns; expected TOTP, serial, hash, key, epoch, step, digits`,
    );
  const secret = readKey(timed ? key : eventKey);
  const notes = [...(unfinished ? [cutShort] : []), ...shortKeyNote(secret)];
  const digits = length === '' ? (defaults.digits ?? 6) : wholeNumber(length, 'number of digits');
  if (length === '') notes.push(`no digits: ${digits} assumed`);
  if (!timed && counter === '') notes.push('no counter: 0 assumed');
  return {
    notes,
    fields: {
      serial: fields[1],
      secret,
      type,
      digits,
      algorithm: hash === '' ? 'sha1' : hashName(hash),
      manufacturer: defaults.manufacturer,
      model: defaults.model,
      ...(timed
        ? {
            periodSeconds: wholeNumber(step, 'time step'),
            t0Seconds: epoch === '' ? 0 : wholeNumber(epoch, 'epoch'),
          }
        : { counter: counter === '' ? 0 : wholeNumber(counter, 'counter') }),
    },
  };
}
