// Help, made from the table of operations: examples first.

import { errorCodes } from '../contract/operation-error.js';
import { optionName } from '../contract/option-name.js';
import type { Operation } from '../host/operation.js';
import { globalFlags, usageLine } from './command-line.js';
import { purposeOf, purposes } from './purposes.js';

export function overallHelp(commands: readonly Operation[]): string {
  // A system of the source documents has dozens of verbs: its group is one line.
  const short = commands.filter(({ command }) => command.split(' ').length < 3);
  const groups = new Set(
    commands.filter((one) => !short.includes(one)).map(({ command }) => groupOf(command)),
  );
  const width = Math.max(...short.map((command) => command.command.length));
  return [
    'foblab: a lab bench for one-time-password hard tokens',
    '',
    'You have no fob: try a simulated one.',
    '  foblab demo                                   see it work',
    '  foblab add onespan/digipass-go7               put a fob on the bench',
    '  foblab press 3315511111                       press its button',
    '  foblab serve --pty                            put every fob on a serial port',
    'You have a fob in your hand.',
    '  foblab observe 3315511111 755224              keep what its display shows',
    '  foblab passports                              what to do about each fob',
    ...purposes.flatMap(({ title, wants }) => {
      const own = short.filter(({ command }) => purposeOf(command) === wants);
      return own.length === 0 ? [] : ['', `${title}:`, ...own.map((one) => line(one, width))];
    }),
    '',
    'The systems of electronic prescribing, each with its verbs:',
    ...[...groups].map((group) => `  foblab ${group}`),
    '',
    'Every command: foblab <command> --help. On every command:',
    ...flagLines(Object.entries(globalFlags)),
    '',
    'Exit codes:',
    '    0  done',
    ...Object.values(errorCodes).map(({ exit, meaning }) => `  ${String(exit).padStart(3)}  ${meaning}`),
    '  130  interrupted',
  ].join('\n');
}

/** `foblab target --help`: the commands that begin so. */
export function groupHelp(group: string, commands: readonly Operation[]): string {
  const own = commands.filter(({ command }) => command.startsWith(`${group} `));
  const width = Math.max(...own.map(({ command }) => command.length));
  return [
    `foblab ${group}: ${own.length} commands`,
    '',
    ...own.map((one) => line(one, width)),
    '',
    `Each: foblab ${own[0]!.command} --help`,
  ].join('\n');
}

function line({ command, summary }: Operation, width: number): string {
  return `  ${command.padEnd(width)}  ${summary}`;
}

function groupOf(command: string): string {
  return command.split(' ').slice(0, 2).join(' ');
}

export function commandHelp(operation: Operation): string {
  const own = Object.entries(operation.parameters).map(([name, parameter]) => {
    const positional = operation.positionals.includes(name);
    const spelled = optionName(name, parameter);
    const left = positional
      ? `<${parameter.placeholder}>`
      : parameter.kind === 'flag'
        ? spelled
        : `${spelled} <${parameter.placeholder}>`;
    return [left, parameter.summary] as const;
  });
  return [
    ...(operation.examples.length > 0 ? [...operation.examples.map((example) => `  ${example}`), ''] : []),
    `${usageLine(operation)}`,
    `    ${operation.summary}`,
    ...(operation.help ? ['', operation.help] : []),
    '',
    ...flagLines(own),
    ...(own.length > 0 ? [''] : []),
    ...flagLines(Object.entries(globalFlags)),
  ].join('\n');
}

function flagLines(flags: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...flags.map(([flag]) => flag.length));
  return flags.map(([flag, summary]) => `  ${flag.padEnd(width)}  ${summary}`);
}
