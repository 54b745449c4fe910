// The values that the shell completes, from the table: fixed choices, and the output of a command that lists more.
import { optionName } from '../../contract/option-name.js';
import type { Parameter } from '../../contract/parameter.js';
import type { Operation } from '../../host/operation.js';
import { globalFlags } from '../command-line.js';

/** Fixed words, and the command line that lists more, one a line. */
export interface Values {
  words: readonly string[];
  lists?: string;
}

export interface CompletedOption {
  flag: string;
  summary: string;
  /** Undefined for one that takes no value. */
  value: Values | undefined;
}

export function optionsOf(operation: Operation): CompletedOption[] {
  const own = Object.entries(operation.parameters).map(
    ([name, parameter]): CompletedOption => ({
      flag: optionName(name, parameter),
      summary: parameter.summary,
      value: parameter.kind === 'flag' ? undefined : valuesOf(name, parameter),
    }),
  );
  const global = Object.entries(globalFlags)
    .filter(([flag]) => !own.some((one) => one.flag === flag))
    .map(
      ([flag, summary]): CompletedOption => ({
        flag,
        summary,
        value: flag === '--bench' ? { words: [] } : undefined,
      }),
    );
  return [...own, ...global];
}

/** The values of each positional argument, in order. */
export function placesOf({ parameters, positionals }: Operation): Values[] {
  return positionals.map((name) => valuesOf(name, parameters[name]!));
}

function valuesOf(name: string, parameter: Parameter<unknown>): Values {
  const words = [...(parameter.choices ?? []), ...(parameter.words ?? [])];
  const lists = listing(name, parameter);
  return lists === undefined ? { words } : { words, lists };
}

/** The command that lists the values of this parameter, one a line. */
function listing(name: string, { kind, placeholder }: Parameter<unknown>): string | undefined {
  if (kind === 'fob') return 'foblab list --plain';
  if (kind === 'model') return 'foblab models --plain';
  if (name === 'policy' || placeholder === 'policy') return 'foblab policy list --plain';
  if (name === 'target' && kind === 'text') return 'foblab target list --plain';
  if (name === 'ids' || (name === 'id' && placeholder === 'id')) return 'foblab observation list --plain';
  if (name === 'twin') return 'foblab passports --plain';
  if (placeholder === 'serial') return 'foblab credential list --plain';
  return undefined;
}

/** The words that may follow the words so far: `list` after `credential`. */
export function wordsAfter(known: readonly Operation[]): Map<string, { word: string; summary: string }[]> {
  const after = new Map<string, { word: string; summary: string }[]>();
  for (const { command, summary } of known) {
    const words = command.split(' ');
    words.forEach((word, i) => {
      const before = words.slice(0, i).join(' ');
      const own = after.get(before) ?? [];
      if (!own.some((one) => one.word === word))
        own.push({
          word,
          summary: i === words.length - 1 ? summary : `${[...words.slice(0, i + 1)].join(' ')} …`,
        });
      after.set(before, own);
    });
  }
  return after;
}
