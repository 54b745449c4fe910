// The command that people type.

import { closest } from '../contract/did-you-mean.js';
import { OperationError } from '../contract/operation-error.js';
import { runOnBench } from '../host/run-on-bench.js';
import { findOperation } from '../operations/index.js';
import { quotedWord } from '../serials/index.js';
import { checkArguments, globalFlags, readCommandLine } from './command-line.js';
import { commandNames, everyCommand, type FoundCommand, isCommand, loadCommand } from './commands/index.js';
import { exitWith } from './exit.js';
import { writeText } from './output.js';
import { runCommand } from './run-command.js';
import { version } from './version.js';

/** What they print is for a shell or for eyes. */
const textOnly = ['completion', 'lab', 'man'];

exitWith(() => main(process.argv.slice(2)));

async function main(words: string[]): Promise<number> {
  const [first] = words;
  if (first === '--version' || first === '-V' || (first === 'version' && words.length === 1))
    return print(version);
  if (onlyLabOptions(words) && process.stdin.isTTY && process.stdout.isTTY) words = ['lab', ...words];
  else if (first === undefined) words = ['demo'];
  else if (first === '--help' || first === '-h' || first === 'help') {
    const asked = words.slice(1);
    const { commandHelp, groupHelp, overallHelp } = await import('./help.js');
    if (asked.length === 0) return print(overallHelp(await everyCommand()));
    if (!isCommand(asked.join(' ')) && isGroup(asked))
      return print(groupHelp(asked.join(' '), await everyCommand()));
    return print(commandHelp((await findCommand(asked)).operation));
  }
  // `foblab add --from FILE` puts a whole delivery on the bench.
  if (words[0] === 'add' && words.some((word) => word.startsWith('--from')))
    words = ['add-from', ...words.slice(1)];
  // `foblab add --twin SERIAL` makes a simulated fob of a passport.
  else if (words[0] === 'add' && words.some((word) => word.startsWith('--twin')))
    words = ['add-twin', ...words.slice(1)];
  const group = words.filter((word) => !isHelp(word));
  if (words.some(isHelp) && !isCommand(group.join(' ')) && isGroup(group))
    return print((await import('./help.js')).groupHelp(group.join(' '), await everyCommand()));
  const { operation, command, rest } = await findCommand(optionsLast(words));
  const line = readCommandLine(operation, rest);
  if (line.options.help) return print((await import('./help.js')).commandHelp(operation));
  if (line.options.json && textOnly.includes(operation.command))
    throw new OperationError('usage', `foblab ${operation.command} has no answer in JSON: leave --json out`);
  if (command === undefined)
    return runCommand(line, (directory, request) => runOnBench(directory, request, findOperation));
  checkArguments(line);
  return command.run(line);
}

/** No word at all, or nothing but options that the terminal UI takes. */
function onlyLabOptions(words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i++)
    if (words[i] === '--bench' || words[i] === '-b') i++;
    else if (!/^--(bench=.*|mono|ascii)$/s.test(words[i]!)) return false;
  return true;
}

/** `foblab --bench b list` is `foblab list --bench b`: what every command takes may stand before it. */
function optionsLast(words: readonly string[]): string[] {
  let length = 0;
  while (words[length]?.startsWith('-'))
    length += words[length] === '--bench' || words[length] === '-b' ? 2 : 1;
  const [options, rest] = [words.slice(0, length), words.slice(length)];
  const known = [...Object.keys(globalFlags), '--version', '--mono', '--ascii'];
  const unknown = options.find((word) => word.startsWith('--') && !known.includes(word.replace(/=.*$/s, '')));
  if (unknown !== undefined && rest.length === 0) {
    const near = closest(unknown.replace(/=.*$/s, ''), known);
    throw new OperationError(
      'usage',
      `there is no option ${quotedWord(unknown)}${near ? `; did you mean ${near}?` : ''} (foblab --help)`,
    );
  }
  if (rest.length === 0)
    throw new OperationError('usage', `${options.join(' ')} needs a command (foblab --help)`);
  return [...rest, ...options];
}

/** The longest command that the words begin with: `credential list` before `credential`. */
async function findCommand(words: readonly string[]): Promise<FoundCommand & { rest: string[] }> {
  for (let length = Math.min(mostWords, words.length); length >= 1; length--) {
    const name = words.slice(0, length).join(' ');
    if (isCommand(name)) return { ...(await loadCommand(name)), rest: words.slice(length) };
  }
  // As many words as begin a command, and the one after them, which begins none.
  let known = 0;
  while (known < mostWords - 1 && isGroup(words.slice(0, known + 1))) known += 1;
  const next = words[known];
  const given = words.slice(0, known + (next === undefined || next.startsWith('-') ? 0 : 1)).join(' ');
  if (isGroup(given.split(' '))) {
    const group = commandNames().filter((name) => name.startsWith(`${given} `));
    const following = [...new Set(group.map((name) => name.slice(given.length + 1).split(' ')[0]))];
    throw new OperationError(
      'usage',
      `foblab ${given} needs one word more: ${following.join(', ')} (foblab --help)`,
    );
  }
  const near = closest(given, commandNames());
  throw new OperationError(
    'usage',
    `there is no command ${quotedWord(given)}${near ? `; did you mean ${near}?` : ''} (foblab --help)`,
  );
}

/** `epcs gold sign-in` has three. */
const mostWords = 3;

function isGroup(words: readonly string[]): boolean {
  return commandNames().some((name) => name.startsWith(`${words.join(' ')} `));
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function print(text: string): number {
  writeText(`${text}\n`);
  return 0;
}
