// A bare list: serial, key, and where given a number, with any separator. It does not say what kind of token it is for.
import { type Findings, readCandidates } from '../record-collector.js';
import { wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import { columnsOf, isHeader } from './columns.js';
import { keyReader, looksLikeKey, shortKeyNote } from './key-text.js';
import { commentedOut, cutShort } from './rows.js';
import { typeNeeded } from './token-type.js';

const commonKeyBytes = [10, 16, 20, 24, 28, 32, 48, 64];
const separator = /[\s,;:|]+/;

/** Whether a line can be one of a bare list. */
export function isBareLine(line: string): boolean {
  const [serial = '', key = '', number = '0', ...rest] = cellsOf(line);
  return serial !== '' && looksLikeKey(key) && /^\d*$/.test(number) && rest.length === 0;
}

/** Whether a first line names the columns of a bare list. */
export function isBareHeader(line: string): boolean {
  return isHeader(columnsOf(cellsOf(line))) || isHeader(columnsOf(line.trim().split(/\s{2,}|\t|[,;:|]/)));
}

/** @throws SeedFileError `type-needed` where neither the list nor `defaults` tells TOTP from HOTP */
export function readHexList(text: string, options: ReadOptions): SeedFile {
  const finished = /[\r\n]$/.test(text);
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .filter(({ line }, index) => index > 0 || !isBareHeader(line));
  const cells = lines.map(({ line }) => cellsOf(line));
  const type = options.defaults?.type ?? typeOfNumbers(cells.map(([, , number]) => number));
  const expected = keyDigits(cells[0]);
  const readKey = keyReader(
    cells.map(([, key = '']) => key),
    undefined,
    'hex',
  );
  const candidates = lines.map(({ number }, index) => ({
    position: { record: index + 1, line: number, column: 1 },
    serial: cells[index]![0],
    read: () =>
      readLine(cells[index]!, {
        type,
        readKey,
        expected,
        unfinished: !finished && index === lines.length - 1,
        defaults: options.defaults ?? {},
      }),
  }));
  return readCandidates('hex-list', candidates, options, commentedOut(text));
}

interface ListContext {
  readonly type: 'totp' | 'hotp';
  readKey(text: string): Uint8Array;
  /** Length of the first key's text. */
  readonly expected: number;
  readonly unfinished: boolean;
  readonly defaults: SeedDefaults;
}

function readLine(cells: readonly string[], context: ListContext): Findings {
  const { type, readKey, expected, unfinished, defaults } = context;
  const [serial = '', key = '', number = '', ...rest] = cells;
  if (rest.length > 0) throw new RecordFault('it has more than serial, key and a number');
  const secret = readKey(key);
  if (!commonKeyBytes.includes(secret.length) || keyDigits(cells) !== expected)
    throw new RecordFault(
      `its key has ${secret.length} bytes, unlike the first one or unlike any common key length: is the file cut short?`,
    );
  const digits = defaults.digits ?? 6;
  const periodSeconds =
    type === 'totp' && number !== '' ? wholeNumber(number, 'time step') : (defaults.periodSeconds ?? 30);
  const read = [
    ...(defaults.digits === undefined ? [`${digits} digits`] : []),
    ...(number !== '' || (type === 'totp' && defaults.periodSeconds !== undefined)
      ? []
      : [type === 'totp' ? `${periodSeconds} s` : 'counter 0']),
  ];
  return {
    notes: [
      ...(read.length > 0 ? [`the list does not say: ${read.join(', ')} assumed`] : []),
      ...(number === ''
        ? []
        : [`its third column is read as the ${type === 'totp' ? 'time step' : 'counter'}`]),
      ...shortKeyNote(secret),
      ...(unfinished ? [cutShort] : []),
    ],
    fields: {
      serial,
      secret,
      type,
      digits,
      algorithm: defaults.algorithm ?? 'sha1',
      manufacturer: defaults.manufacturer,
      model: defaults.model,
      ...(type === 'totp'
        ? { periodSeconds }
        : { counter: number === '' ? 0 : wholeNumber(number, 'counter') }),
    },
  };
}

/**
 * A third column that is 0 or differs from row to row holds counters. One number for all may be a time step, and no
 * number says nothing. @throws SeedFileError `type-needed`
 */
function typeOfNumbers(numbers: readonly (string | undefined)[]): 'hotp' {
  const given = numbers.filter((number) => number !== undefined && number !== '');
  const different = new Set(given.map(Number));
  if (given.length === numbers.length && (different.has(0) || different.size > 1)) return 'hotp';
  throw typeNeeded();
}

function cellsOf(line: string): string[] {
  return line.trim().split(separator);
}

function keyDigits(cells: readonly string[] | undefined): number {
  return (cells?.[1] ?? '').replace(/^0x/i, '').length;
}
