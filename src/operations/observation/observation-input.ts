// Makes readings of what was typed, on the command line or line by line: a serial and a code, or all that a key types.
import { OperationError } from '../../contract/operation-error.js';
import type { GivenLine } from '../../contract/parameter.js';
import {
  type LineError,
  normalizeCode,
  normalizeSerial,
  ObservationError,
  type ParsedLine,
  parseObservationLine,
  type Reading,
  reading,
} from '../../observations/index.js';
import { parseTyped } from '../../readers/index.js';

export interface ObservedDefaults {
  /** Used for a line without a time. */
  atMs: number;
  /** The wall time now; no reading is later. */
  nowMs: number;
  earlierSeconds?: number;
  laterSeconds?: number;
}

/** `observe <serial> <code>`, or `observe <what a key typed>`. @throws ObservationError */
export function readTyped(
  serial: string,
  code: string | undefined,
  defaults: ObservedDefaults,
): { reading: Reading; notes: string[] } {
  const typed = parseTyped(code ?? serial);
  if (code === undefined && typed.kind === 'digits')
    throw new ObservationError('one number: expected a serial and a code, such as 3315511111 755224');
  if (typed.kind === 'yubico-otp')
    throw new ObservationError(
      'a Yubico OTP: only the service that has its AES key can read it; program a slot for HOTP or HMAC, or ask that service',
    );
  const parsed =
    typed.kind === 'unreadable'
      ? { code: normalizeCode((code ?? serial).replace(/[\s-]/g, '')), notes: [] }
      : typed;
  const own = typed.kind === 'hotp' ? typed.tokenIdentifier : serial;
  const seen = reading({
    ...tolerance(defaults),
    serial: observedSerial(code === undefined ? own : serial),
    code: parsed.code,
    atMs: defaults.atMs,
    source: typed.kind === 'hotp' ? 'keyboard' : 'person',
  });
  refuseFuture(seen, defaults.nowMs);
  return { reading: seen, notes: parsed.notes };
}

/** A serial as printed or typed. @throws ObservationError */
export function observedSerial(typed: string): string {
  return normalizeSerial(typed.replace(/\s/g, ''));
}

/** A bad line does not affect the others. */
export function readLines(
  lines: readonly GivenLine[],
  defaults: ObservedDefaults,
): { readings: { line: number; reading: Reading }[]; errors: LineError[] } {
  const readings: { line: number; reading: Reading }[] = [];
  const errors: LineError[] = [];
  lines.forEach((given, index) => {
    const parsed = readLine(given, index + 1, defaults);
    if (parsed === undefined) return;
    if ('reading' in parsed) readings.push(parsed);
    else errors.push(parsed);
  });
  return { readings, errors };
}

function readLine(
  { text, atMs = undefined }: GivenLine,
  line: number,
  defaults: ObservedDefaults,
): ParsedLine | undefined {
  const at = { ...defaults, atMs: atMs ?? defaults.atMs };
  try {
    const alone = /^\s*([^\s#,;]{12,64})\s*$/.exec(text)?.[1];
    if (alone !== undefined && parseTyped(alone).kind === 'hotp')
      return { line, reading: readTyped(alone, undefined, at).reading };
    const parsed = parseObservationLine(text, line, { nowMs: at.atMs, ...tolerance(defaults) });
    if (parsed !== undefined && 'reading' in parsed) refuseFuture(parsed.reading, defaults.nowMs);
    return parsed;
  } catch (error) {
    if (error instanceof ObservationError) return { line, message: error.message };
    throw error;
  }
}

/** Two clocks in one room may differ by this. */
const futureToleranceMs = 60_000;

/** @throws ObservationError */
export function refuseFuture({ atMs }: { atMs: number }, nowMs: number): void {
  if (atMs <= nowMs + futureToleranceMs) return;
  throw new ObservationError(
    `time ${new Date(atMs).toISOString()}: it is ${new Date(nowMs).toISOString()} now, and a code is seen before it is written down; check the date and the zone`,
  );
}

function tolerance({ earlierSeconds, laterSeconds }: ObservedDefaults) {
  return {
    ...(earlierSeconds === undefined ? {} : { earlierSeconds }),
    ...(laterSeconds === undefined ? {} : { laterSeconds }),
  };
}

/** @throws OperationError `usage` for a negative time */
export function secondsOf(us: number, name: string): number {
  if (us >= 0) return us / 1e6;
  throw new OperationError('usage', `${name}: a negative time given; expected how long, such as 10s`, {
    parameter: name,
    expected: 'how long, such as 10s',
  });
}
