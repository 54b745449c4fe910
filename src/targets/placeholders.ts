// The placeholders of templates, and their values in one request.
import type { TargetRequest } from './target.js';
import { TargetError } from './target-error.js';
import type { Values } from './template.js';

/** Each placeholder with its meaning. Secrets add `secret.NAME`. */
export const placeholders: Readonly<Record<string, string>> = {
  serial: 'the fob’s serial',
  code: 'the code, as typed',
  pin: 'the PIN that was given along, empty where none was',
  at: 'the bench’s time, ISO 8601 in UTC with milliseconds',
  unix: 'the bench’s time in whole seconds since 1970',
  unixMs: 'the bench’s time in whole milliseconds since 1970',
  faketime: 'the bench’s time in UTC as libfaketime reads it: 2026-11-21 21:23:00',
  nonce: '32 random hexadecimal digits, new for each request',
};

/** Those that carry the bench's time to the target. */
export const timePlaceholders: readonly string[] = ['at', 'unix', 'unixMs', 'faketime'];

export const numberPlaceholders: readonly string[] = ['unix', 'unixMs'];

const longestValue = 256;
const loneSurrogate = /\p{Surrogate}/u;

/** Throws a TargetError `unsendable` if the request is invalid. */
export function valuesOf(request: TargetRequest, secrets: Values, nonce: string): Values {
  const { serial, code, atUs, pin = '' } = request;
  if (serial === '')
    throw unsendable('the serial is empty: give one, or any word where the target needs none');
  for (const [what, value] of [
    ['serial', serial],
    ['code', code],
    ['pin', pin],
  ] as const) {
    if (value.length > longestValue)
      throw unsendable(`the ${what} has ${value.length} characters: give at most ${longestValue}`);
    if (loneSurrogate.test(value)) throw unsendable(`the ${what} holds half a character: give whole Unicode`);
  }
  if (!Number.isSafeInteger(atUs) || atUs < 0)
    throw unsendable(`the time is ${atUs}: give whole microseconds since 1970`);
  const ms = Math.floor(atUs / 1000);
  const at = new Date(ms).toISOString();
  return new Map([
    ...secrets,
    ['serial', serial],
    ['code', code],
    ['pin', pin],
    ['at', at],
    ['unix', String(Math.floor(ms / 1000))],
    ['unixMs', String(ms)],
    ['faketime', `${at.slice(0, 10)} ${at.slice(11, 19)}`],
    ['nonce', nonce],
  ]);
}

function unsendable(message: string): TargetError {
  return new TargetError('unsendable', `Not sent: ${message}.`);
}
