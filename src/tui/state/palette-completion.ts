// What tab makes of a line in the palette that has its operation already: the word at its end, completed.

import { optionName } from '../../contract/option-name.js';
import type { Operation } from '../../host/operation.js';
import type { LabState } from './state.js';

/** The line with its last word completed as far as it is clear; the same line where nothing fits. */
export function completedLine(state: LabState, operation: Operation, line: string): string {
  const at = line.lastIndexOf(' ') + 1;
  const begun = line.slice(at);
  const before = line.slice(0, at).trimEnd();
  const fitting = candidates(state, operation, before, begun).filter((word) => word.startsWith(begun));
  const shared = sharedStart(fitting);
  if (shared.length <= begun.length && fitting.length !== 1) return line;
  return `${line.slice(0, at)}${shared}${fitting.length === 1 ? ' ' : ''}`;
}

function candidates(
  { index, verification }: LabState,
  { parameters }: Operation,
  before: string,
  begun: string,
): readonly string[] {
  const names = Object.keys(parameters);
  if (begun.startsWith('-')) return names.map((name) => optionName(name, parameters[name]!));
  const option = /(?:^|\s)(--\S+)$/.exec(before)?.[1];
  const valued = names.find((name) => optionName(name, parameters[name]!) === option);
  const { choices, words } = valued === undefined ? {} : parameters[valued]!;
  const given = choices ?? words;
  if (given !== undefined) return given;
  const { credentials } = verification;
  const ids = typeof credentials === 'object' ? credentials.map(({ id }) => id) : [];
  return [...new Set([...index.map(({ serial }) => serial), ...ids])];
}

function sharedStart(words: readonly string[]): string {
  let shared = words[0] ?? '';
  for (const word of words) while (!word.startsWith(shared)) shared = shared.slice(0, -1);
  return shared;
}
