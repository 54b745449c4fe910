// docs/cli.md, made from the table: what the command says of itself, on one page.

import { errorCodes } from '../contract/operation-error.js';
import { optionName } from '../contract/option-name.js';
import type { Operation } from '../host/operation.js';
import { globalFlags, usageLine } from './command-line.js';
import { everyCommand } from './commands/index.js';

export async function cliPage(): Promise<string> {
  return [
    '# The command line',
    '',
    'Written from the table of operations by `scripts/write-cli-page.ts`. Data goes to standard output, diagnostics to',
    'standard error. Secrets come from files or standard input, never from arguments.',
    '',
    '| on every command | |',
    '|---|---|',
    ...Object.entries(globalFlags).map(([flag, summary]) => `| \`${flag}\` | ${summary} |`),
    '',
    '| exit code | |',
    '|---|---|',
    '| 0 | done |',
    ...Object.values(errorCodes).map(({ exit, meaning }) => `| ${exit} | ${meaning} |`),
    '| 130 | interrupted |',
    '',
    'A bench is named by `--bench`, by `FOBLAB_BENCH`, or is the default one in `$XDG_STATE_HOME/foblab/benches/default`.',
    ...(await everyCommand()).flatMap(section),
    '',
  ].join('\n');
}

function section(operation: Operation): string[] {
  const parameters = Object.entries(operation.parameters);
  return [
    '',
    `## ${operation.command}`,
    '',
    `${operation.summary[0]!.toUpperCase()}${operation.summary.slice(1)}.`,
    ...(operation.help === undefined ? [] : ['', operation.help]),
    '',
    '```',
    usageLine(operation),
    ...operation.examples.map((example) => `  ${example}`),
    '```',
    ...(parameters.length === 0
      ? []
      : [
          '',
          '| | |',
          '|---|---|',
          ...parameters.map(([name, parameter]) => {
            const positional = operation.positionals.includes(name)
              ? `\`<${parameter.placeholder}>\``
              : undefined;
            const flag = `\`${optionName(name, parameter)}${parameter.kind === 'flag' ? '' : ` <${parameter.placeholder}>`}\``;
            return `| ${(positional ?? flag).replaceAll('|', '\\|')} | ${parameter.summary} |`;
          }),
        ]),
  ];
}
