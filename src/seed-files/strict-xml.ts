// A strict XML tree: the precheck, then @xmldom/xmldom with every level of complaint thrown.
import { DOMParser, type Element } from '@xmldom/xmldom';
import { SeedFileError } from './seed-file-error.js';
import { precheckXml } from './xml-precheck.js';

export type { Element } from '@xmldom/xmldom';

export interface StrictXml {
  /** The document element without the parts. */
  readonly root: Element;
  /** Each part when it is asked for, so that a large delivery is never in memory as one tree. */
  parts(): Iterable<Element>;
}

/** Text of this length takes some 500 MB as a tree. */
const treeMaximumCharacters = 8 * 1024 * 1024;
const startTagMaximumCharacters = 8192;

/**
 * @param apart local names of the children of the document element that are its parts
 * @throws SeedFileError `malformed`, `unsupported` or `too-large`, with line and column
 */
export function parseStrictXml(text: string, apart: readonly string[]): StrictXml {
  const { start, name, parts } = precheckXml(text, apart);
  const rest: string[] = [];
  let at = 0;
  for (const { from, to } of parts) {
    // Line ends stay, so that lines after a part keep their numbers.
    rest.push(text.slice(at, from), '\n'.repeat(lineEnds(text.slice(from, to))));
    at = to;
  }
  rest.push(text.slice(at));
  const around = rest.join('');
  refuseLarge(around, 'what stands around its keys', { line: 1 });
  const root = parseTree(around, { line: 1 });
  // It stands before each part again.
  if (parts.length > 0 && start.to - start.from > startTagMaximumCharacters)
    throw new SeedFileError(
      'too-large',
      `the start tag of the document has ${start.to - start.from} characters; at most ${startTagMaximumCharacters} are read`,
      { line: 1 },
    );
  const startTag = text.slice(start.from, start.to).replace(/\s/g, ' ');
  return {
    root,
    *parts() {
      let [before, line, lineStart] = [0, 1, 0];
      for (const { from, to } of parts) {
        const between = text.slice(before, from);
        line += lineEnds(between);
        // Search the new part only: a whole file may be one line.
        const lastLineEnd = between.lastIndexOf('\n');
        if (lastLineEnd >= 0) lineStart = before + lastLineEnd + 1;
        before = from;
        const place = { line, column: from - lineStart + 1 };
        const part = text.slice(from, to);
        refuseLarge(part, 'one of its parts', place);
        const wrapped = parseTree(`${startTag}${part}</${name}>`, place);
        origins.set(wrapped.ownerDocument!, { ...place, wrapper: startTag.length });
        yield wrapped.firstChild as Element;
      }
    },
  };
}

/** Where the text of a part's document stands in the file. `wrapper`: the characters before it in that document. */
interface Origin {
  readonly line: number;
  readonly column: number;
  readonly wrapper: number;
}

const origins = new WeakMap<object, Origin>();

function refuseLarge(text: string, what: string, place: { line: number; column?: number }): void {
  if (text.length > treeMaximumCharacters)
    throw new SeedFileError(
      'too-large',
      `${what} has ${Math.round(text.length / 1024 / 1024)} MB; at most ${treeMaximumCharacters / 1024 / 1024} MB are read`,
      place,
    );
}

/** As the parser counts them, which takes these for line feeds (XML 1.1 §2.11). */
function lineEnds(text: string): number {
  return text.match(/\r[\n\u0085]|[\n\r\u0085\u2028\u2029]/g)?.length ?? 0;
}

function parseTree(text: string, place: { line: number; column?: number }): Element {
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
    // Reported below: the parser's own message may quote the text around the fault, and that may be a seed.
  }
  throw new SeedFileError(
    'malformed',
    'the file is not well-formed XML (a namespace prefix without a declaration?)',
    place,
  );
}

export function lineOf(element: Element): { line: number; column: number } {
  const { lineNumber = 1, columnNumber = 1, ownerDocument } = element;
  const origin = ownerDocument === null ? undefined : origins.get(ownerDocument);
  if (origin === undefined) return { line: lineNumber, column: columnNumber };
  return {
    line: origin.line + lineNumber - 1,
    column: lineNumber === 1 ? origin.column + columnNumber - origin.wrapper - 1 : columnNumber,
  };
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
