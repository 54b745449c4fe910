// Opens the terminal UI on the bench that the command line names.

import { commandWords } from '../contract/command-words.js';
import { OperationError } from '../contract/operation-error.js';
import { readArguments } from '../contract/parameter.js';
import type { Operation } from '../host/operation.js';
import { knownOperation, knownOperations, runLab } from '../tui/index.js';
import { benchPath } from './bench-path.js';
import { type CommandLine, readCommandLine } from './command-line.js';
import { labParameters } from './lab-operation.js';
import { exitWhenUnread } from './output.js';
import { startDefaultBench } from './run-command.js';

/** Stays until the person quits. @returns the exit code. @throws OperationError */
export async function openLab(line: CommandLine): Promise<number> {
  const { mono, ascii } = readArguments('lab', labParameters, line.arguments);
  if (process.env.TERM === 'dumb' && process.stdout.isTTY)
    throw new OperationError(
      'usage',
      'the terminal UI cannot draw on a terminal that says TERM=dumb; set TERM, or use the commands (foblab --help)',
    );
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new OperationError(
      'usage',
      'the terminal UI needs a terminal on standard input and output; in a pipe use the commands (foblab --help)',
    );
  exitWhenUnread();
  const { path, isDefault } = benchPath(line.options.bench);
  if (isDefault) startDefaultBench(path);
  const bench = line.options.bench === undefined ? [] : ['--bench', line.options.bench];
  await runLab({
    directory: path,
    colour: !mono && (process.env.NO_COLOR ?? '') === '',
    ascii,
    language: {
      read: (words) => readWords(words, knownOperations()),
      write: (name, values) => [...commandWords(knownOperation(name)!, values), ...bench],
    },
  });
  return 0;
}

/** @throws OperationError `usage`. */
function readWords(
  words: readonly string[],
  table: readonly Operation[],
): { operation: string; arguments: Record<string, unknown> } {
  const given = words[0] === 'foblab' ? words.slice(1) : words;
  for (let length = Math.min(2, given.length); length >= 1; length--) {
    const name = given.slice(0, length).join(' ');
    const operation = table.find(({ command }) => command === name);
    if (operation === undefined) continue;
    const rest = given.slice(length);
    refuseStandardInput(operation, rest);
    return { operation: operation.name, arguments: readCommandLine(operation, rest).arguments };
  }
  throw new OperationError(
    'usage',
    `there is no operation ${JSON.stringify(given.slice(0, 2).join(' '))}: tab completes what you type`,
  );
}

/** Standard input is the keyboard here: reading it to its end would never return. */
function refuseStandardInput(operation: Operation, words: readonly string[]): void {
  const reads = Object.values(operation.parameters).some(
    ({ kind }) => kind === 'secret' || kind === 'content',
  );
  if (reads && words.includes('-'))
    throw new OperationError(
      'usage',
      'standard input is the keyboard here: give the name of a file instead of -',
    );
}
