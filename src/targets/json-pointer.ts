// RFC 6901: the name of one value inside a JSON document.

/** `/result/value` → ['result', 'value']; '' is the whole document. Throws an Error that says how to fix it. */
export function parsePointer(text: string): string[] {
  if (text === '') return [];
  if (!text.startsWith('/')) throw new Error('a JSON pointer begins with "/": /result/value');
  return text
    .slice(1)
    .split('/')
    .map((token) => {
      if (/~(?![01])/.test(token))
        throw new Error('in a JSON pointer "~" is written "~0" and "/" inside a name "~1"');
      return token.replaceAll('~1', '/').replaceAll('~0', '~');
    });
}

/** The value there, or undefined. */
export function valueAt(document: unknown, pointer: readonly string[]): unknown {
  let value = document;
  for (const token of pointer) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9][0-9]*)$/.test(token)) return undefined;
    if (!Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}
