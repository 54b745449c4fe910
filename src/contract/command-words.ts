// Writes an operation and its arguments as the words of a command line.
import type { OperationDescriptor } from './operation.js';
import type { Remedy } from './operation-error.js';
import { optionName } from './option-name.js';

type CommandForm = Pick<OperationDescriptor, 'command' | 'parameters' | 'positionals'>;

/**
 * An error's message, with its remedy as a command line.
 *
 * @param operation the remedy's operation; undefined if `remedy.operation` is the name of a command, such as `serve`
 * @example
 * // there is no bench in ./b (foblab init --bench ./b)
 */
export function messageWithRemedy(
  { message, remedy }: { message: string; remedy: Remedy | undefined },
  operation: CommandForm | undefined,
): string {
  if (remedy === undefined) return message;
  const words =
    operation === undefined ? [remedy.operation] : commandWords(operation, remedy.arguments ?? {});
  return `${message} (foblab ${words.map(shellWord).join(' ')})`;
}

/** The words after `foblab`. A secret stands as the name of its file. */
export function commandWords(operation: CommandForm, values: Readonly<Record<string, unknown>>): string[] {
  const words = operation.command.split(' ');
  const left = new Map(Object.entries(values).filter(([, value]) => value !== undefined && value !== false));
  for (const name of operation.positionals) {
    const value = left.get(name);
    if (value === undefined) break;
    left.delete(name);
    words.push(...(Array.isArray(value) ? value.map(String) : [String(value)]));
  }
  for (const [name, value] of left) {
    const parameter = operation.parameters[name];
    if (parameter === undefined) continue;
    const flag = optionName(name, parameter);
    if (value === true) words.push(flag);
    else for (const one of Array.isArray(value) ? value : [value]) words.push(flag, String(one));
  }
  return words;
}

/** A word, quoted for a shell. A placeholder in angle brackets stays as it is: a person replaces it. */
export function shellWord(word: string): string {
  if (/^[A-Za-z0-9_./:=,+@%-]+$/.test(word) || /^<[^<>]+>$/.test(word)) return word;
  return `'${word.replace(/'/g, `'\\''`)}'`;
}
