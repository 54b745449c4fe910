// Which character separates the columns of a table, and whether its first row names them.
import { seedLikeness } from '../../serials/index.js';
import { SeedFileError } from '../seed-file-error.js';
import { type Column, columnsOf, isHeader } from './columns.js';
import { looksLikeKey } from './key-text.js';

export type Delimiter = ',' | ';' | '\t' | '|';

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
const sampledLines = 20;
const titleLinesMaximum = 5;

export interface TableShape {
  readonly delimiter: Delimiter;
  /** The columns that the first row names, or the first one after a title; undefined where it is a row of data. */
  readonly header: readonly Column[] | undefined;
  /** Lines of text above the header. */
  readonly titleLines: number;
}

/**
 * A header decides by the names that it has, else the rows do: a delimiter counts where it sets a key apart.
 * @returns undefined where no delimiter does
 * @throws SeedFileError `malformed` for a header without a serial number or a key
 */
export function tableShape(text: string): TableShape | undefined {
  const lines = contentLines(text, sampledLines);
  const named = headerShape(lines);
  if (named !== undefined) {
    refuseIncomplete(named.header);
    return named;
  }
  const rows = delimiters
    .map((delimiter) => ({
      delimiter,
      header: undefined,
      count: lines.filter((line) => {
        const cells = cellsOf(line, delimiter);
        return cells.length > 1 && cells.some(looksLikeKey);
      }).length,
    }))
    .sort((a, b) => b.count - a.count);
  const best = rows[0]!;
  return best.count > 0 ? { delimiter: best.delimiter, header: undefined, titleLines: 0 } : undefined;
}

/** A vendor's title and address may stand above the header, but no key. */
function headerShape(lines: readonly string[]): (TableShape & { header: readonly Column[] }) | undefined {
  for (const [titleLines, line] of lines.slice(0, titleLinesMaximum + 1).entries()) {
    const headers = delimiters
      .map((delimiter) => ({ delimiter, header: columnsOf(cellsOf(line, delimiter)), titleLines }))
      .filter(({ header }) => isHeader(header))
      .sort((a, b) => known(b.header) - known(a.header));
    if (headers[0] !== undefined) return headers[0];
    if (
      delimiters.some((delimiter) =>
        cellsOf(line, delimiter).some((cell) => seedLikeness(cell) !== undefined),
      )
    )
      return undefined;
  }
  return undefined;
}

/** The first lines that are neither empty nor a comment. */
export function contentLines(text: string, most: number): string[] {
  const found: string[] = [];
  for (const line of text.slice(0, 262_144).split(/\r\n|\r|\n/)) {
    if (line.trim() !== '' && !line.trimStart().startsWith('#')) found.push(line.trim());
    if (found.length === most) break;
  }
  return found;
}

/** One line's cells, trimmed; quotes around a cell are taken off. Only to look at: csv-parse reads the rows. */
export function cellsOf(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

function known(columns: readonly Column[]): number {
  return columns.filter(({ role }) => role !== undefined).length;
}

function refuseIncomplete(columns: readonly Column[]): void {
  for (const [role, what] of [
    ['serial', 'serial number'],
    ['secret', 'secret key'],
  ] as const)
    if (!columns.some((column) => column.role === role))
      throw new SeedFileError(
        'malformed',
        `the header has no column "${what}"; expected one such as upn,serial number,secret key,time interval,manufacturer,model or serial,hexkey,type,digits,step`,
        { line: 1 },
      );
}
