// A skip that is seen: the runner prints the reason and fails on a skip that has none.
import type { Test } from 'uvu';

export const skipReasons: string[] = [];

/** Registers `name` as skipped in `suite`, because of `why` (what is missing and how to get it). */
export function skip<T>(suite: Test<T>, name: string, why: string): void {
  skipReasons.push(`${name}: ${why}`);
  suite.skip(name);
}
