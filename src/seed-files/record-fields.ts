// The limits that every record keeps, whichever format it came in.
import {
  foreignCharacter,
  invisibleCharacter,
  quoted,
  ruinedSerial,
  seedLikeness,
} from '../serials/index.js';
import { RecordFault, SeedFileError } from './seed-file-error.js';
import type { SeedAlgorithm, SeedPosition, SeedRecord } from './seed-record.js';

const secretMaximumBytes = 128;
const serialMaximumLength = 128;
const nameMaximumLength = 256;
/** As the verification core has it: four days. */
const periodMaximumSeconds = 345_600;
/** Room for a million codes before the numbers that a double holds exactly end. */
const counterMaximum = Number.MAX_SAFE_INTEGER - 1_000_000;

/** What is shown to people, and reaches their terminals. */
const names = [
  ['serial', 'serial number'],
  ['manufacturer', 'manufacturer'],
  ['model', 'model'],
  ['issuer', 'issuer'],
  ['label', 'name'],
] as const;

export type RecordFields = {
  -readonly [Field in keyof SeedRecord]?: SeedRecord[Field] | undefined;
};

/**
 * Checks the fields and leaves out the undefined ones.
 * @throws RecordFault naming the field, the value given (never a secret) and what is accepted
 */
export function makeRecord(fields: RecordFields, position: SeedPosition): SeedRecord {
  const { serial, secret, type, algorithm, digits } = fields;
  if (serial === undefined || serial === '') throw new RecordFault('it has no serial number');
  if (serial.length > serialMaximumLength)
    throw new RecordFault(`its serial number is longer than ${serialMaximumLength} characters`);
  for (const [name, what] of names)
    if ((fields[name]?.length ?? 0) > nameMaximumLength)
      throw new RecordFault(`its ${what} is longer than ${nameMaximumLength} characters`);
  const fault = nameFault(fields);
  if (fault !== undefined) throw new RecordFault(fault);
  if (secret === undefined || secret.length === 0) throw new RecordFault('it has no secret');
  if (secret.length > secretMaximumBytes)
    throw new RecordFault(
      `its secret has ${secret.length} bytes; at most ${secretMaximumBytes} are accepted`,
    );
  if (type === undefined) throw new RecordFault('its type is neither HOTP nor TOTP');
  wholeBetween('number of digits', digits, 6, 10);
  if (type === 'totp') wholeBetween('time step', fields.periodSeconds, 1, periodMaximumSeconds, ' s');
  else wholeBetween('counter', fields.counter, 0, counterMaximum);
  const record: Record<string, unknown> = { algorithm: algorithm ?? 'sha1', position };
  const irrelevant = type === 'totp' ? ['counter'] : ['periodSeconds', 't0Seconds', 'driftSteps'];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === '' || irrelevant.includes(name)) continue;
    if ((name === 't0Seconds' || name === 'driftSteps') && value === 0) continue;
    record[name] = value;
  }
  return record as unknown as SeedRecord;
}

/** What is wrong with one of its names; undefined where all are names that may be shown. */
function nameFault(fields: RecordFields): string | undefined {
  for (const [name, what] of names) {
    const text = fields[name] ?? '';
    const foreign = foreignCharacter(text);
    if (foreign !== undefined)
      return `its ${what} has the control character ${foreign}; take it out of the file`;
    const likeness = seedLikeness(text);
    if (likeness !== undefined)
      return `its ${what} has ${likeness}, as a seed has: are the columns in another order, or shifted?`;
  }
  const ruined = ruinedSerial(fields.serial ?? '');
  if (ruined !== undefined) return `its serial number ${ruined}`;
  const invisible = invisibleCharacter(fields.serial ?? '');
  if (invisible !== undefined)
    return `its serial number has the invisible character ${invisible}; take it out of the file`;
  return undefined;
}

/** @throws SeedFileError `cannot-write` for what would not be read again */
export function checkWritable(record: SeedRecord): void {
  const fault = nameFault(record);
  if (fault !== undefined)
    throw new SeedFileError(
      'cannot-write',
      `record ${record.position.record}: no import takes it, since ${fault}. Export the others by their serials.`,
    );
}

function wholeBetween(what: string, value: number | undefined, least: number, most: number, unit = ''): void {
  if (value === undefined) throw new RecordFault(`it has no ${what}`);
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw new RecordFault(
      `its ${what} is ${value}${unit}; expected a whole number from ${least} to ${most}${unit}`,
    );
}

/** Decimal digits only: `Number('')`, `1e3` and `0x10` are no integers here. */
export function wholeNumber(text: string, what: string): number {
  const trimmed = text.trim();
  if (!/^[+-]?[0-9]{1,16}$/.test(trimmed))
    throw new RecordFault(`its ${what} is ${quoted(trimmed)}; expected a whole number`);
  return Number(trimmed);
}

/** Names of RFC 6238's hash functions as files spell them: SHA1, HMAC-SHA256, hmac-sha-512. */
export function hashName(text: string): SeedAlgorithm {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^hmac[-_ ]?/, '')
    .replace(/^sha[-_ ]/, 'sha');
  if (name === 'sha1' || name === 'sha256' || name === 'sha512') return name;
  throw new RecordFault(
    `its hash function is ${quoted(text)}; SHA1, SHA256 and SHA512 are supported (RFC 6238 §1.2)`,
  );
}
