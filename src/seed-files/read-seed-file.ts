// Reads a seed file of any supported format into records, with a report over each.
import { quoted } from '../serials/index.js';
import { readHexList } from './csv/hex-list.js';
import { readOathCsv } from './csv/oath.js';
import { readPhenixid } from './csv/phenixid.js';
import { readTable } from './csv/table.js';
import { readYubicoCsv } from './csv/yubico.js';
import { detectLayout, layoutOf } from './format-detection.js';
import { refuseBinaryKinds } from './other-files.js';
import { readOtpauth } from './otpauth.js';
import { readPskc } from './pskc/read.js';
import { SeedFileError } from './seed-file-error.js';
import { type ReadOptions, type SeedFile, seedFileFormats } from './seed-record.js';
import { sourceText, xmlMaximumBytes } from './source-text.js';
import { readUsersOath } from './users-oath.js';

/**
 * All or nothing: one bad record refuses the file, unless `partial` asks for the good ones.
 * Serial numbers are unique in what comes back.
 * @throws SeedFileError naming the fault, its record and line, and how to fix it; its `report` covers the records
 * that were looked at. Neither ever holds a seed, a key or a password.
 */
export async function readSeedFile(bytes: Uint8Array, options: ReadOptions = {}): Promise<SeedFile> {
  if (bytes.length <= xmlMaximumBytes) refuseBinaryKinds(bytes, options.fileName);
  // Spreadsheets take "sep=;" as a first line for the delimiter; the line stays, so that line numbers hold.
  const text = sourceText(bytes).replace(/^sep=.(?=\r|\n)/i, '');
  if (options.format !== undefined && !seedFileFormats.includes(options.format))
    throw new SeedFileError(
      'not-recognised',
      `the format ${quoted(options.format)} is unknown; expected ${seedFileFormats.join(', ')}`,
    );
  const layout = options.format === undefined ? detectLayout(text) : layoutOf(options.format, text);
  switch (layout.kind) {
    case 'pskc':
      return readPskc(text.trimStart() === text ? text : leadingLines(text), options);
    case 'table':
      return readTable(text, layout.shape, options);
    case 'oath-csv':
      return readOathCsv(text, layout.delimiter, options);
    case 'phenixid':
      return readPhenixid(text, layout.delimiter, options);
    case 'yubico-csv':
      return readYubicoCsv(text, layout.delimiter, options);
    case 'hex-list':
      return readHexList(text, options);
    case 'otpauth':
      return readOtpauth(text, options);
    case 'users-oath':
      return readUsersOath(text, options);
  }
}

/** XML 1.0 §2.8: nothing may stand before the declaration. Files mailed around gain empty lines; they are harmless. */
function leadingLines(text: string): string {
  const start = text.search(/\S/);
  return text.startsWith('<?xml', start) ? text.slice(start) : text;
}
