// A target file as a tree of nodes with their line and column. JSON is valid YAML.
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { suggestion } from '../contract/did-you-mean.js';
import { TargetFileError, type TargetFileProblem } from './target-error.js';
import { tooDeepAt } from './yaml-depth.js';
import { yamlFaults } from './yaml-faults.js';

export const longestFileBytes = 16_384;
const mostProblems = 20;
const deepest = 32;

export type Entry = readonly [key: Scalar, value: Node];

/** Collects problems. Each `as…` method reports a node of another kind and returns undefined. */
export class YamlSource {
  readonly file: string;
  readonly root: Node;
  readonly #lines = new LineCounter();
  readonly #problems: TargetFileProblem[] = [];

  /** Throws a TargetFileError if the text is not one plain YAML document. */
  constructor(file: string, text: string) {
    this.file = file;
    if (Buffer.byteLength(text) > longestFileBytes)
      throw this.#alone(1, 1, `the file has more than ${longestFileBytes} bytes: a target needs a few lines`);
    const bad = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
    if (bad !== null) {
      const before = text.slice(0, bad.index).split('\n');
      const point = bad[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      throw this.#alone(
        before.length,
        before.at(-1)!.length + 1,
        `the character U+${point} has no place in YAML: take it out`,
      );
    }
    this.root = this.#parse(text);
    this.#refuseReferences(this.root);
    this.throwIfProblems();
  }

  problem(node: Node, message: string): undefined {
    this.#at(node.range?.[0] ?? 0, message);
    return undefined;
  }

  throwIfProblems(): void {
    if (this.#problems.length === 0) return;
    const sorted = [...this.#problems].sort((a, b) => a.line - b.line || a.column - b.column);
    throw new TargetFileError(this.file, sorted.slice(0, mostProblems));
  }

  /** `what` names the place in messages: `timeout`, `verdict 2: exit`. */
  asText(node: Node, what: string): string | undefined {
    if (isScalar(node)) {
      if (typeof node.value === 'string' && (node.value !== '' || node.type !== Scalar.PLAIN))
        return node.value;
      return this.problem(node, `${what} has no value: give one, or take the key away`);
    }
    return this.problem(node, unquotedPlaceholder(node) ?? `${what} is ${kindOf(node)}: give a text`);
  }

  /** True for a scalar that is written without quotes. */
  isPlain(node: Node): boolean {
    return isScalar(node) && node.type === Scalar.PLAIN;
  }

  asList(node: Node, what: string, fix: string): Node[] | undefined {
    if (!isSeq(node)) return this.problem(node, `${what} is ${kindOf(node)}: give a list, ${fix}`);
    return (node as YAMLSeq<Node>).items;
  }

  /** The entries in the order of the file. With `known`, any other key is a problem. */
  asMapping(
    node: Node,
    what: string,
    fix: string,
    known?: readonly string[],
  ): Map<string, Entry> | undefined {
    if (!isMap(node))
      return this.problem(node, unquotedPlaceholder(node) ?? `${what} is ${kindOf(node)}: give ${fix}`);
    const entries = new Map<string, Entry>();
    for (const { key, value } of (node as YAMLMap<Node, Node | null>).items) {
      if (!isScalar(key) || typeof key.value !== 'string') {
        this.problem(key, `a key is ${kindOf(key)}: give a text`);
        continue;
      }
      if (known !== undefined && !known.includes(key.value)) {
        this.problem(key, `"${shown(key.value)}" is not known in ${what}: ${suggestion(key.value, known)}`);
        continue;
      }
      entries.set(key.value, [key, value ?? emptyAt(key)]);
    }
    return entries;
  }

  /** Reads the value of a required key. `meaning` describes the value in the message if it is missing. */
  required<T>(
    entries: ReadonlyMap<string, Entry>,
    key: string,
    meaning: string,
    read: (node: Node) => T | undefined,
  ): T | undefined {
    const entry = entries.get(key);
    return entry === undefined
      ? this.problem(this.root, `${key} is missing: give ${meaning}`)
      : read(entry[1]);
  }

  #parse(text: string): Node {
    const tokens = [...new Parser(this.#lines.addNewLine).parse(text)];
    const tooDeep = tooDeepAt(tokens, deepest);
    if (tooDeep !== null) {
      this.#at(tooDeep, `nested too deeply: a target needs at most ${deepest} levels`);
      this.throwIfProblems();
    }
    // The core schema would read the serial 0123456789 as the number 123456789.
    const documents = [...new Composer({ schema: 'failsafe', prettyErrors: false }).compose(tokens)];
    for (const document of documents)
      for (const error of [...document.errors, ...document.warnings])
        this.#at(
          error.pos[0],
          `not YAML: ${yamlFaults[error.code] ?? 'check indentation, colons and quotes'}`,
        );
    this.throwIfProblems();
    const [first, second] = documents;
    if (second !== undefined) {
      this.#at(second.range?.[0] ?? 0, 'a second document begins: give each target a file of its own');
      this.throwIfProblems();
    }
    const root = first?.contents;
    if (root === undefined || root === null)
      throw this.#alone(1, 1, 'the file is empty: give at least kind, what to ask, and verdict');
    return root as Node;
  }

  /** Refuses anchors, aliases and tags, so that the tree holds only what the file shows. */
  #refuseReferences(node: Node): void {
    if (isAlias(node)) {
      this.problem(node, 'an alias (*): write out what it stands for');
      return;
    }
    if (node.anchor !== undefined) this.problem(node, 'an anchor (&): a target uses none');
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
      this.problem(node, 'a tag (!): a target uses none');
    const children = isMap(node)
      ? node.items.flatMap(({ key, value }) => [key, value])
      : isSeq(node)
        ? node.items
        : [];
    for (const child of children) if (child !== null) this.#refuseReferences(child as Node);
  }

  #at(offset: number, message: string): void {
    if (this.#problems.length >= 4 * mostProblems) return;
    const { line, col } = this.#lines.linePos(offset);
    this.#problems.push({ line: Math.max(1, line), column: Math.max(1, col), message });
  }

  #alone(line: number, column: number, message: string): TargetFileError {
    return new TargetFileError(this.file, [{ line, column, message }]);
  }
}

export function kindOf(node: Node): string {
  return isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : isAlias(node) ? 'an alias' : 'a text';
}

/** At most a few words of what was given. */
export function shown(text: string): string {
  const line = JSON.stringify(text).slice(1, -1);
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

/** The commonest mistake in a template: `code: {code}` is a mapping in YAML. */
export function unquotedPlaceholder(node: Node): string | undefined {
  if (!isMap(node) || node.flow !== true || node.items.length !== 1) return undefined;
  const { key, value } = node.items[0]!;
  if (
    !isScalar(key) ||
    (value !== null && !(isScalar(value) && value.value === '' && value.type === Scalar.PLAIN))
  )
    return undefined;
  const name = shown(String(key.value));
  return `{${name}} without quotes is a mapping in YAML: write '{${name}}'`;
}

function emptyAt(key: Scalar): Scalar {
  const empty = new Scalar('');
  empty.type = Scalar.PLAIN;
  if (key.range) empty.range = key.range;
  return empty;
}
