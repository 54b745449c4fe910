// The OATH CSV of verification servers: serial, hex key, type, digits, step or counter, and where given the hash.

import { quoted } from '../../serials/index.js';
import type { Findings } from '../record-collector.js';
import { readCandidates } from '../record-collector.js';
import { hashName, wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import { decodeHex } from '../text-codecs.js';
import { csvRows, cutShort, type Row } from './rows.js';

export function readOathCsv(text: string, options: ReadOptions): SeedFile {
  const rows = csvRows(text, isHeader);
  const candidates = rows.map((row) => ({
    position: row.position,
    serial: tokenColumns(row.fields)[0],
    read: () => readRow(row, options.defaults ?? {}),
  }));
  return readCandidates('oath-csv', candidates, options);
}

export function isHeader(fields: readonly string[]): boolean {
  const names = fields.map((field) => field.toLowerCase());
  return (
    names.some((name) => /serial/.test(name)) &&
    names.some((name) => /^(hex ?key|key|seed|secret|otp ?key)/.test(name))
  );
}

function readRow({ fields, unfinished }: Row, defaults: SeedDefaults): Findings {
  const [serial, key = '', typeField = '', digitsField = '', factor = '', hash = ''] = tokenColumns(fields);
  const notes: string[] = unfinished ? [cutShort] : [];
  const type = typeOf(typeField, defaults, notes);
  const digits = digitsField === '' ? (defaults.digits ?? 6) : wholeNumber(digitsField, 'number of digits');
  if (digitsField === '') notes.push(`no digits: ${digits} assumed`);
  if (factor === '') notes.push(type === 'totp' ? 'no time step: 30 s assumed' : 'no counter: 0 assumed');
  return {
    notes,
    fields: {
      serial,
      type,
      digits,
      secret: decodeHex(key),
      algorithm: hash === '' ? (defaults.algorithm ?? 'sha1') : hashName(hash),
      manufacturer: defaults.manufacturer,
      model: defaults.model,
      ...(type === 'totp'
        ? { periodSeconds: factor === '' ? (defaults.periodSeconds ?? 30) : wholeNumber(factor, 'time step') }
        : { counter: factor === '' ? 0 : wholeNumber(factor, 'counter') }),
    },
  };
}

/** `# version: 2` files put user, resolver and realm in front of the token's columns. */
function tokenColumns(fields: readonly string[]): readonly string[] {
  const isKey = (field: string | undefined): boolean => /^[0-9a-f]{16,}$/i.test(field ?? '');
  return !isKey(fields[1]) && isKey(fields[4]) ? fields.slice(3) : fields;
}

function typeOf(field: string, defaults: SeedDefaults, notes: string[]): 'hotp' | 'totp' {
  const type = field.toLowerCase();
  if (type === 'hotp' || type === 'totp') return type;
  if (type === 'hmac') return 'hotp';
  if (type === '') {
    const assumed = defaults.type ?? 'hotp';
    notes.push(`no type: ${assumed.toUpperCase()} assumed`);
    return assumed;
  }
  throw new RecordFault(`its type is ${quoted(field)}; expected hotp or totp`, 'unsupported');
}
