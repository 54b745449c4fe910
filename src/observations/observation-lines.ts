// Fifty fobs in a row: lines of `serial code [time]` from a file or standard input.
import {
  normalizeCode,
  normalizeSerial,
  ObservationError,
  parseTime,
  type Reading,
  reading,
} from './observation.js';

export interface LineError {
  /** From 1. */
  line: number;
  message: string;
}

export type ParsedLine = { line: number; reading: Reading } | LineError;

export interface LineOptions {
  /** For lines without a time: when they were typed, or now. */
  nowMs: number;
  earlierSeconds?: number;
  laterSeconds?: number;
}

const longestLine = 500;

/** Undefined for an empty line and for a comment after `#`. One error a line, the first that is found. */
export function parseObservationLine(
  text: string,
  line: number,
  options: LineOptions,
): ParsedLine | undefined {
  if (text.length > longestLine)
    return { line, message: `${text.length} characters: a line is "serial code [time]"` };
  const fields = text
    .replace(/#.*$/, '')
    .replace(/^\uFEFF/, '')
    .split(/[\s,;]+/)
    .filter((field) => field !== '');
  if (fields.length === 0) return undefined;
  try {
    return { line, reading: readFields(fields, options) };
  } catch (error) {
    if (error instanceof ObservationError) return { line, message: error.message };
    throw error;
  }
}

/** All lines of a text; what is wrong with one line leaves the others alone. */
export function parseObservationLines(
  text: string,
  options: LineOptions,
): { readings: Reading[]; errors: LineError[] } {
  const readings: Reading[] = [];
  const errors: LineError[] = [];
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    const parsed = parseObservationLine(content, index + 1, options);
    if (parsed === undefined) return;
    if ('reading' in parsed) readings.push(parsed.reading);
    else errors.push(parsed);
  });
  return { readings, errors };
}

function readFields(fields: readonly string[], options: LineOptions): Reading {
  const [serial, code, time, ...more] = fields;
  if (code === undefined)
    throw new ObservationError('one field: expected "serial code [time]", such as 3315511111 755224');
  if (more.length > 0) {
    throw new ObservationError(
      `${fields.length} fields: expected "serial code [time]"; a time has no blank in it`,
    );
  }
  const { nowMs, earlierSeconds, laterSeconds } = options;
  return reading({
    serial: normalizeSerial(serial!),
    code: normalizeCode(code),
    atMs: time === undefined ? nowMs : parseTime(time),
    ...(earlierSeconds === undefined ? {} : { earlierSeconds }),
    ...(laterSeconds === undefined ? {} : { laterSeconds }),
  });
}
