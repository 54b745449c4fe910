// The other way round: from an operation and its arguments to the words that a person would type.

import { optionName } from '../contract/option-name.js';
import type { Operation } from '../host/operation.js';

/** Without `foblab`. A secret is given by the name of its file. */
export function commandWords(operation: Operation, values: Readonly<Record<string, unknown>>): string[] {
  const words = operation.command.split(' ');
  const left = new Map(Object.entries(values).filter(([, value]) => value !== undefined && value !== false));
  for (const name of operation.positionals) {
    const value = left.get(name);
    if (value === undefined) break;
    left.delete(name);
    words.push(...(Array.isArray(value) ? value.map(String) : [String(value)]));
  }
  for (const [name, value] of left) {
    const parameter = operation.parameters[name];
    if (parameter === undefined) continue;
    const flag = optionName(name, parameter);
    if (value === true) words.push(flag);
    else for (const one of Array.isArray(value) ? value : [value]) words.push(flag, String(one));
  }
  return words;
}

/** A word as a shell takes it. A placeholder in angle brackets stays as it is, for a person to fill in. */
export function shellWord(word: string): string {
  if (/^[A-Za-z0-9_./:=,+@%-]+$/.test(word) || /^<[^<>]+>$/.test(word)) return word;
  return `'${word.replace(/'/g, `'\\''`)}'`;
}
