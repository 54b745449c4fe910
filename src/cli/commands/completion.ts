// `foblab completion bash|zsh|fish`: a static script made from the table; serials and models are asked for at the time.

import { optionName } from '../../contract/option-name.js';
import { choice, readArguments } from '../../contract/parameter.js';
import type { Operation } from '../../host/operation.js';
import { globalFlags } from '../command-line.js';
import { write } from '../output.js';
import { type Command, described } from './command.js';

const parameters = { shell: choice('your shell', ['bash', 'zsh', 'fish']) };

/** `everyCommand`: loads the commands that are completed. */
export function completion(everyCommand: () => Promise<readonly Operation[]>): Command {
  return {
    operation: described({
      command: 'completion',
      summary: 'a completion script for your shell',
      examples: ['source <(foblab completion bash)', 'foblab completion fish | source'],
      parameters,
      positionals: ['shell'],
    }),
    async run({ arguments: given }) {
      const { shell } = readArguments('completion', parameters, given);
      const known = await everyCommand();
      write(shell === 'fish' ? fish(known) : bash(known, shell === 'zsh'));
      return 0;
    },
  };
}

function bash(known: readonly Operation[], zsh: boolean): string {
  const cases = known.map(
    (operation) => `    ${JSON.stringify(operation.command)}) words=${JSON.stringify(words(operation))} ;;`,
  );
  return `${zsh ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_foblab() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words command="\${COMP_WORDS[1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${JSON.stringify(firstWords(known).join(' '))} -- "$current"))
    return
  fi
  case "$command \${COMP_WORDS[2]}" in
${known
  .filter((operation) => operation.command.includes(' '))
  .map(
    (operation) =>
      `    ${JSON.stringify(operation.command)}) command=${JSON.stringify(operation.command)} ;;`,
  )
  .join('\n')}
  esac
  case "$command" in
${cases.join('\n')}
    *) words=${JSON.stringify(secondWords(known))} ;;
  esac
  case "$words" in *@fob*) words="\${words//@fob/$(foblab list --plain 2>/dev/null)}" ;; esac
  case "$words" in *@model*) words="\${words//@model/$(foblab models --plain 2>/dev/null)}" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _foblab foblab`;
}

function fish(known: readonly Operation[]): string {
  const lines = ['complete -c foblab -f'];
  for (const { command, summary } of known)
    lines.push(
      `complete -c foblab -n __fish_use_subcommand -a ${quoted(command.split(' ')[0]!)} -d ${quoted(summary)}`,
    );
  for (const operation of known) {
    const seen = `-n '__fish_seen_subcommand_from ${operation.command.split(' ')[0]}'`;
    for (const [name, parameter] of Object.entries(operation.parameters)) {
      if (parameter.kind === 'fob')
        lines.push(`complete -c foblab ${seen} -a '(foblab list --plain 2>/dev/null)'`);
      if (parameter.kind === 'model') lines.push(`complete -c foblab ${seen} -a '(foblab models --plain)'`);
      if (!operation.positionals.includes(name))
        lines.push(
          `complete -c foblab ${seen} -l ${optionName(name, parameter).slice(2)} -d ${quoted(parameter.summary)}`,
        );
    }
  }
  return lines.join('\n');
}

function words(operation: Operation): string {
  const flags = Object.entries(operation.parameters).map(([name, parameter]) => optionName(name, parameter));
  const values = Object.values(operation.parameters).flatMap((parameter) =>
    parameter.kind === 'fob' ? ['@fob'] : parameter.kind === 'model' ? ['@model'] : (parameter.choices ?? []),
  );
  return [...new Set([...values, ...flags, ...Object.keys(globalFlags)])].join(' ');
}

function firstWords(known: readonly Operation[]): string[] {
  return [...new Set(known.map((operation) => operation.command.split(' ')[0]!))];
}

function secondWords(known: readonly Operation[]): string {
  return [...new Set(known.flatMap((operation) => operation.command.split(' ').slice(1)))].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
