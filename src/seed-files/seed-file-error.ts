// The one error of this folder: what is wrong, where, and how to fix it.
import type { SeedPosition, SeedReportEntry } from './seed-record.js';

export type SeedFileErrorCode =
  | 'too-large'
  | 'encoding'
  | 'not-recognised'
  | 'unsupported'
  | 'malformed'
  | 'key-needed'
  /** Nothing tells time-based from event-based tokens: `defaults.type` does. */
  | 'type-needed'
  | 'wrong-key'
  | 'bad-mac'
  | 'duplicate'
  | 'bad-record'
  | 'empty'
  | 'cannot-write';

type Place = Partial<SeedPosition>;

/** Thrown by every reader and writer of this folder. `report` is there once records were looked at. */
export class SeedFileError extends Error {
  readonly code: SeedFileErrorCode;
  readonly position: Place;
  readonly report: readonly SeedReportEntry[];

  constructor(
    code: SeedFileErrorCode,
    message: string,
    position: Place = {},
    report: readonly SeedReportEntry[] = [],
  ) {
    super(placeText(position) + message);
    this.name = 'SeedFileError';
    this.code = code;
    this.position = position;
    this.report = report;
  }
}

export function placeText({ record, line, column }: Place): string {
  const parts: string[] = [];
  if (record !== undefined && record > 0) parts.push(`record ${record}`);
  if (line !== undefined)
    parts.push(column === undefined ? `line ${line}` : `line ${line}, column ${column}`);
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}

/** A fault of one record: with `partial` the others are still taken. The reader adds the position. */
export class RecordFault extends Error {
  readonly code: SeedFileErrorCode;

  constructor(message: string, code: SeedFileErrorCode = 'bad-record') {
    super(message);
    this.name = 'RecordFault';
    this.code = code;
  }
}
