// Delays after wrong passphrases, answers and codes, for known and unknown users alike (SP 800-63B §5.2.2).
import { Refused } from './answer.js';
import { table } from './table.js';
import { sha256, type Work } from './work.js';

interface Throttle {
  readonly failures: number;
  readonly untilUs: number;
}

const throttles = table<Throttle>('throttle');
const freeFailures = 4;
const firstDelayUs = 30_000_000;
const longestDelayUs = 3_600_000_000;

/** @throws Refused `throttled` while the delay of the last failures lasts */
export async function refuseThrottled(work: Work, what: string, subject: string): Promise<void> {
  const throttle = await work.read(throttles, keyOf(what, subject));
  if (throttle !== null && work.atUs < throttle.untilUs)
    throw new Refused('throttled', { retryAtUs: throttle.untilUs });
}

/** Reads the delay of one more failure; `count` writes it. Call it before the verifier is asked. */
export async function readThrottle(
  work: Work,
  what: string,
  subject: string,
): Promise<{ failures: number; count: () => void }> {
  const key = keyOf(what, subject);
  const failures = ((await work.read(throttles, key))?.failures ?? 0) + 1;
  const delayUs =
    failures <= freeFailures
      ? 0
      : Math.min(longestDelayUs, firstDelayUs * 2 ** Math.min(20, failures - freeFailures - 1));
  const count = (): void => work.write(throttles, key, { failures, untilUs: work.atUs + delayUs });
  return { failures, count };
}

export async function countFailure(work: Work, what: string, subject: string): Promise<void> {
  (await readThrottle(work, what, subject)).count();
}

/** Clears the failures. Call it after `refuseThrottled`. */
export function forgetFailures(work: Work, what: string, subject: string): void {
  work.remove(throttles, keyOf(what, subject));
}

/** A hash, since an unknown user may type a text of any length. */
function keyOf(what: string, subject: string): string {
  return `${what}/${sha256(subject).slice(0, 32)}`;
}
