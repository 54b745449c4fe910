// A bare list: serial, key in hexadecimal, and where given a counter. What it leaves open is said in the report.
import { type Findings, readCandidates } from '../record-collector.js';
import { wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import { decodeHex } from '../text-codecs.js';
import { cutShort } from './rows.js';

const commonKeyBytes = [10, 16, 20, 24, 28, 32, 48, 64];
const separator = /[\s,;:|]+/;

/** Whether a line can be one of a hex list. */
export function isHexListLine(line: string): boolean {
  const [serial = '', key = '', counter = '0', ...rest] = line.trim().split(separator);
  return serial !== '' && /^(0x)?[0-9a-f]{20,128}$/i.test(key) && /^\d*$/.test(counter) && rest.length === 0;
}

export function readHexList(text: string, options: ReadOptions): SeedFile {
  const finished = /[\r\n]$/.test(text);
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .filter(({ line }, index) => index > 0 || isHexListLine(line) || !/serial/i.test(line));
  const expected = keyDigits(lines[0]?.line);
  const candidates = lines.map(({ line, number }, index) => ({
    position: { record: index + 1, line: number, column: 1 },
    serial: line.split(separator)[0],
    read: () => readLine(line, expected, !finished && index === lines.length - 1, options.defaults ?? {}),
  }));
  return readCandidates('hex-list', candidates, options);
}

function readLine(
  line: string,
  expectedDigits: number,
  unfinished: boolean,
  defaults: SeedDefaults,
): Findings {
  const [serial = '', key = '', counter, ...rest] = line.split(separator);
  if (rest.length > 0) throw new RecordFault('it has more than serial, key and counter');
  const secret = decodeHex(key);
  if (!commonKeyBytes.includes(secret.length) || keyDigits(line) !== expectedDigits)
    throw new RecordFault(
      `its key has ${secret.length} bytes, unlike the first one or unlike any common key length: is the file cut short?`,
    );
  const type = defaults.type ?? (counter === undefined || counter === '' ? 'totp' : 'hotp');
  const digits = defaults.digits ?? 6;
  const periodSeconds = defaults.periodSeconds ?? 30;
  const assumed = type === 'totp' ? `TOTP, ${digits} digits, ${periodSeconds} s` : `HOTP, ${digits} digits`;
  return {
    notes: [`a hex list names no type: ${assumed} assumed`, ...(unfinished ? [cutShort] : [])],
    fields: {
      serial,
      secret,
      type,
      digits,
      algorithm: defaults.algorithm ?? 'sha1',
      manufacturer: defaults.manufacturer,
      model: defaults.model,
      ...(type === 'totp' ? { periodSeconds } : { counter: counter ? wholeNumber(counter, 'counter') : 0 }),
    },
  };
}

function keyDigits(line: string | undefined): number {
  return (line?.split(separator)[1] ?? '').replace(/^0x/i, '').length;
}
