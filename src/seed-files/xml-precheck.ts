// A single pass over the text before any parser sees it: no DTD, no entities, well nested, bounded.
// @xmldom/xmldom repairs what XML 1.0 calls a fatal error; a repaired seed file is a wrong seed file.
import { isQuotable, quotedName } from '../serials/index.js';
import { SeedFileError } from './seed-file-error.js';

const depthMaximum = 32;
/** In one part that is read by itself, and in the rest of the document. */
const elementsMaximum = 250_000;
const partsMaximum = 1_000_000;
const attributesMaximum = 32;

const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const startTag = new RegExp(`<(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'y');
const endTag = new RegExp(`</(${name})\\s*>`, 'y');
const attributeName = new RegExp(`\\s(${name})\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g');
const declaration =
  /<\?xml\s+version\s*=\s*(?:"1\.[01]"|'1\.[01]')(?:\s+encoding\s*=\s*(?:"([^"]*)"|'([^']*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/y;
const reference = /&(?:lt|gt|amp|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});/y;

/** From its `<` to after its `>`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface XmlOutline {
  /** Of the document element's start tag. */
  readonly start: Span;
  readonly name: string;
  /** Children of the document element that have one of the names that were asked for. */
  readonly parts: readonly Span[];
}

/**
 * @param apart local names of children of the document element that are read one by one, such as `KeyPackage`
 * @throws SeedFileError with line and column of the first offence
 */
export function precheckXml(text: string, apart: readonly string[]): XmlOutline {
  const open: string[] = [];
  const parts: Span[] = [];
  let root: Pick<XmlOutline, 'start' | 'name'> | undefined;
  let partFrom: number | undefined;
  let [elements, elementsOfPart] = [0, 0];
  let at = declarationEnd(text);
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const textEnd = next < 0 ? text.length : next;
    checkText(text, at, textEnd, open.length > 0);
    if (next < 0) break;
    if (text.startsWith('<!--', next)) at = commentEnd(text, next);
    else if (text.startsWith('<!', next)) refuseDeclaration(text, next);
    else if (text.startsWith('<?', next))
      fail(text, next, 'processing instructions are not accepted in a seed file');
    else if (text.startsWith('</', next)) at = closeElement(text, next, open);
    else {
      if (open.length === 0 && root !== undefined)
        fail(text, next, 'there is a second element after the end of the document');
      const depth = open.length;
      const { name: opened, to } = openElement(text, next, open);
      root ??= { start: { from: next, to }, name: opened };
      if (depth === 1 && apart.includes(localName(opened))) {
        if (parts.length === partsMaximum)
          fail(text, next, `more than ${partsMaximum} ${tag(opened)}`, 'too-large');
        partFrom = next;
        elementsOfPart = 0;
      }
      const count = partFrom === undefined ? ++elements : ++elementsOfPart;
      if (count > elementsMaximum) fail(text, next, `more than ${elementsMaximum} elements`, 'too-large');
      at = to;
    }
    if (partFrom !== undefined && open.length === 1) {
      parts.push({ from: partFrom, to: at });
      partFrom = undefined;
    }
  }
  if (root === undefined) fail(text, 0, 'there is no XML element');
  if (open.length > 0) fail(text, text.length, `the file ends inside ${tag(open.at(-1)!)}: it is cut short`);
  return { ...root, parts };
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

function declarationEnd(text: string): number {
  if (!text.startsWith('<?xml')) return 0;
  declaration.lastIndex = 0;
  const found = declaration.exec(text);
  if (found === null) fail(text, 0, 'the XML declaration is malformed');
  const encoding = (found[1] ?? found[2] ?? 'utf-8').toLowerCase();
  const plainAscii = !/[^\u0000-\u007f]/.test(text);
  if (
    encoding !== 'utf-8' &&
    encoding !== 'us-ascii' &&
    !(plainAscii && /^iso-8859-1$|^windows-1252$/.test(encoding))
  )
    fail(text, 0, `the file declares the encoding ${quotedName(encoding)}; save it as UTF-8`, 'encoding');
  return found[0].length;
}

function checkText(text: string, from: number, to: number, inside: boolean): void {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x26) at = checkReference(text, at, inside) - 1;
    else if (!inside && code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)
      fail(text, at, 'there is text outside the document element');
    else if (code === 0x5d && text.startsWith(']]>', at)) fail(text, at, '"]]>" outside a CDATA section');
  }
}

function checkReference(text: string, at: number, inside: boolean): number {
  reference.lastIndex = at;
  if (!inside || !reference.test(text))
    fail(text, at, 'an entity that is none of the five of XML (&lt; &gt; &amp; &quot; &apos;) is refused');
  return reference.lastIndex;
}

function commentEnd(text: string, at: number): number {
  const end = text.indexOf('--', at + 4);
  if (end < 0) fail(text, at, 'a comment does not end: the file is cut short');
  if (text[end + 2] !== '>') fail(text, end, '"--" inside a comment');
  return end + 3;
}

function refuseDeclaration(text: string, at: number): never {
  if (/^<!DOCTYPE/i.test(text.slice(at, at + 9)))
    fail(
      text,
      at,
      'a DOCTYPE is refused: document types and entities have no place in a seed file',
      'unsupported',
    );
  if (text.startsWith('<![CDATA[', at)) fail(text, at, 'CDATA sections are not accepted in a seed file');
  return fail(text, at, 'a markup declaration is malformed or cut short');
}

function closeElement(text: string, at: number, open: string[]): number {
  endTag.lastIndex = at;
  const found = endTag.exec(text);
  if (found === null) fail(text, at, 'an end tag is malformed or cut short');
  const expected = open.pop();
  if (expected !== found[1])
    fail(
      text,
      at,
      expected === undefined
        ? `${tag(found[1]!, '/')} closes nothing`
        : `${tag(found[1]!, '/')} where ${tag(expected, '/')} is expected`,
    );
  return endTag.lastIndex;
}

function openElement(text: string, at: number, open: string[]): { name: string; to: number } {
  startTag.lastIndex = at;
  const found = startTag.exec(text);
  if (found === null) fail(text, at, 'a start tag is malformed or cut short (attribute values need quotes)');
  const attributes = found[2] as string;
  if (attributes !== '') checkAttributes(text, at, attributes, (found[1] as string).length + 1);
  if (found[3] === '') {
    if (open.length >= depthMaximum)
      fail(text, at, `elements are nested deeper than ${depthMaximum}`, 'too-large');
    open.push(found[1] as string);
  }
  return { name: found[1] as string, to: startTag.lastIndex };
}

function checkAttributes(text: string, at: number, attributes: string, offset: number): void {
  const seen = new Set<string>();
  for (const [, attribute] of attributes.matchAll(attributeName)) {
    if (seen.has(attribute as string))
      fail(
        text,
        at,
        `${isQuotable(attribute!) ? `the attribute ${attribute}` : 'an attribute'} is given twice`,
      );
    seen.add(attribute as string);
  }
  if (seen.size > attributesMaximum) fail(text, at, `more than ${attributesMaximum} attributes`, 'too-large');
  for (let amp = attributes.indexOf('&'); amp >= 0; amp = attributes.indexOf('&', amp + 1))
    checkReference(text, at + offset + amp, true);
}

/** A tag by its name. PSKC has longer names than a seed's shortest form, so each word of one counts by itself. */
function tag(name: string, slash = ''): string {
  const isWords = name.length <= 40 && /^(?:[a-z0-9]{1,8}:)?(?:[A-Z][a-z]{2,12})+$/.test(name);
  return isWords || isQuotable(name) ? `<${slash}${name}>` : `a tag of ${name.length} characters`;
}

function fail(
  text: string,
  at: number,
  message: string,
  code: 'malformed' | 'too-large' | 'unsupported' | 'encoding' = 'malformed',
): never {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  throw new SeedFileError(code, message, { line, column: at - before.lastIndexOf('\n') });
}
