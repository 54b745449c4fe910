// Refuses deep nesting before the tree is composed: composing is recursive, and near the end of the stack V8
// ends the whole process when a regular expression is compiled there.
import type { CST } from 'yaml';

/** The offset of a node below `deepest` levels, or null. Walks without recursion. */
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
