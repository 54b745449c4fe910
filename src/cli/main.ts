// The whole program behind the command that people type.

import { closest, OperationError, runOnBench } from '../operations/index.js';
import { quotedWord } from '../serials/index.js';
import { checkArguments, readCommandLine } from './command-line.js';
import { commands, everyCommand } from './commands/index.js';
import { exitWith } from './exit.js';
import { commandHelp, overallHelp } from './help.js';
import { runCommand } from './run-command.js';
import { version } from './version.js';

/** What they print is for a shell or for eyes. */
const textOnly = ['completion', 'lab'];

exitWith(() => main(process.argv.slice(2)));

async function main(words: string[]): Promise<number> {
  const [first] = words;
  if (first === '--version' || first === '-V') return print(version);
  if (first === undefined && process.stdin.isTTY && process.stdout.isTTY) words = ['lab'];
  else if (first === undefined) words = ['demo'];
  else if (first === '--help' || first === '-h' || first === 'help') {
    const asked = words.slice(1);
    return print(asked.length > 0 ? commandHelp(findCommand(asked).operation) : overallHelp(everyCommand));
  }
  // `foblab add --from FILE` puts a whole delivery on the bench.
  if (words[0] === 'add' && words.some((word) => word.startsWith('--from')))
    words = ['add-from', ...words.slice(1)];
  const { operation, rest } = findCommand(optionsLast(words));
  const line = readCommandLine(operation, rest);
  if (line.options.help) return print(commandHelp(operation));
  if (line.options.json && textOnly.includes(operation.command))
    throw new OperationError('usage', `foblab ${operation.command} has no answer in JSON: leave --json out`);
  const special = commands.find((command) => command.operation === operation);
  if (special === undefined) return runCommand(line, runOnBench);
  checkArguments(line);
  return special.run(line);
}

/** `foblab --bench b list` is `foblab list --bench b`: what every command takes may stand before it. */
function optionsLast(words: readonly string[]): string[] {
  let length = 0;
  while (words[length]?.startsWith('-'))
    length += words[length] === '--bench' || words[length] === '-b' ? 2 : 1;
  const [options, rest] = [words.slice(0, length), words.slice(length)];
  if (rest.length === 0)
    throw new OperationError('usage', `${options.join(' ')} needs a command (foblab --help)`);
  return [...rest, ...options];
}

/** The longest command that the words begin with: `credential list` before `credential`. */
function findCommand(words: readonly string[]) {
  for (let length = Math.min(2, words.length); length >= 1; length--) {
    const name = words.slice(0, length).join(' ');
    const operation = everyCommand.find((one) => one.command === name);
    if (operation !== undefined) return { operation, rest: words.slice(length) };
  }
  const given = words
    .slice(
      0,
      words[1] &&
        !words[1].startsWith('-') &&
        everyCommand.some((one) => one.command.startsWith(`${words[0]} `))
        ? 2
        : 1,
    )
    .join(' ');
  const group = everyCommand
    .filter((one) => one.command.startsWith(`${words[0]} `))
    .map((one) => one.command);
  if (group.length > 0 && !given.includes(' '))
    throw new OperationError(
      'usage',
      `foblab ${given} needs one word more: ${group.map((one) => one.slice(given.length + 1)).join(', ')} (foblab --help)`,
    );
  const near = closest(
    given,
    everyCommand.map((one) => one.command),
  );
  throw new OperationError(
    'usage',
    `there is no command ${quotedWord(given)}${near ? `; did you mean ${near}?` : ''} (foblab --help)`,
  );
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
