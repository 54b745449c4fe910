// Compares a value with what a step expects: the same text, a pattern between slashes, a bound, or some fields.
import { runInNewContext } from 'node:vm';

const patternText = /^\/(.*)\/([iu]*)$/s;
/** More than any sensible pattern needs. One such as (a+)+$ could run for years. */
const patternTakesMs = 1000;

/** @returns undefined if the value fits, otherwise a message with what was found */
export function mismatch(wanted: unknown, found: unknown, what: string): string | undefined {
  if (typeof wanted === 'string' || typeof wanted === 'number' || typeof wanted === 'boolean') {
    const text = String(wanted);
    const pattern = patternText.exec(text);
    if (pattern !== null) {
      const fits = typeof found === 'string' && patternFits(pattern[1]!, pattern[2]!, found);
      if (fits === 'unknown')
        return `${what}: the pattern ${text} takes more than a second on ${shown(found)}; write it without nested repetition`;
      return fits ? undefined : `${what} is ${shown(found)}; expected text like ${text}`;
    }
    const bound = /^(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)$/.exec(text);
    if (bound !== null && typeof found === 'number')
      return holds(found, bound[1]!, Number(bound[2]))
        ? undefined
        : `${what} is ${found}; expected a number ${text}`;
    const same =
      found === null
        ? text === 'null'
        : found !== undefined && typeof found !== 'object' && String(found) === text;
    return same ? undefined : `${what} is ${shown(found)}; expected ${shown(wanted)}`;
  }
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found)) return `${what} is ${shown(found)}; expected a list`;
    if (found.length !== wanted.length)
      return `${what} has ${found.length} entries; expected ${wanted.length}`;
    for (const [i, one] of wanted.entries()) {
      const wrong = mismatch(one, found[i], `${what}.${i}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  if (typeof found !== 'object' || found === null) return `${what} is ${shown(found)}; expected fields of it`;
  for (const [name, one] of Object.entries(wanted as Record<string, unknown>)) {
    const wrong = mismatch(one, (found as Record<string, unknown>)[name], `${what}.${name}`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** What is wrong with a pattern in an expected value; undefined if nothing is. */
export function patternProblem(wanted: unknown): string | undefined {
  if (typeof wanted === 'object' && wanted !== null)
    return Object.values(wanted)
      .map(patternProblem)
      .find((problem) => problem !== undefined);
  const pattern = patternText.exec(String(wanted));
  if (pattern === null) return undefined;
  try {
    new RegExp(pattern[1]!, pattern[2]);
    return undefined;
  } catch (error) {
    return `${shown(wanted)} is no pattern: ${(error as Error).message.replace(/^.*: /, '')}`;
  }
}

function patternFits(source: string, flags: string, text: string): boolean | 'unknown' {
  const pattern = new RegExp(source, flags);
  try {
    return runInNewContext('pattern.test(text)', { pattern, text }, { timeout: patternTakesMs }) as boolean;
  } catch {
    return 'unknown';
  }
}

function holds(found: number, sign: string, bound: number): boolean {
  if (sign === '<') return found < bound;
  if (sign === '<=') return found <= bound;
  return sign === '>' ? found > bound : found >= bound;
}

export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
