// Which format a file is in, told by its first rows: one row may be of another kind than the rest.
import { cellsOf, contentLines, type Delimiter, type TableShape, tableShape } from './csv/delimiter.js';
import { isBareHeader, isBareLine } from './csv/hex-list.js';
import { isOathRow } from './csv/oath.js';
import { isPhenixidRow } from './csv/phenixid.js';
import { isYubicoRow } from './csv/yubico.js';
import { refuseOtherKinds } from './other-files.js';
import { SeedFileError } from './seed-file-error.js';
import { type SeedFileFormat, seedFileFormats } from './seed-record.js';
import { isUsersOathLine } from './users-oath.js';

/** How a file is laid out: its format and, for tables, what sets its columns apart. */
export type Layout =
  | { readonly kind: 'pskc' | 'otpauth' | 'hex-list' | 'users-oath' }
  | { readonly kind: 'table'; readonly shape: TableShape }
  | { readonly kind: 'oath-csv' | 'phenixid' | 'yubico-csv'; readonly delimiter: Delimiter };

/** @throws SeedFileError `not-recognised`, with what can be read */
export function detectLayout(text: string): Layout {
  const trimmed = text.trimStart();
  if (trimmed.startsWith('<')) return { kind: 'pskc' };
  const lines = contentLines(text, 20);
  const first = lines[0] ?? '';
  if (/^otpauth(-migration)?:/i.test(first)) return { kind: 'otpauth' };
  if (lines.some(isUsersOathLine)) return { kind: 'users-oath' };
  refuseOtherKinds(text);
  const shape = tableShape(text);
  if (shape?.header !== undefined) return { kind: 'table', shape };
  const delimiter = shape?.delimiter ?? ',';
  const rows = lines.map((line) => cellsOf(line, delimiter));
  if (rows.some(isYubicoRow)) return { kind: 'yubico-csv', delimiter };
  if (rows.some(isPhenixidRow)) return { kind: 'phenixid', delimiter };
  if (rows.some(isOathRow) || /^#\s*version\s*:\s*[12]\b/i.test(trimmed))
    return { kind: 'oath-csv', delimiter };
  const bare = lines.filter((line, i) => isBareLine(line) || (i === 0 && isBareHeader(line)));
  if (bare.length > 0) return { kind: 'hex-list' };
  if (shape !== undefined) return { kind: 'oath-csv', delimiter };
  throw new SeedFileError('not-recognised', notRecognised(lines), { line: 1 });
}

/** The layout that a named format has. */
export function layoutOf(format: SeedFileFormat, text: string): Layout {
  if (format === 'pskc' || format === 'safenet-xml') return { kind: 'pskc' };
  if (format === 'otpauth' || format === 'users-oath') return { kind: format };
  if (format === 'hex-list') return { kind: 'hex-list' };
  const shape = tableShape(text);
  if (shape?.header !== undefined && format !== 'yubico-csv') return { kind: 'table', shape };
  if (format === 'entra-csv')
    throw new SeedFileError(
      'malformed',
      'the first row names no columns; expected upn,serial number,secret key,time interval,manufacturer,model',
      { line: 1 },
    );
  return { kind: format, delimiter: shape?.delimiter ?? ',' };
}

function notRecognised(lines: readonly string[]): string {
  const oneCell = lines.length > 0 && lines.every((line) => /^"[^"]*[,;\t|][^"]*"$/.test(line));
  return oneCell
    ? 'every row stands in one cell, in quotes as a whole, as when a table is pasted into one column of a spreadsheet; take the quotes off'
    : `the file is in none of the formats that are read: ${seedFileFormats.join(', ')}. If it is one of them, name it.`;
}
