// A table whose first row names its columns: Entra, OATH, multiOTP and whatever else people export.
import { quoted } from '../../serials/index.js';
import { dateOf } from '../dates.js';
import { type Findings, readCandidates } from '../record-collector.js';
import { hashName, wholeNumber } from '../record-fields.js';
import { RecordFault, SeedFileError } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import type { Column, ColumnRole } from './columns.js';
import type { TableShape } from './delimiter.js';
import { keyReader, shortKeyNote } from './key-text.js';
import { commentedOut, cutShort, type Row, refuseExtraCells, tableRows } from './rows.js';
import { tokenType, typeNeeded } from './token-type.js';

/** @throws SeedFileError */
export function readTable(
  text: string,
  { delimiter, header = [], titleLines }: TableShape,
  options: ReadOptions,
): SeedFile {
  refuseTwice(header);
  const isEntra = entra(header);
  const rows = tableRows(text, delimiter, true);
  const secrets = header.flatMap((column, at) =>
    column.role === 'secret'
      ? [
          {
            at,
            read: keyReader(
              rows.map(({ fields }) => fields[at] ?? ''),
              column.encoding,
              isEntra ? 'base32' : undefined,
            ),
          },
        ]
      : [],
  );
  const table = { header, isEntra, secrets, defaults: options.defaults ?? {} };
  const at = header.findIndex(({ role }) => role === 'serial');
  const candidates = rows.map((row) => ({
    position: row.position,
    serial: row.fields[at],
    read: () => readRow(row, table),
  }));
  return readCandidates(isEntra ? 'entra-csv' : 'oath-csv', candidates, options, [
    ...(titleLines === 0
      ? []
      : [
          titleLines === 1
            ? 'the line above the header is not read'
            : `the ${titleLines} lines above the header are not read`,
        ]),
    ...unread(header),
    ...commentedOut(text),
  ]);
}

interface Table {
  readonly header: readonly Column[];
  readonly isEntra: boolean;
  readonly secrets: readonly { at: number; read(text: string): Uint8Array }[];
  readonly defaults: SeedDefaults;
}

function readRow({ fields, unfinished }: Row, table: Table): Findings {
  const { header, isEntra, defaults } = table;
  refuseExtraCells(fields, header.length);
  if (fields.length < header.length)
    throw new RecordFault(
      `it has ${fields.length} columns, and the header ${header.length}: is a field missing, or the file cut short?`,
    );
  const has = (role: ColumnRole): boolean => header.some((column) => column.role === role);
  const cell = (role: ColumnRole): string => fields[header.findIndex((column) => column.role === role)] ?? '';
  const notes: string[] = unfinished ? [cutShort] : [];
  const serial = cell('serial');
  if (serial.includes('@') && cell('label') !== '' && !cell('label').includes('@'))
    throw new RecordFault('its serial number and its user name are in each other’s columns');
  const secret = secretOf(fields, table);
  notes.push(...shortKeyNote(secret));
  const { typeText, hashText } = algorithmOf(cell);
  const type =
    typeText === ''
      ? typeByColumns(has, cell, isEntra ? { ...defaults, type: 'totp' } : defaults)
      : tokenType(typeText);
  const digits =
    cell('digits') === '' ? (defaults.digits ?? 6) : wholeNumber(cell('digits'), 'number of digits');
  if (cell('digits') === '' && !isEntra) notes.push(`no digits: ${digits} assumed`);
  const optional = (text: string, read: (text: string) => number): number | undefined =>
    text === '' ? undefined : read(text);
  return {
    notes,
    fields: {
      serial,
      secret,
      type,
      digits,
      algorithm: hashText === '' ? (defaults.algorithm ?? 'sha1') : hashName(hashText),
      label: cell('label'),
      issuer: cell('issuer'),
      manufacturer: cell('manufacturer') || defaults.manufacturer,
      model: cell('model') || defaults.model,
      startDate: dateOf(cell('startDate') || undefined),
      expiryDate: dateOf(cell('expiryDate') || undefined),
      t0Seconds: optional(cell('t0'), (text) => wholeNumber(text, 'T0')),
      driftSteps: optional(cell('drift'), (text) => wholeNumber(text, 'time drift')),
      ...(type === 'totp'
        ? { periodSeconds: periodOf(header, cell, defaults, notes) }
        : { counter: counterOf(cell, notes) }),
    },
  };
}

/** Of several columns (hexadecimal and base32 side by side) all must hold the same key. */
function secretOf(fields: readonly string[], { secrets }: Table): Uint8Array {
  const [first, ...others] = secrets
    .filter(({ at }, i) => i === 0 || fields[at] !== '')
    .map(({ at, read }) => read(fields[at] ?? ''));
  if (others.some((other) => Buffer.compare(other, first!) !== 0))
    throw new RecordFault('its two secret columns hold two different keys');
  return first!;
}

/** A column "algorithm" holds HOTP and TOTP in some lists, SHA1 and SHA256 in others. */
function algorithmOf(cell: (role: ColumnRole) => string): { typeText: string; hashText: string } {
  const either = cell('algorithm');
  const isType = /^(?:oath-?)?(?:hotp|totp|hmac|ocra|motp)$/i.test(either);
  return {
    typeText: cell('type') || (isType ? either : ''),
    hashText: cell('hash') || (isType ? '' : either),
  };
}

function typeByColumns(
  has: (role: ColumnRole) => boolean,
  cell: (role: ColumnRole) => string,
  defaults: SeedDefaults,
): 'totp' | 'hotp' {
  const [period, counter] = [cell('period') !== '', cell('counter') !== ''];
  if (period && counter)
    throw new RecordFault('it has a time step and a counter; add a column "type" with totp or hotp');
  if (period || counter) return period ? 'totp' : 'hotp';
  if (has('period') !== has('counter')) return has('period') ? 'totp' : 'hotp';
  if (defaults.type === undefined) throw typeNeeded();
  return defaults.type;
}

function periodOf(
  header: readonly Column[],
  cell: (role: ColumnRole) => string,
  defaults: SeedDefaults,
  notes: string[],
): number {
  const text = cell('period') || cell('factor');
  if (text === '') {
    const assumed = defaults.periodSeconds ?? 30;
    notes.push(`no time interval: ${assumed} s assumed`);
    return assumed;
  }
  const unit = header.find(({ role }) => role === 'period')?.unitSeconds ?? 1;
  // "30s" and "60 sec" are what people write into the cells.
  const seconds = wholeNumber(text.replace(/\s*(?:s|secs?|seconds?)$/i, ''), 'time interval') * unit;
  return Math.round(seconds * 1000) / 1000;
}

function counterOf(cell: (role: ColumnRole) => string, notes: string[]): number {
  const text = cell('counter') || cell('factor');
  if (text === '') notes.push('no counter: 0 assumed');
  return text === '' ? 0 : wholeNumber(text, 'counter');
}

/** Microsoft's list names a user by UPN, and has time-based tokens with base32 keys alone. */
function entra(header: readonly Column[]): boolean {
  const has = (role: ColumnRole): boolean => header.some((column) => column.role === role);
  const named = (pattern: RegExp): boolean => header.some(({ name }) => pattern.test(name));
  return (
    !has('type') &&
    !has('counter') &&
    has('period') &&
    named(/^secret[_ ]?key$/i) &&
    (named(/^(?:upn|user ?principal ?name)$/i) || (has('manufacturer') && has('model')))
  );
}

function refuseTwice(header: readonly Column[]): void {
  for (const [i, { role, name }] of header.entries()) {
    const first = header.findIndex((column) => column.role === role);
    if (role === undefined || first === i || role === 'secret' || role === 'label') continue;
    throw new SeedFileError(
      'malformed',
      `columns ${first + 1} and ${i + 1} are both named as the ${role}: ${quoted(header[first]!.name)} and ${quoted(name)}`,
      { line: 1 },
    );
  }
}

/** Columns whose names say nothing here, and further names of the same user. */
function unread(header: readonly Column[]): string[] {
  const isRead = ({ role }: Column, i: number): boolean =>
    role === 'secret' || (role !== undefined && header.findIndex((column) => column.role === role) === i);
  return header.flatMap((column, i) =>
    isRead(column, i) || column.name === '' ? [] : [`column ${i + 1}, ${quoted(column.name)}, is not read`],
  );
}
