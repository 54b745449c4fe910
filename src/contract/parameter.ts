// The kinds of parameter. Each kind reads text (from a command line, a console, a query) or a typed value (from the library
// or JSON). Its error says what was given, what is expected and how to fix it.

import { quotedWord, seedLikeness } from '../serials/index.js';
import { bytesContent, type Content, isContent } from './content.js';
import type { ContentSize } from './content-size.js';
import { closest } from './did-you-mean.js';
import { durationText, parseDuration } from './duration.js';

import { parseIsoTime } from './iso-time.js';
import { OperationError } from './operation-error.js';
import { seedOfText } from './seed-text.js';

export interface Parameter<T, Optional extends boolean = boolean, Given = unknown> {
  /** For the compiler only: whether a caller may leave the argument out. */
  readonly mayBeLeftOut?: Optional;
  /** For the compiler only: the type that a caller may give, which `read` turns into a `T`. */
  readonly given?: Given;
  /** The kind, as help and schemas name it. */
  kind:
    | 'fob'
    | 'model'
    | 'text'
    | 'number'
    | 'number-or-text'
    | 'duration'
    | 'instant'
    | 'choice'
    | 'flag'
    | 'folder'
    | 'content'
    | 'lines'
    | 'names'
    | 'secret';
  summary: string;
  required: boolean;
  /** The placeholder of its value in help: `<ppm>`. */
  placeholder: string;
  choices?: readonly string[];
  /** Words that may replace the number, such as `physics`. */
  words?: readonly string[];
  minimum?: number;
  maximum?: number;
  /** The size limit of a content. */
  size?: ContentSize;
  /**
   * True if the value names a file, a device or a port of the machine that runs the bench; a function decides it by the
   * value. A server refuses such a value from a client.
   */
  localOnly?: true | ((value: unknown) => boolean);
  /** Facts of the client's environment that the owner compares with its own: digests, and the working folder. */
  clientEnvironment?(): Readonly<Record<string, string>>;
  /** @throws OperationError `usage`. */
  read(value: unknown, name: string): T;
}

export type Parameters = Record<string, Parameter<unknown>>;
export type Values<P extends Parameters> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/** The arguments that a caller gives. A time is text with its unit or zone; an optional argument may be left out. */
export type Input<P extends Parameters> = {
  [K in keyof P as P[K] extends Parameter<unknown, true> ? never : K]: Given<P[K]>;
} & { [K in keyof P as P[K] extends Parameter<unknown, true> ? K : never]?: Given<P[K]> };

type Given<P> = P extends Parameter<unknown, boolean, infer G> ? G : never;

export function fobSerial(
  summary = 'serial of the fob, as printed or as typed',
): Parameter<string, false, string> {
  return { kind: 'fob', summary, required: true, placeholder: 'fob', read: readText };
}

export function text(summary: string, placeholder = 'text'): Parameter<string, false, string> {
  return { kind: 'text', summary, required: true, placeholder, read: readText };
}

/**
 * The content of a file. A command line takes the file's name, or - for standard input, and reads it; a program gives
 * bytes, text or a {@link Content}; JSON gives the text.
 */
export function content(
  summary: string,
  size: ContentSize,
): Parameter<Content, false, Content | Uint8Array | string> {
  return {
    kind: 'content',
    summary,
    required: true,
    placeholder: 'file|-',
    size,
    read(value, name) {
      if (isContent(value)) return value;
      if (value instanceof Uint8Array) return bytesContent(value, name);
      const expected = 'the content of the file: bytes or text';
      if (typeof value !== 'string') throw wrong(name, typeof value, expected);
      if (looksLikePath(value))
        throw new OperationError(
          'usage',
          `${name}: the name of a file given; expected its content, since the bench's owner opens no file for a client`,
          { parameter: name, expected },
        );
      return bytesContent(new TextEncoder().encode(value), name);
    },
  };
}

/** True for one line that has a folder in front or a file extension. */
function looksLikePath(text: string): boolean {
  return (
    /^(?!otpauth)[^\s,;"<{]{1,300}$/.test(text) &&
    /^(\.{0,2}[/\\]|~|[A-Za-z]:\\|file:)|\.[a-z]{2,5}$/.test(text)
  );
}

export function folder(summary: string): Parameter<string, false, string> {
  return { kind: 'folder', summary, required: true, placeholder: 'folder', read: readAnyText };
}

export function modelId(
  summary = 'model of the catalogue (foblab models)',
): Parameter<string, false, string> {
  return { kind: 'model', summary, required: true, placeholder: 'model', read: readAnyText };
}

export function number(
  summary: string,
  range: { minimum: number; maximum: number; unit: string; whole?: boolean },
): Parameter<number, false, number | string> {
  const { minimum, maximum, unit, whole = false } = range;
  const expected = `a ${whole ? 'whole ' : ''}number from ${minimum} to ${maximum} (${unit})`;
  return {
    kind: 'number',
    summary,
    required: true,
    placeholder: unit,
    minimum,
    maximum,
    read(value, name) {
      const given = typeof value === 'string' ? numberOf(value, unit) : value;
      if (
        typeof given !== 'number' ||
        !(given >= minimum && given <= maximum) ||
        (whole && !Number.isInteger(given))
      )
        throw wrong(name, value, expected);
      return given;
    },
  };
}

/** `50`, or with its unit `50%`, `50 %`; the text itself where it is neither. */
function numberOf(text: string, unit: string): number | string {
  const bare = text.trim();
  const ends = unit !== '' && bare.length > unit.length && bare.toLowerCase().endsWith(unit.toLowerCase());
  const digits = ends ? bare.slice(0, -unit.length).trimEnd() : bare;
  return digits === '' ? text : Number(digits);
}

/** A number in a range, or one of a few words. */
export function numberOrWord<const W extends string>(
  summary: string,
  range: { minimum: number; maximum: number; unit: string },
  words: readonly W[],
): Parameter<number | W, false, number | string> {
  const { minimum, maximum, unit } = range;
  const inRange = number(summary, range);
  const expected = `a number from ${minimum} to ${maximum} (${unit}), or ${words.join(', ')}`;
  return {
    ...inRange,
    placeholder: [unit, ...words].join('|'),
    words,
    read(value, name) {
      const word = words.find((one) => one === value);
      if (word !== undefined) return word;
      try {
        return inRange.read(value, name);
      } catch {
        throw wrong(name, value, expected);
      }
    },
  };
}

/** A number, or text that the operation itself interprets. */
export function numberOrText(
  summary: string,
  placeholder: string,
): Parameter<string, false, number | string> {
  return {
    ...text(summary, placeholder),
    kind: 'number-or-text',
    read: (value, name) =>
      typeof value === 'number' && Number.isFinite(value) ? String(value) : readText(value, name),
  };
}

/**
 * Microseconds.
 * @param range in seconds; unlimited by default
 */
export function duration(
  summary: string,
  range: { minimum?: number; maximum?: number } = {},
): Parameter<number, false, string> {
  const { minimum, maximum } = range;
  const limits = [
    ...(minimum === undefined ? [] : [`from ${durationText(minimum * 1e6)}`]),
    ...(maximum === undefined ? [] : [`to ${durationText(maximum * 1e6)}`]),
  ];
  const expected = ['a duration', ...limits, 'with its unit, such as 90s, 15m, 1h30m, 365d or 2y'].join(' ');
  return {
    kind: 'duration',
    summary,
    required: true,
    placeholder: 'duration',
    ...range,
    read(value, name) {
      const us = typeof value === 'string' ? parseDuration(value) : undefined;
      if (
        us === undefined ||
        (minimum !== undefined && us < minimum * 1e6) ||
        (maximum !== undefined && us > maximum * 1e6)
      )
        throw wrong(name, value, expected);
      return us;
    },
  };
}

/** Microseconds since the Unix epoch. */
export function instant(summary: string): Parameter<number, false, string> {
  return {
    kind: 'instant',
    summary,
    required: true,
    placeholder: 'time',
    read(value, name) {
      const us = typeof value === 'string' ? parseIsoTime(value) : undefined;
      if (us === undefined)
        throw wrong(name, value, 'an ISO 8601 time with its zone, such as 2026-01-01T00:00:00Z');
      return us;
    },
  };
}

export function choice<const T extends string>(
  summary: string,
  choices: readonly T[],
): Parameter<T, false, T> {
  return {
    kind: 'choice',
    summary,
    required: true,
    placeholder: choices.join('|'),
    choices,
    read(value, name) {
      const found = choices.find((one) => one === value);
      if (found !== undefined) return found;
      const near = typeof value === 'string' ? closest(value, choices) : undefined;
      throw wrong(name, value, `one of ${choices.join(', ')}${near ? `; did you mean ${near}?` : ''}`);
    },
  };
}

export function flag(summary: string): Parameter<boolean, true, boolean | undefined> {
  return {
    kind: 'flag',
    summary,
    required: false,
    placeholder: '',
    read(value, name) {
      if (value === undefined) return false;
      if (typeof value !== 'boolean') throw wrong(name, value, 'true or false');
      return value;
    },
  };
}

/**
 * A secret as bytes, or as text in hexadecimal, base32 or base64. On a command line it comes from a file or standard input,
 * never from an argument.
 */
export function secret(
  summary: string,
): Parameter<Uint8Array | undefined, true, Uint8Array | string | undefined> {
  return {
    kind: 'secret',
    summary,
    required: false,
    placeholder: 'file|-',
    read(value, name) {
      if (value === undefined) return undefined;
      // The message never shows what was given: it may be most of a seed.
      if (!(typeof value === 'string' || value instanceof Uint8Array))
        throw new OperationError(
          'usage',
          `${name}: expected bytes, or text in hexadecimal, base32 or base64`,
          {
            parameter: name,
          },
        );
      const read = value instanceof Uint8Array ? { bytes: value } : seedOfText(value);
      if ('fault' in read) throw new OperationError('usage', `${name}: ${read.fault}`);
      const { bytes } = read;
      if (bytes.length < 1 || bytes.length > mostSecretBytes)
        throw new OperationError(
          'usage',
          `${name}: ${bytes.length} bytes given; expected 1 to ${mostSecretBytes}`,
        );
      return bytes;
    },
  };
}

/** The most that a fob can store. */
const mostSecretBytes = 256;

/** A secret that is text, such as a password. On a command line it comes from a file or standard input, as {@link secret}. */
export function secretText(summary: string): Parameter<string | undefined, true, string | undefined> {
  return {
    kind: 'secret',
    summary,
    required: false,
    placeholder: 'file|-',
    read(value, name) {
      if (value === undefined) return undefined;
      if (typeof value !== 'string' || value === '')
        throw new OperationError(
          'usage',
          `${name}: the file is empty; expected the secret on its first line`,
        );
      return value;
    },
  };
}

/** A line of a file. A line that arrived while the command waited has its wall time in `atMs`, Unix milliseconds. */
export interface GivenLine {
  text: string;
  atMs?: number;
}

/** The lines of a text. On a command line they come from a file or standard input of the client. */
export function lines(
  summary: string,
): Parameter<readonly GivenLine[] | undefined, true, string | readonly GivenLine[] | undefined> {
  return {
    kind: 'lines',
    summary,
    required: false,
    placeholder: 'file|-',
    read(value, name) {
      if (value === undefined) return undefined;
      if (typeof value === 'string') return value.split(/\r\n|\r|\n/).map((text) => ({ text }));
      if (!Array.isArray(value) || !value.every(isGivenLine))
        throw wrong(name, typeof value, 'a text, or a list of lines {text, atMs}');
      return value;
    },
  };
}

function isGivenLine(value: unknown): value is GivenLine {
  const { text, atMs } = (value ?? {}) as Record<string, unknown>;
  return typeof text === 'string' && (atMs === undefined || Number.isSafeInteger(atMs));
}

/** `name=value` pairs or several words. */
export function names(
  summary: string,
  placeholder: string,
): Parameter<string[], true, string | readonly string[] | undefined> {
  return {
    kind: 'names',
    summary,
    required: false,
    placeholder,
    read(value, name) {
      if (value === undefined) return [];
      const list = typeof value === 'string' ? [value] : value;
      if (!Array.isArray(list) || list.some((one) => typeof one !== 'string'))
        throw wrong(name, value, 'words');
      return list as string[];
    },
  };
}

/** Serials of several fobs. @throws OperationError `usage` for a seed among them */
export function serials(summary: string, placeholder: string): ReturnType<typeof names> {
  const several = names(summary, placeholder);
  return {
    ...several,
    read(value, name) {
      const list = several.read(value, name);
      for (const serial of list) refuseSeed(serial, name);
      return list;
    },
  };
}

export function optional<T, G>(
  parameter: Parameter<T, boolean, G>,
): Parameter<T | undefined, true, G | undefined> {
  const { mayBeLeftOut: _, given: __, ...rest } = parameter;
  return {
    ...rest,
    required: false,
    read: (value, name) => (value === undefined || value === null ? undefined : parameter.read(value, name)),
  };
}

/**
 * Reads all arguments of an operation.
 *
 * @param spelled the name of a parameter as the caller writes it, such as `--by`
 * @throws OperationError `usage` for an argument that is missing, wrong or unknown
 */
export function readArguments<P extends Parameters>(
  operation: string,
  parameters: P,
  given: Readonly<Record<string, unknown>>,
  spelled: (name: string, parameter: Parameter<unknown>) => string = (name) => name,
): Values<P> {
  for (const name of Object.keys(given))
    if (given[name] !== undefined && !Object.hasOwn(parameters, name)) {
      const near = closest(name, Object.keys(parameters));
      const isSeed = seedLikeness(name) !== undefined;
      throw new OperationError(
        'usage',
        `${operation} has no argument ${isSeed ? `of ${name.length} characters` : `'${name}'`}${near ? `; did you mean '${near}'?` : ''}; it takes ${Object.keys(parameters).join(', ') || 'none'}`,
        isSeed ? {} : { parameter: name },
      );
    }
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    if (parameter.required && (given[name] === undefined || given[name] === ''))
      throw new OperationError(
        'usage',
        `${operation} needs ${needed(spelled(name, parameter), parameter)}: ${parameter.summary}`,
        { parameter: name },
      );
    try {
      values[name] = parameter.read(given[name], spelled(name, parameter));
    } catch (error) {
      if (!(error instanceof OperationError) || error.parameter !== undefined) throw error;
      const { code, message, expected, remedy } = error;
      throw new OperationError(code, message, { parameter: name, expected, remedy, cause: error });
    }
  }
  return values as Values<P>;
}

/** `fob <fob>`, `--secret-file <file|->`, or `<fob>` for a positional argument of a command line. */
function needed(name: string, { placeholder }: Parameter<unknown>): string {
  return name.startsWith('<') ? name : `${name} <${placeholder}>`;
}

function readText(value: unknown, name: string): string {
  const text = readAnyText(value, name);
  refuseSeed(text, name);
  return text;
}

/** Text that is allowed to look like a seed. @throws OperationError `usage` if it is empty or no text */
export function readAnyText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(name, value, 'text');
  return value;
}

/**
 * Refuses a text that looks like a seed: as a serial or a label it would end up in events and in the audit.
 *
 * @throws OperationError `usage`
 */
export function refuseSeed(text: string, name: string): void {
  const likeness = seedLikeness(text);
  if (likeness !== undefined)
    throw new OperationError(
      'usage',
      `${name}: ${likeness} given, as a seed has; a seed comes from a file or standard input, by --secret-file`,
    );
}

function wrong(name: string, given: unknown, expected: string): OperationError {
  const shown = given === undefined ? 'nothing' : shorten(given);
  return new OperationError('usage', `${name}: ${shown} given; expected ${expected}`, { expected });
}

/** The start of a long value: enough to recognise it. */
function shorten(given: unknown): string {
  if (typeof given === 'string') return quotedWord(given);
  if (Array.isArray(given)) return 'a list';
  return typeof given === 'object' && given !== null ? 'an object' : String(given);
}
