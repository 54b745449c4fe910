// What a person sees who types `help` or `?`: a command a line, by branch.
import type { Command } from './command.js';
import { commandUsage } from './command-reference.js';
import { printable } from './scpi-errors.js';

const width = 34;

/** Each line has words behind its command, so that a terminal that sends it back runs nothing. */
export function helpLines(commands: readonly Command[]): string[] {
  return [
    '# What you can type, in any case; capitals are the short form, [..] may be left out:',
    ...commands.map(
      (command) => `#   ${printable(commandUsage(command)).padEnd(width)} ${printable(command.help)}`,
    ),
    '# Begin with *IDN? (who are you) and READ:CODE? (press and answer the code).',
    '# An error answers nothing: SYST:ERR? tells it. SYST:ECHO ON shows what you type, and errors at once.',
  ];
}
