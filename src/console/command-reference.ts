// Describes the command table for SYSTem:HELP? and for docs/serial.md.
import type { Command, Parameter } from './command.js';

/** A command with its parameter: `BUTTon:HOLD <time s>`. */
export function commandUsage(command: Command): string {
  const { header, parameter } = command;
  return parameter === undefined ? header : `${header} ${parameterUsage(parameter)}`;
}

/** The table of docs/serial.md, in Markdown. */
export function commandReference(commands: readonly Command[]): string {
  const rows = commands.map((command) =>
    [`\`${commandUsage(command)}\``, range(command.parameter), command.help].map(cell).join(' | '),
  );
  return ['| command | range | what it does |', '|---|---|---|', ...rows.map((row) => `| ${row} |`)].join(
    '\n',
  );
}

function parameterUsage(parameter: Parameter): string {
  if (parameter.kind === 'name') return parameter.optional ? `[<${parameter.name}>]` : `<${parameter.name}>`;
  if (parameter.kind === 'boolean') return `<${parameter.name}>`;
  return `<${parameter.name}${parameter.unit === '' ? '' : ` ${parameter.unit}`}>`;
}

function range(parameter: Parameter | undefined): string {
  if (parameter?.kind !== 'number') return '';
  const suffixes = Object.keys(parameter.suffixes);
  const limits = `${parameter.minimum} to ${parameter.maximum}`;
  return suffixes.length === 0 ? limits : `${limits}; suffixes ${suffixes.join(' ')}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
