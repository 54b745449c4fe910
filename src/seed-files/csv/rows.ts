// Rows of a CSV with the line each stands on; csv-parse does the quoting.
import { CsvError, parse } from 'csv-parse/sync';
import { SeedFileError } from '../seed-file-error.js';
import type { SeedPosition } from '../seed-record.js';

export interface Row {
  readonly fields: readonly string[];
  readonly position: SeedPosition;
  /** The last line of a file that ends without a line end: where a cut would show nowhere else. */
  readonly unfinished: boolean;
}

export const cutShort = 'the file ends without a line end: if it was cut short, this record may be wrong';

/** Comment lines start with #. @throws SeedFileError `malformed` with the line */
export function csvRows(text: string, isHeader: (fields: readonly string[]) => boolean = () => false): Row[] {
  const finished = /[\r\n]$/.test(text);
  const rows = parsed(text).filter(({ fields }) => fields.some((field) => field !== ''));
  const data = rows.length > 0 && isHeader(rows[0]?.fields ?? []) ? rows.slice(1) : rows;
  return data.map(({ fields, line }, index) => ({
    fields,
    position: { record: index + 1, line, column: 1 },
    unfinished: !finished && index === data.length - 1,
  }));
}

function parsed(text: string): { fields: readonly string[]; line: number }[] {
  const rows: { fields: readonly string[]; line: number }[] = [];
  try {
    parse(text, {
      trim: true,
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 16_384,
      info: true,
      onRecord: ({ record, info }: { record: string[]; info: { lines: number } }) => {
        rows.push({ fields: record, line: info.lines });
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
