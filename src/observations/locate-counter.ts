// Where the counter of an event-based fob stands, by codes read off it in a row.
import type { CodeSource } from './code-source.js';

export interface CounterSearch {
  /** The verifier's next counter: 0 for a new fob. */
  from: number;
  /** How many counters to look at. */
  lookAhead: number;
}

export type CounterLocation =
  | {
      found: true;
      /** Counter of the last code read. */
      counter: number;
      /** Presses that the verifier has not seen before the first code read. */
      ahead: number;
      /** How likely a code that is none of this fob's would be found all the same. */
      chance: number;
      /** Other counters that fit as well; one more code in a row tells. */
      others: number[];
    }
  | { found: false; chance: number };

/** `codes` in the order they were shown, one press after the other. Without any, nothing is found. */
export function locateCounter(
  codes: readonly string[],
  source: CodeSource,
  { from, lookAhead }: CounterSearch,
): CounterLocation {
  const chance = Math.min(1, lookAhead / 10 ** (source.digits * codes.length));
  const [first, ...rest] = codes;
  if (first === undefined) return { found: false, chance };
  const follow = (counter: number): boolean =>
    rest.every((code, i) => source.find(code, counter + 1 + i, 1).length > 0);
  const [counter, ...others] = source.find(first, from, lookAhead).filter(follow);
  if (counter === undefined) return { found: false, chance };
  const last = (start: number): number => start + rest.length;
  return { found: true, counter: last(counter), ahead: counter - from, chance, others: others.map(last) };
}
