// `foblab man`: the manual page, in the language of man(7), made from the table.
import { errorCodes } from '../../contract/operation-error.js';
import { optionName } from '../../contract/option-name.js';
import type { Operation } from '../../host/operation.js';
import { globalFlags, usageLine } from '../command-line.js';
import { write } from '../output.js';
import { purposeOf, purposes } from '../purposes.js';
import { version } from '../version.js';
import { type Command, described } from './command.js';

/** `everyCommand`: loads the commands that the page lists. */
export function man(everyCommand: () => Promise<readonly Operation[]>): Command {
  return {
    operation: described({
      command: 'man',
      summary: 'the manual page, to read or to install',
      examples: ['foblab man | man -l -', 'foblab man > foblab.1'],
      parameters: {},
      positionals: [],
    }),
    async run() {
      write(manPage(await everyCommand()));
      return 0;
    },
  };
}

export function manPage(commands: readonly Operation[]): string {
  return [
    `.TH FOBLAB 1 "" "foblab ${roff(version)}" "User Commands"`,
    '.SH NAME',
    'foblab \\- a lab bench for one\\-time\\-password hard tokens',
    '.SH SYNOPSIS',
    '.B foblab',
    '[\\fIcommand\\fR] [\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    'Simulated OneSpan and Symantec tokens whose firmware, crystal, battery, button and display behave like the real thing, and real ones that you plug in or hold in your hand, to test a verifier against.',
    'Without a command, in a terminal, the bench is on the screen.',
    ...purposes.flatMap(({ title, wants }) => {
      const own = commands.filter(({ command }) => purposeOf(command) === wants);
      return own.length === 0 ? [] : [`.SH ${roff(title.toUpperCase())}`, ...own.flatMap(section)];
    }),
    '.SH OPTIONS OF EVERY COMMAND',
    ...Object.entries(globalFlags).flatMap(([flag, summary]) => ['.TP', `.B ${roff(flag)}`, roff(summary)]),
    '.SH EXIT STATUS',
    '.TP',
    '.B 0',
    'done',
    ...Object.values(errorCodes).flatMap(({ exit, meaning }) => ['.TP', `.B ${exit}`, roff(meaning)]),
    '.TP',
    '.B 130',
    'interrupted',
    '.SH ENVIRONMENT',
    '.TP',
    '.B FOBLAB_BENCH',
    'name or folder of the bench, where \\-\\-bench is left out',
    '.TP',
    '.B NO_COLOR',
    'no colours on the screen',
  ].join('\n');
}

function section(operation: Operation): string[] {
  const { summary, help, parameters, examples } = operation;
  return [
    `.SS ${roff(usageLine(operation))}`,
    `${roff(summary[0]!.toUpperCase() + summary.slice(1))}.`,
    ...(help === undefined ? [] : ['.PP', roff(help)]),
    ...Object.entries(parameters).flatMap(([name, parameter]) => [
      '.TP',
      `.B ${roff(operation.positionals.includes(name) ? `<${parameter.placeholder}>` : optionName(name, parameter))}`,
      roff(parameter.summary),
    ]),
    ...(examples.length === 0 ? [] : ['.PP', '.nf', ...examples.map(roff), '.fi']),
  ];
}

/** A backslash, a dash, and a dot or an apostrophe at the start of a line mean something to roff. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^([.'])/, '\\&$1');
}
