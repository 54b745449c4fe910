// The logs of Yubico's tools: the traditional one (a line an event) and Yubico's own (a line a key).
import { type Findings, readCandidates } from '../record-collector.js';
import { wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import { decodeHex } from '../text-codecs.js';
import { commentedOut, cutShort, type Row, refuseExtraCells, tableRows } from './rows.js';

/** Events that program no OATH key. */
const otherEvents = [
  'yubico otp',
  'static password',
  'challenge-response',
  'scan code',
  'logging start',
  'logging stop',
  'ndef',
  'slot swap',
  'swap',
  'configuration update',
  'update',
  'delete',
  'access code',
];

export function readYubicoCsv(
  text: string,
  delimiter: ',' | ';' | '\t' | '|',
  options: ReadOptions,
): SeedFile {
  const candidates = tableRows(text, delimiter, false).map((row) => ({
    position: row.position,
    read: () => readRow(row, options.defaults ?? {}),
  }));
  return readCandidates('yubico-csv', candidates, options, commentedOut(text));
}

/** Whether a row is one of the two logs. */
export function isYubicoRow(fields: readonly string[]): boolean {
  const first = (fields[0] ?? '').toLowerCase();
  const isEvent = first === 'oath-hotp' || otherEvents.some((event) => first.startsWith(event));
  if (isEvent && /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/.test(fields[1] ?? '')) return true;
  return (
    /^\d{1,10}$/.test(first) &&
    /^([0-9a-f]{32}|[0-9a-f]{40})$/i.test(fields[3] ?? '') &&
    /^\d{4}-\d\d-\d\dT/.test(fields[5] ?? '')
  );
}

function readRow(row: Row, defaults: SeedDefaults): Findings {
  const first = (row.fields[0] ?? '').toLowerCase();
  const notes: string[] = row.unfinished ? [cutShort] : [];
  if (first === 'oath-hotp') return traditional(row, defaults, notes);
  const other = otherEvents.find((event) => first.startsWith(event));
  if (other !== undefined) return { skipped: `${other} is not an OATH key` };
  if (/^\d{1,10}$/.test(first)) return yubicoFormat(row, defaults, notes);
  throw new RecordFault('it is neither an event of the traditional log nor a line of the Yubico format');
}

/**
 * Event, time, slot, token identifier, private identifier, key, two access codes, flags, and as 12th and 13th field the
 * digits and the moving factor that the key starts from.
 */
function traditional({ fields, position }: Row, defaults: SeedDefaults, notes: string[]): Findings {
  const [, , slot = '', identifier = '', , key = ''] = fields;
  // "cccc…" is modhex for zero: no identifier was programmed, and the log has no serial number either.
  const nameless = /^c*$/i.test(identifier);
  const serial = nameless ? `yubico-log-${position.record}${slot === '' ? '' : `-slot${slot}`}` : identifier;
  if (nameless) notes.push(`the log names no token: called ${serial}`);
  const [digits = '', movingFactor = ''] = fields.slice(11);
  return {
    notes,
    fields: {
      ...common(serial, key, defaults),
      digits:
        digits === '' || digits === '0' ? (defaults.digits ?? 6) : wholeNumber(digits, 'number of digits'),
      counter: movingFactor === '' ? 0 : wholeNumber(movingFactor, 'moving factor'),
    },
  };
}

/** Serial number, identity, moving factor, key, access code, time. */
function yubicoFormat({ fields }: Row, defaults: SeedDefaults, notes: string[]): Findings {
  refuseExtraCells(fields, 7);
  const [serial = '', identity = '', movingFactor = '', key = ''] = fields;
  if (identity !== '' && key.length === 32)
    return { serial, skipped: 'it is a Yubico OTP (AES) key, not an OATH one' };
  notes.push('the log does not name the digits: 6 assumed');
  return {
    notes,
    fields: {
      ...common(serial, key, defaults),
      digits: defaults.digits ?? 6,
      counter: movingFactor === '' ? 0 : wholeNumber(movingFactor, 'moving factor'),
    },
  };
}

function common(serial: string, key: string, { manufacturer, model }: SeedDefaults) {
  const secret = decodeHex(key);
  if (secret.length !== 20)
    throw new RecordFault(
      `its key has ${secret.length} bytes; an OATH key in a YubiKey has 20: is the file cut short?`,
    );
  return {
    serial,
    secret,
    type: 'hotp',
    algorithm: 'sha1',
    manufacturer: manufacturer ?? 'Yubico',
    model,
  } as const;
}
