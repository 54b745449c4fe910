// Which format a file is in, told by its first line of content.
import { isHexListLine } from './csv/hex-list.js';
import { isHeader } from './csv/oath.js';
import { isYubicoRow } from './csv/yubico.js';
import { SeedFileError } from './seed-file-error.js';
import type { SeedFileFormat } from './seed-record.js';

export const seedFileFormats: readonly SeedFileFormat[] = [
  'pskc',
  'oath-csv',
  'entra-csv',
  'yubico-csv',
  'hex-list',
  'otpauth',
];

const dpx =
  "this is a OneSpan/VASCO DPX file. Its layout is OneSpan's own and only their server reads it; besides, native Digipass codes are not OATH. Ask OneSpan for the same delivery as PSKC (RFC 6030): Digipass GO 6 and GO 7 can be ordered in OATH mode with a PSKC file, its password sent separately.";

/** Before decoding: a DPX file may be binary. @throws SeedFileError `unsupported` */
export function refuseDpx(bytes: Uint8Array, fileName: string | undefined): void {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const isXml = /^\s*(?:\xef\xbb\xbf)?\s*</.test(start);
  const named = fileName !== undefined && /\.dpx$/i.test(fileName);
  // Digipass types and application names stand in clear: DPGO7, "GO6DEFAULT", "DIGIPASS".
  const looksSo =
    /\bDIGIPASS\b|\bVASCO\b|\bDPGO ?\d|\bDPX\b/i.test(start) && !/[,\t;].*[,\t;]|otpauth:/.test(start);
  if (!isXml && (named || looksSo)) throw new SeedFileError('unsupported', dpx);
}

/** @throws SeedFileError `not-recognised`, with what can be read */
export function detectFormat(text: string): SeedFileFormat {
  const trimmed = text.trimStart();
  if (trimmed.startsWith('<')) return 'pskc';
  if (/^#\s*version\s*:\s*[12]\b/i.test(trimmed)) return 'oath-csv';
  const lines = trimmed
    .slice(0, 65_536)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const first = lines[0] ?? '';
  if (/^otpauth(-migration)?:/i.test(first)) return 'otpauth';
  const fields = first.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
  const names = fields.map((field) => field.toLowerCase());
  if (names.includes('serial number') && names.includes('secret key')) return 'entra-csv';
  if (isYubicoRow(fields)) return 'yubico-csv';
  if (fields.some((field) => /^(hotp|totp|hmac|ocra)$/i.test(field))) return 'oath-csv';
  if (isHeader(first.split(/[\s,;:|]+/)))
    return lines[1] !== undefined && isHexListLine(lines[1]) ? 'hex-list' : 'oath-csv';
  if (isHexListLine(first)) return 'hex-list';
  throw new SeedFileError(
    'not-recognised',
    `the file is in none of the formats that are read: ${seedFileFormats.join(', ')}. If it is one of them, name it.`,
    { line: 1 },
  );
}
