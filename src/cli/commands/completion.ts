// `foblab completion bash|zsh|fish`: a static script made from the table. Serials, models, policies and ids are asked
// for at the time.

import { choice, readArguments } from '../../contract/parameter.js';
import type { Operation } from '../../host/operation.js';
import { write } from '../output.js';
import { type Command, described } from './command.js';
import { optionsOf, placesOf, type Values, wordsAfter } from './completion-values.js';

const parameters = { shell: choice('your shell', ['bash', 'zsh', 'fish']) };

/** `everyCommand`: loads the commands that are completed. */
export function completion(everyCommand: () => Promise<readonly Operation[]>): Command {
  return {
    operation: described({
      command: 'completion',
      summary: 'a completion script for your shell',
      examples: [
        'source <(foblab completion bash)',
        'source <(foblab completion zsh)',
        'foblab completion fish | source',
      ],
      parameters,
      positionals: ['shell'],
    }),
    async run({ arguments: given }) {
      const { shell } = readArguments('completion', parameters, given);
      write(completionScript(shell, await everyCommand()));
      return 0;
    },
  };
}

export function completionScript(shell: 'bash' | 'zsh' | 'fish', known: readonly Operation[]): string {
  return shell === 'fish' ? fish(known) : shell === 'zsh' ? zsh(known) : bash(known);
}

/** The words of the command so far are found first; then an option's value, an option, or the next place. */
function bash(known: readonly Operation[]): string {
  const next = [...wordsAfter(known)].map(
    ([before, words]) => `    ${quoted(before)}) words=${quoted(words.map(({ word }) => word).join(' '))} ;;`,
  );
  const commands = known.map((operation) => {
    const options = optionsOf(operation);
    const values = options.flatMap(({ flag, value }) =>
      value ? [`        ${flag}) ${bashValues(value)} ;;`] : [],
    );
    const places = placesOf(operation).map((value, i) => `        ${i}) ${bashValues(value)} ;;`);
    return `    ${quoted(operation.command)})
      case "$previous" in
${values.join('\n')}
        *)
          case "$current" in
            -*) words=${quoted(options.map(({ flag }) => flag).join(' '))} ;;
            *)
      case "$place" in
${places.join('\n')}
        *) ;;
      esac ;;
          esac ;;
      esac ;;`;
  });
  const takesValue = [
    ...new Set(known.flatMap((one) => optionsOf(one).flatMap(({ flag, value }) => (value ? [flag] : [])))),
  ];
  return `_foblab() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" command="" place=0 i word
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case " ${takesValue.join(' ')} " in *" $word "*) i=$((i + 1)); continue ;; esac
    case "$word" in -*) continue ;; esac
    if _foblab_command "\${command:+$command }$word"; then command="\${command:+$command }$word"; place=0; else place=$((place + 1)); fi
  done
  case "$command" in
${next.join('\n')}
  esac
  [ "$place" -gt 0 ] && words=""
  case "$command" in
${commands.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
_foblab_command() {
  case "$1" in
    ${beginnings(known).map(quoted).join('|')}) return 0 ;;
  esac
  return 1
}
complete -o default -F _foblab foblab`;
}

function bashValues({ words, lists }: Values): string {
  const listed = lists === undefined ? '' : ` $(${lists} 2>/dev/null)`;
  return words.length === 0 && listed === '' ? 'words=""' : `words="$words ${words.join(' ')}${listed}"`;
}

/** Every command, and every group that commands begin with. */
function beginnings(known: readonly Operation[]): string[] {
  const all = new Set<string>();
  for (const { command } of known) {
    const words = command.split(' ');
    for (let i = 1; i <= words.length; i++) all.add(words.slice(0, i).join(' '));
  }
  return [...all].sort();
}

/** zsh's own system, with a description beside each word. */
function zsh(known: readonly Operation[]): string {
  const next = [...wordsAfter(known)].map(
    ([before, words]) =>
      `    ${quoted(before)}) found=(${words.map(({ word, summary }) => quoted(`${word}:${oneLine(summary)}`)).join(' ')}) ;;`,
  );
  const commands = known.map((operation) => {
    const options = optionsOf(operation).map(({ flag, summary, value }) => {
      const text = oneLine(summary).replace(/[[\]]/g, '');
      return quoted(`${flag}[${text}]${value === undefined ? '' : `:${flag.slice(2)}:${zshValues(value)}`}`);
    });
    const places = placesOf(operation).map((value, i) =>
      quoted(`${i + 1}:${operation.positionals[i]!}:${zshValues(value)}`),
    );
    return `    ${quoted(operation.command)}) _arguments ${[...options, ...places].join(' ')} && return ;;`;
  });
  return `#compdef foblab
_foblab() {
  local command="" place=0 word
  local -a found rest
  integer i
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    if _foblab_command "\${command:+$command }$word"; then command="\${command:+$command }$word"; else break; fi
  done
  case "$command" in
${next.join('\n')}
  esac
  if (( i == CURRENT && \${#found} )); then
    _describe 'command' found
  fi
  # _arguments counts from the word after the command.
  rest=("\${(@)words[i,-1]}")
  words=(foblab "\${rest[@]}")
  CURRENT=$((CURRENT - i + 2))
  case "$command" in
${commands.join('\n')}
  esac
}
_foblab_command() {
  case "$1" in
    ${beginnings(known).map(quoted).join('|')}) return 0 ;;
  esac
  return 1
}
if [ "$funcstack[1]" = "_foblab" ]; then _foblab "$@"; else compdef _foblab foblab; fi`;
}

function zshValues({ words, lists }: Values): string {
  if (words.length === 0 && lists === undefined) return '_files';
  return lists === undefined
    ? `(${words.join(' ')})`
    : `{compadd -- ${words.join(' ')} \${(f)"$(${lists} 2>/dev/null)"}}`;
}

/** A colon ends a word for _describe. */
function oneLine(summary: string): string {
  return summary.replaceAll(':', ' -');
}

function fish(known: readonly Operation[]): string {
  const lines = [
    `function __foblab_is
  set -l words (commandline -opc)
  set -l given
  for word in $words[2..-1]
    string match -q -- '-*' $word; and continue
    set given $given $word
  end
  set -l count (count $argv)
  test (count $given) -ge $count; or return 1
  test $count -eq 0; or test "$given[1..$count]" = "$argv"
end
function __foblab_at
  __foblab_is $argv[2..-1]; or return 1
  set -l words (commandline -opc)
  set -l given (string match -v -- '-*' $words[2..-1])
  test (count $given) -eq (math (count $argv) - 1 + $argv[1])
end`,
    'complete -c foblab -f',
  ];
  for (const [before, words] of wordsAfter(known))
    for (const { word, summary } of words)
      lines.push(
        `complete -c foblab -n '__foblab_at 0 ${before}' -a ${fishQuoted(word)} -d ${fishQuoted(summary)}`,
      );
  for (const operation of known) {
    const seen = `-n '__foblab_is ${operation.command}'`;
    for (const { flag, summary, value } of optionsOf(operation)) {
      const takes = value === undefined ? '' : ` -r${fishValues(value)}`;
      lines.push(`complete -c foblab ${seen} -l ${flag.slice(2)}${takes} -d ${fishQuoted(summary)}`);
    }
    placesOf(operation).forEach((value, i) => {
      const offered = fishValues(value);
      if (offered !== '')
        lines.push(`complete -c foblab -n '__foblab_at ${i} ${operation.command}'${offered}`);
    });
  }
  return lines.join('\n');
}

function fishValues({ words, lists }: Values): string {
  const listed = lists === undefined ? '' : `(${lists} 2>/dev/null)`;
  const all = [...words, listed].filter((one) => one !== '').join(' ');
  return all === '' ? '' : ` -a ${fishQuoted(all)}`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** For bash and zsh. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
