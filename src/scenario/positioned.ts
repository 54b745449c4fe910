// A YAML file as a tree of values with their line and column. Scalars stay text, so a serial keeps its zeros; the parameter
// decides the type.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { ScenarioProblem } from './scenario-error.js';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Positioned =
  | ({ readonly kind: 'text'; readonly text: string } & Place)
  | ({ readonly kind: 'list'; readonly items: readonly Positioned[] } & Place)
  | ({ readonly kind: 'map'; readonly entries: readonly Entry[] } & Place);

export interface Entry {
  readonly key: { readonly text: string } & Place;
  readonly value: Positioned;
}

const mostBytes = 1 << 20;

/** Undefined if the text is not one YAML document; `problem` is called with the reason. */
export function readPositioned(
  text: string,
  problem: (problem: ScenarioProblem) => void,
): Positioned | undefined {
  if (text.length > mostBytes) {
    problem({
      line: 1,
      column: 1,
      message: `the file has more than ${mostBytes >> 20} MB; split it and use include`,
    });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: true,
    merge: false,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  for (const { pos, code, message } of document.errors)
    problem({
      ...placeOf(pos[0]),
      message: /call stack/.test(message)
        ? tooDeep
        : (inWords[code] ?? message.split('\n')[0]!.replace(/ at line \d+.*$/, '')),
    });
  if (document.errors.length > 0) return undefined;
  if (document.contents === null) {
    problem({ line: 1, column: 1, message: 'the file is empty; expected scenario: 1, fobs and steps' });
    return undefined;
  }
  return convert(document.contents, placeOf, problem, 0);
}

/** Replaces parser messages that the author of a file would not understand. */
const inWords: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document begins here (---): put each scenario into a file of its own',
};

/** The tags of the failsafe schema. Any other tag is refused, since the parser would drop it. */
const knownTags = new Set(['str', 'seq', 'map'].map((name) => `tag:yaml.org,2002:${name}`));

const deepest = 40;
const tooDeep = `values are nested more than ${deepest} deep`;

function convert(
  node: Node,
  placeOf: (offset: number) => Place,
  problem: (problem: ScenarioProblem) => void,
  depth: number,
): Positioned {
  const place = placeOf(node.range?.[0] ?? 0);
  if (depth > deepest) {
    problem({ ...place, message: tooDeep });
    return { ...place, kind: 'text', text: '' };
  }
  const { tag } = node as { tag?: string };
  if (tag !== undefined && !knownTags.has(tag))
    problem({ ...place, message: `the tag ${JSON.stringify(tag.slice(0, 60))} is not read: leave it out` });
  if (isAlias(node))
    problem({ ...place, message: 'an alias (*name) is not read: repeat the value, or use include' });
  if (isSeq(node))
    return {
      ...place,
      kind: 'list',
      items: node.items.map((item) => convert(item as Node, placeOf, problem, depth + 1)),
    };
  if (isMap(node))
    return {
      ...place,
      kind: 'map',
      entries: node.items.map(({ key, value }) => {
        const keyNode = key as Node;
        const keyPlace = placeOf(keyNode.range?.[0] ?? 0);
        if (!isScalar(keyNode)) problem({ ...keyPlace, message: 'a key is a word' });
        return {
          key: { ...keyPlace, text: isScalar(keyNode) ? String(keyNode.value) : '' },
          value:
            value === null
              ? { ...keyPlace, kind: 'text', text: '' }
              : convert(value as Node, placeOf, problem, depth + 1),
        };
      }),
    };
  return { ...place, kind: 'text', text: isScalar(node) ? String(node.value ?? '') : '' };
}
