// From words to an operation and its arguments. Everything it knows of a command comes from the table of operations.

import { resolve } from 'node:path';
import { secretSize } from '../contract/content-size.js';
import { closest } from '../contract/did-you-mean.js';
import { OperationError } from '../contract/operation-error.js';
import { optionName } from '../contract/option-name.js';
import { type Parameter, readArguments } from '../contract/parameter.js';
import { readWhole } from '../host/bounded-file.js';
import type { Operation } from '../host/operation.js';
import { quotedWord, seedLikeness } from '../serials/index.js';
import { fileContent } from './file-content.js';
import { readLines } from './read-lines.js';

export interface GlobalOptions {
  bench?: string;
  json: boolean;
  plain: boolean;
  help: boolean;
}

export interface CommandLine {
  operation: Operation;
  arguments: Record<string, unknown>;
  options: GlobalOptions;
}

/** What every command takes besides its own. */
export const globalFlags: Record<string, string> = {
  '--bench': 'name or folder of the bench (or FOBLAB_BENCH)',
  '--json': 'one JSON object on standard output; an error is one on standard error',
  '--plain': 'the one value that a script wants',
  '--help': 'this help',
};

/**
 * Here an error can name a parameter as it was typed; the owner of the bench reads the arguments again.
 * @throws OperationError `usage`
 */
export function checkArguments({ operation, arguments: given }: CommandLine): void {
  readArguments(operation.command, operation.parameters, given, (name, parameter) =>
    spelledIn(operation, name, parameter),
  );
}

/** As help spells it: by its place, or by its option. */
export function spelledIn(operation: Operation, name: string, parameter: Parameter<unknown>): string {
  return operation.positionals.includes(name) ? `<${parameter.placeholder}>` : optionName(name, parameter);
}

/** @throws OperationError `usage`. */
export function readCommandLine(operation: Operation, words: readonly string[]): CommandLine {
  const options: GlobalOptions = { json: false, plain: false, help: false };
  const given: Record<string, unknown> = {};
  const positionals: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      positionals.push(...rest.splice(0));
      continue;
    }
    if (!word.startsWith('-') || /^-\.?\d/.test(word) || word === '-') {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const flag = equals < 0 ? word : word.slice(0, equals);
    const value = (): string => {
      const found = equals < 0 ? rest.shift() : word.slice(equals + 1);
      if (found === undefined) throw new OperationError('usage', `${flag} needs a value after it`);
      return found;
    };
    if (flag === '--json') options.json = true;
    else if (flag === '--plain') {
      options.plain = true;
      // An export in clear is asked for by the same word.
      if (operation.parameters.plain !== undefined) given.plain = true;
    } else if (flag === '--help' || flag === '-h') options.help = true;
    else if (flag === '--bench' || flag === '-b') {
      // `foblab doctor --bench` examines the bench, that of the word behind it or the usual one.
      const asked = operation.parameters.bench?.kind === 'flag';
      if (asked) given.bench = true;
      if (!asked || equals >= 0 || (rest[0] !== undefined && !rest[0].startsWith('-')))
        options.bench = value();
    } else readFlag(operation, flag, value, given);
  }
  if (!options.help) takePositionals(operation, positionals, given);
  return { operation, arguments: given, options };
}

/** What people type where another option does it. */
const optionsInstead: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  init: {
    '--rate':
      '--paused starts a bench whose time stands still; foblab rate <bench> sets how fast it passes later',
  },
  add: { '--from': 'foblab add --from FILE takes no other model; see foblab add-from --help' },
};

function readFlag(
  operation: Operation,
  flag: string,
  value: () => string,
  given: Record<string, unknown>,
): void {
  const known = Object.entries(operation.parameters).map(
    ([name, parameter]) => [optionName(name, parameter), name, parameter] as const,
  );
  const found = known.find(([spelled]) => spelled === flag);
  if (found === undefined) {
    const instead = optionsInstead[operation.command]?.[flag];
    if (instead !== undefined)
      throw new OperationError('usage', `foblab ${operation.command} has no option ${flag}: ${instead}`);
    const near = closest(flag, [...known.map(([spelled]) => spelled), ...Object.keys(globalFlags)]);
    throw new OperationError(
      'usage',
      `foblab ${operation.command} has no option ${seedLikeness(flag.slice(2)) === undefined ? flag : `of ${flag.length} characters`}${near ? `; did you mean ${near}?` : ''} (foblab ${operation.command} --help)`,
    );
  }
  const [, name, parameter] = found;
  if (parameter.kind === 'flag') given[name] = true;
  else if (parameter.kind === 'secret') given[name] = readSecret(value());
  else if (parameter.kind === 'lines') given[name] = readLines(value());
  else if (parameter.kind === 'names')
    given[name] = [...((given[name] as string[] | undefined) ?? []), value()];
  else given[name] = plainValue(parameter, value());
}

function takePositionals(
  operation: Operation,
  words: readonly string[],
  given: Record<string, unknown>,
): void {
  const left = [...words];
  for (const name of operation.positionals) {
    const parameter = operation.parameters[name]!;
    if (left.length === 0 || given[name] !== undefined) continue;
    if (parameter.kind === 'names') given[name] = left.splice(0);
    else given[name] = plainValue(parameter, left.shift()!);
  }
  if (left.length > 0)
    throw new OperationError(
      'usage',
      `foblab ${operation.command}: ${quotedWord(left[0]!)} is one word too many; usage: ${usageLine(operation)}`,
    );
}

export function usageLine(operation: Operation): string {
  const words = operation.positionals.map((name) => {
    const parameter = operation.parameters[name]!;
    const shown = `<${parameter.kind === 'names' ? `${parameter.placeholder} …` : parameter.placeholder}>`;
    return parameter.required ? shown : `[${shown}]`;
  });
  const more = Object.keys(operation.parameters).length > operation.positionals.length ? ['[options]'] : [];
  return ['foblab', operation.command, ...words, ...more].join(' ');
}

function plainValue({ kind, size }: Parameter<unknown>, given: string): unknown {
  if (kind === 'folder') return resolve(given);
  return kind === 'content' ? fileContent(given, size!) : given;
}

function readSecret(file: string): string {
  try {
    return readWhole(file === '-' ? 0 : file, secretSize)
      .toString('utf8')
      .trim();
  } catch (error) {
    // The error of the system repeats the name, and the name may be a secret that was meant for the file.
    if (!/^[0-9A-Za-z+/=:\s]{16,}$/.test(file)) throw error;
    throw new OperationError(
      'usage',
      'a secret never stands on the command line, where every process can see it: write it into a file and give its name, or - for standard input',
    );
  }
}
