// Reads the rules of a target file that turn an answer into an outcome.
import { isSeq, type Node } from 'yaml';
import { suggestion } from '../contract/did-you-mean.js';
import { isSuccess, type Outcome, outcomes } from '../verification/index.js';
import { parsePointer } from './json-pointer.js';
import { readJsonScalar } from './read-message.js';
import type { TargetOutcome } from './target.js';
import type { IntegerRange, VerdictRule } from './target-description.js';
import { type Entry, shown, type YamlSource } from './yaml-source.js';

export const targetOutcomes: readonly TargetOutcome[] = [...outcomes, 'refused'];

const mostRules = 64;

/**
 * @param conditions the conditions that a rule can have
 * @param example a rule that accepts, for messages
 */
export function readVerdict(
  source: YamlSource,
  node: Node,
  conditions: readonly string[],
  example: string,
): VerdictRule[] {
  const items = source.asList(node, 'verdict', `a rule an entry: ${example}`);
  if (items === undefined) return [];
  if (items.length > mostRules)
    source.problem(node, `verdict has ${items.length} rules: give at most ${mostRules}`);
  const rules = items.slice(0, mostRules).map((item, index) => readRule(source, item, index + 1, conditions));
  const whole = rules.filter((rule) => rule !== undefined);
  if (whole.length < items.length) return whole;
  if (!whole.some(({ outcome }) => lets(outcome)))
    source.problem(node, `verdict has no rule for an acceptance: add one such as ${example}`);
  if (!whole.some(({ outcome }) => !lets(outcome)))
    source.problem(
      node,
      'verdict has no rule for a refusal: add one such as - { outcome: refused } at the end',
    );
  for (const [index, rule] of whole.entries()) {
    if (rule.exit ?? rule.status ?? rule.stdout ?? rule.stderr ?? rule.body ?? rule.json) continue;
    if (lets(rule.outcome))
      source.problem(
        items[index]!,
        'a rule without a condition accepts everything, an error page too: add a condition',
      );
    else if (index < whole.length - 1)
      source.problem(items[index]!, 'a rule without a condition takes every answer: put it last');
  }
  return whole;
}

function lets(outcome: TargetOutcome): boolean {
  return outcome !== 'refused' && isSuccess(outcome as Outcome);
}

function readRule(
  source: YamlSource,
  node: Node,
  number: number,
  conditions: readonly string[],
): VerdictRule | undefined {
  const what = `verdict ${number}`;
  const known: readonly string[] = [...conditions, 'outcome'];
  const entries = source.asMapping(node, what, 'conditions and an outcome', known);
  if (entries === undefined) return undefined;
  const outcome = readOutcome(source, node, entries.get('outcome'), what);
  const exit = readWith(entries.get('exit'), (value) => readRanges(source, value, `${what}: exit`, 0, 255));
  const status = readWith(entries.get('status'), (value) =>
    readRanges(source, value, `${what}: status`, 200, 599),
  );
  const [stdout, stderr, body] = (['stdout', 'stderr', 'body'] as const).map((part) =>
    readWith(entries.get(part), (value) => readPattern(source, value, `${what}: ${part}`)),
  );
  const json = readJsonCondition(source, entries, what);
  if (outcome === undefined || [exit, status, stdout, stderr, body, json].includes(undefined))
    return undefined;
  return {
    outcome,
    label: labelOf(number, entries),
    exit: exit!,
    status: status!,
    stdout: stdout!,
    stderr: stderr!,
    body: body!,
    json: json!,
  };
}

/** null if the file has no such entry, undefined if the entry is wrong. */
function readWith<T>(entry: Entry | undefined, read: (value: Node) => T | undefined): T | null | undefined {
  return entry === undefined ? null : read(entry[1]);
}

function readOutcome(
  source: YamlSource,
  node: Node,
  entry: Entry | undefined,
  what: string,
): TargetOutcome | undefined {
  if (entry === undefined)
    return source.problem(node, `${what} has no outcome: give ${targetOutcomes.join(', ')}`);
  const word = source.asText(entry[1], `${what}: outcome`);
  if (word === undefined) return undefined;
  const outcome = targetOutcomes.find((one) => one === word);
  return (
    outcome ??
    source.problem(entry[1], `${what}: outcome is "${shown(word)}": ${suggestion(word, targetOutcomes)}`)
  );
}

function readRanges(
  source: YamlSource,
  node: Node,
  what: string,
  smallest: number,
  largest: number,
): IntegerRange[] | undefined {
  const ranges = (isSeq(node) ? (node.items as Node[]) : [node]).map((item) => {
    const text = source.asText(item, what);
    if (text === undefined) return undefined;
    const [, first, last = first] = /^([0-9]{1,3})(?:-([0-9]{1,3}))?$/.exec(text) ?? [];
    const range = { from: Number(first), to: Number(last) };
    if (range.from >= smallest && range.to <= largest && range.from <= range.to) return range;
    return source.problem(
      item,
      `${what} is "${shown(text)}": give a whole number from ${smallest} to ${largest}, a range such as ` +
        `${largest - 99}-${largest}, or a list of them`,
    );
  });
  if (ranges.length === 0)
    return source.problem(node, `${what} is an empty list: give a number, or take the key away`);
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

function readPattern(source: YamlSource, node: Node, what: string): RegExp | undefined {
  const text = source.asText(node, what);
  if (text === undefined) return undefined;
  try {
    const pattern = new RegExp(text, 'mu');
    if (pattern.test('') && pattern.test('any answer'))
      return source.problem(
        node,
        `${what} matches every answer: give a pattern that needs at least a character`,
      );
    return pattern;
  } catch (error) {
    const why = (error as Error).message.split(': ').at(-1);
    return source.problem(
      node,
      `${what} is not a regular expression (${why}): fix it, or put a backslash before signs`,
    );
  }
}

function readJsonCondition(
  source: YamlSource,
  entries: ReadonlyMap<string, Entry>,
  what: string,
): VerdictRule['json'] | undefined {
  const json = entries.get('json');
  const equals = entries.get('equals');
  if (json === undefined && equals === undefined) return null;
  if (json === undefined)
    return source.problem(equals![0], `${what}: equals needs json beside it: json: /result/value`);
  if (equals === undefined)
    return source.problem(json[0], `${what}: json needs equals beside it: equals: true`);
  const text = source.asText(json[1], `${what}: json`);
  const value = readJsonScalar(source, equals[1], `${what}: equals`);
  if (text === undefined || value === undefined) return undefined;
  try {
    return { pointer: parsePointer(text), equals: value };
  } catch (error) {
    return source.problem(json[1], `${what}: json is "${shown(text)}": ${(error as Error).message}`);
  }
}

function labelOf(number: number, entries: ReadonlyMap<string, Entry>): string {
  const conditions = [...entries]
    .filter(([key]) => key !== 'outcome' && key !== 'equals')
    .map(([key, [, value]]) =>
      key === 'json'
        ? `json ${textOf(value) || 'document'} = ${textOf(entries.get('equals')![1])}`
        : `${key} ${textOf(value)}`,
    );
  return conditions.length === 0
    ? `rule ${number} (any answer)`
    : `rule ${number} (${conditions.join(', ')})`;
}

function textOf(node: Node): string {
  return isSeq(node)
    ? node.items.map((item) => textOf(item as Node)).join(', ')
    : shown(String((node as { value?: unknown }).value));
}
