// Reads a seed file of any supported format into records, with a report over each.

import { quoted } from '../serials/index.js';
import { readEntraCsv } from './csv/entra.js';
import { readHexList } from './csv/hex-list.js';
import { readOathCsv } from './csv/oath.js';
import { readYubicoCsv } from './csv/yubico.js';
import { detectFormat, refuseDpx, seedFileFormats } from './format-detection.js';
import { readOtpauth } from './otpauth.js';
import { readPskc } from './pskc/read.js';
import { SeedFileError } from './seed-file-error.js';
import type { ReadOptions, SeedFile } from './seed-record.js';
import { sizeMaximumBytes, sourceText } from './source-text.js';

/**
 * All or nothing: one bad record refuses the file, unless `partial` asks for the good ones.
 * Serial numbers are unique in what comes back.
 * @throws SeedFileError naming the fault, its record and line, and how to mend it; its `report` covers the records
 * that were looked at. Neither ever holds a seed, a key or a password.
 */
export async function readSeedFile(bytes: Uint8Array, options: ReadOptions = {}): Promise<SeedFile> {
  if (bytes.length <= sizeMaximumBytes) refuseDpx(bytes, options.fileName);
  const text = sourceText(bytes);
  const format = options.format ?? detectFormat(text);
  switch (format) {
    case 'pskc':
      return readPskc(text.trimStart() === text ? text : leadingLines(text), options);
    case 'oath-csv':
      return readOathCsv(text, options);
    case 'entra-csv':
      return readEntraCsv(text, options);
    case 'yubico-csv':
      return readYubicoCsv(text, options);
    case 'hex-list':
      return readHexList(text, options);
    case 'otpauth':
      return readOtpauth(text, options);
    default:
      throw new SeedFileError(
        'not-recognised',
        `the format ${quoted(format)} is unknown; expected ${seedFileFormats.join(', ')}`,
      );
  }
}

/** XML 1.0 §2.8: nothing may stand before the declaration. Files mailed around gain empty lines; they are harmless. */
function leadingLines(text: string): string {
  const start = text.search(/\S/);
  return text.startsWith('<?xml', start) ? text.slice(start) : text;
}
