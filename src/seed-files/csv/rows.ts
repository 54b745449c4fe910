// Rows of a table with the line each stands on; csv-parse does the quoting.
import { CsvError, parse } from 'csv-parse/sync';
import { RecordFault, SeedFileError } from '../seed-file-error.js';
import type { SeedPosition } from '../seed-record.js';
import { columnsOf, isHeader } from './columns.js';
import type { Delimiter } from './delimiter.js';

export interface Row {
  readonly fields: readonly string[];
  readonly position: SeedPosition;
  /** The last line of a file that ends without a line end: where a cut would show nowhere else. */
  readonly unfinished: boolean;
}

export const cutShort = 'the file ends without a line end: if it was cut short, this record may be wrong';

const spreadsheetErrors = '#(?:N/A|REF!|VALUE!|NAME\\?|NUM!|NULL!|DIV/0!|#+)';
const spreadsheetError = new RegExp(`^${spreadsheetErrors}\\s*[,;|\\t]`, 'i');

/** The rows of data. Comment lines start with #. @throws SeedFileError `malformed` with the line */
export function tableRows(text: string, delimiter: Delimiter, hasHeader: boolean): Row[] {
  const finished = /[\r\n]$/.test(text);
  const rows = parsed(text, delimiter).filter(({ fields }) => fields.some((field) => field !== ''));
  const header = hasHeader ? rows.findIndex(({ fields }) => isHeader(columnsOf(fields))) : -1;
  const data = rows.slice(header + 1);
  return data.map(({ fields, line }, index) => ({
    fields,
    position: { record: index + 1, line, column: 1 },
    unfinished: !finished && index === data.length - 1,
  }));
}

/** @throws RecordFault for cells beyond the last column: a delimiter inside a field, or two rows in one. */
export function refuseExtraCells(fields: readonly string[], columns: number): void {
  const used = fields.reduce((count, field, i) => (field === '' ? count : i + 1), 0);
  if (used > columns)
    throw new RecordFault(
      `it has ${used} columns; at most ${columns} are expected: is there a delimiter inside a field, or are two rows in one?`,
    );
}

/** Commented-out rows that hold a key, as notes about the file. */
export function commentedOut(text: string): string[] {
  const lines: number[] = [];
  let number = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    number++;
    if (line.trimStart().startsWith('#') && /[A-Za-z0-9]{16,}/.test(line) && !spreadsheetError.test(line))
      lines.push(number);
  }
  if (lines.length === 0) return [];
  const shown = lines.slice(0, 5).join(', ') + (lines.length > 5 ? ', …' : '');
  return [`${lines.length === 1 ? 'line' : 'lines'} ${shown} begin with # and are not read`];
}

function parsed(text: string, delimiter: Delimiter): { fields: readonly string[]; line: number }[] {
  const rows: { fields: readonly string[]; line: number }[] = [];
  try {
    parse(withoutTextMarks(text, delimiter), {
      delimiter,
      // All of them: a file that was edited on two systems mixes them.
      record_delimiter: ['\r\n', '\n', '\r'],
      trim: true,
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 16_384,
      info: true,
      onRecord: ({ record, info }: { record: string[]; info: { lines: number } }) => {
        rows.push({ fields: record.map(withoutApostrophe), line: info.lines });
        return null;
      },
    } as never);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as unknown as { lines?: number }).lines;
    // The parser's own message quotes the row, and that is where the seed is.
    throw new SeedFileError(
      'malformed',
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? 'a row is longer than 16 384 characters'
        : 'the row is not CSV: a quote is missing, doubled or in the middle of a field; is the file cut short?',
      line === undefined ? {} : { line },
    );
  }
  return rows;
}

/** `="0012"` keeps a spreadsheet from dropping the zeros. It stands for the text between its quotes. */
function withoutTextMarks(given: string, delimiter: Delimiter): string {
  const end = delimiter === '|' ? '\\|' : delimiter;
  const text = given.includes('#') ? withQuotedErrors(given, end) : given;
  if (!text.includes('="')) return text;
  const cell = new RegExp(
    `(?<=^|[\\r\\n${end}])(?:="([^"\\r\\n]*)"|"=""([^"\\r\\n]*)""")(?=$|[\\r\\n${end}])`,
    'g',
  );
  return text.replace(cell, (_, bare: string | undefined, quoted = '') => `"${bare ?? quoted}"`);
}

/** Quotes an error of a spreadsheet at the start of a row, such as #N/A or ########, so that the row is not a comment. */
function withQuotedErrors(text: string, end: string): string {
  return text.replace(new RegExp(`(?<=^|[\\r\\n])(${spreadsheetErrors})[ ]*(?=${end})`, 'gi'), '"$1"');
}

/** A spreadsheet's own mark for a number that is text. */
function withoutApostrophe(field: string): string {
  return /^'[A-Za-z0-9]/.test(field) ? field.slice(1) : field;
}
