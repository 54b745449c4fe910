// Whether a value is what a step expects: the same text, a pattern between slashes, a bound, or fields of it.

/** @returns undefined where it fits, otherwise what was found. */
export function mismatch(wanted: unknown, found: unknown, what: string): string | undefined {
  if (typeof wanted === 'string' || typeof wanted === 'number' || typeof wanted === 'boolean') {
    const text = String(wanted);
    const pattern = /^\/(.*)\/([iu]*)$/s.exec(text);
    if (pattern !== null)
      return typeof found === 'string' && new RegExp(pattern[1]!, pattern[2]).test(found)
        ? undefined
        : `${what} is ${shown(found)}; expected text like ${text}`;
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
