// Where the codes of a fob come from when its seed is known: the verification kernel, or any function.
import { type Algorithm, findSteps, prepareKey } from '../verification/kernel/index.js';

/** Finds a code among consecutive steps (TOTP) or counters (HOTP). */
export interface CodeSource {
  digits: number;
  /** Every one of the `count` steps from `first` whose code is `code`, ascending. */
  find(code: string, first: number, count: number): number[];
}

const mostMatches = 64;

/** With the fob's seed. The secret stays in the returned object; it is never printed. */
export function kernelCodeSource(secret: Uint8Array, algorithm: Algorithm, digits: number): CodeSource {
  const key = prepareKey(algorithm, secret);
  const out = new Float64Array(mostMatches);
  return {
    digits,
    find: (code, first, count) => {
      if (code.length !== digits) return [];
      const start = Math.max(0, first);
      const length = Math.max(0, first + count - start);
      const found = findSteps(key, start, length, digits, Number(code), out);
      return [...out.subarray(0, found)];
    },
  };
}

/** With any generator of codes. */
export function codeSourceOf(codeAt: (step: number) => string, digits: number): CodeSource {
  return {
    digits,
    find: (code, first, count) => {
      const found: number[] = [];
      for (let step = Math.max(0, first); step < first + count; step++) {
        if (codeAt(step) === code) found.push(step);
      }
      return found;
    },
  };
}
