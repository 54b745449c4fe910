// Refuses deep nesting before the YAML tree is composed. Composing is recursive, and V8 ends the whole process if a regular
// expression is compiled near the end of the stack.
import type { CST } from 'yaml';

/** The offset of a node that is nested deeper than `deepest` levels, or null. It does not recurse. */
export function tooDeepAt(tokens: readonly CST.Token[], deepest: number): number | null {
  const left: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return token.offset;
    if (token.type === 'document' && token.value !== undefined)
      left.push({ token: token.value, depth: depth + 1 });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items)
      for (const child of [key, value])
        if (child !== undefined && child !== null) left.push({ token: child, depth: depth + 1 });
  }
  return null;
}
