// A strict XML tree: the precheck, then @xmldom/xmldom with every level of complaint thrown.
import { DOMParser, type Element } from '@xmldom/xmldom';
import { SeedFileError } from './seed-file-error.js';
import { precheckXml } from './xml-precheck.js';

export type { Element } from '@xmldom/xmldom';

/** @throws SeedFileError `malformed`, `unsupported` or `too-large`, with line and column */
export function parseStrictXml(text: string): Element {
  precheckXml(text);
  const complaints: string[] = [];
  const parser = new DOMParser({
    onError: (_level: string, message: string) => {
      complaints.push(message);
      throw new Error(message);
    },
  });
  try {
    const root = parser.parseFromString(text, 'application/xml').documentElement;
    if (root !== null && complaints.length === 0) return root;
  } catch {
    // Told below: the parser's own message may quote the text around the fault, and that may be a seed.
  }
  throw new SeedFileError(
    'malformed',
    'the file is not well-formed XML (a namespace prefix without a declaration?)',
  );
}

export function lineOf(element: Element): { line: number; column: number } {
  return { line: element.lineNumber ?? 1, column: element.columnNumber ?? 1 };
}

/** Child elements with one of these local names; drafts of PSKC differ in names and namespaces. */
export function childrenNamed(parent: Element | undefined, ...names: readonly string[]): Element[] {
  const found: Element[] = [];
  for (let node = parent?.firstChild ?? null; node !== null; node = node.nextSibling)
    if (node.nodeType === 1 && names.includes((node as Element).localName ?? '')) found.push(node as Element);
  return found;
}

export function childNamed(parent: Element | undefined, ...names: readonly string[]): Element | undefined {
  return childrenNamed(parent, ...names)[0];
}

/** Follows local names downwards, the first of each. */
export function descendant(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  let element = parent;
  for (const name of path) element = childNamed(element, name);
  return element;
}

/** Trimmed text of an element that has no element children; undefined where it is absent or empty. */
export function textOf(element: Element | undefined): string | undefined {
  const text = element?.textContent?.trim();
  return text === undefined || text === '' ? undefined : text;
}

export function attributeOf(element: Element | undefined, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = element?.getAttribute(name);
    if (value !== null && value !== undefined && value !== '') return value.trim();
  }
  return undefined;
}
