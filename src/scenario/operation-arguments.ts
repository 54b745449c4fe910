// Reads the arguments of an operation's step, and checks those that are known before the scenario runs.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { closest } from '../contract/did-you-mean.js';
import type { Parameter } from '../contract/parameter.js';
import type { Operation } from '../host/operation.js';
import type { Positioned } from './positioned.js';
import { kindOf, type Reader } from './reader.js';
import type { Given } from './scenario.js';
import { variablesIn } from './variables.js';

/** One value instead of keys is the operation's first positional parameter. */
export function operationArguments(
  operation: Operation,
  value: Positioned,
  file: string,
  reader: Reader,
): Record<string, Given> {
  const { parameters, positionals, command } = operation;
  const given: Record<string, Given> = {};
  if (value.kind !== 'map') {
    const [first] = positionals;
    if (value.kind === 'text' && value.text === '') return checkRequired(given);
    if (first === undefined) {
      reader.problem(value, `${command}: ${kindOf(value)} given; it takes keys and values`);
      return given;
    }
    read(first, value);
    return checkRequired(given);
  }
  const known = Object.keys(parameters);
  for (const { key, value: inner } of value.entries) {
    if (!known.includes(key.text)) {
      const near = closest(key.text, known);
      reader.problem(
        key,
        `${command} has no parameter ${JSON.stringify(key.text)}${near ? `; did you mean ${near}?` : ''}; it takes ${known.join(', ') || 'none'}`,
      );
    } else read(key.text, inner);
  }
  return checkRequired(given);

  function read(name: string, at: Positioned): void {
    const raw = reader.given(at);
    given[name] =
      parameters[name]!.kind === 'content' && typeof raw === 'string' ? resolve(dirname(file), raw) : raw;
    if (variablesIn(raw).length > 0) return;
    const wrong = problemWith(parameters[name]!, given[name], name);
    if (wrong !== undefined) reader.problem(at, wrong);
  }

  function checkRequired(all: Record<string, Given>): Record<string, Given> {
    for (const [name, parameter] of Object.entries(parameters))
      if (parameter.required && all[name] === undefined)
        reader.problem(value, `${command} needs ${name}: ${parameter.summary}`);
    return all;
  }
}

function problemWith(parameter: Parameter<unknown>, given: Given, name: string): string | undefined {
  if (parameter.kind === 'content')
    return typeof given === 'string' && existsSync(given)
      ? undefined
      : `${name}: there is no file ${String(given)}`;
  try {
    parameter.read(typed(parameter, given), name);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Converts the text of the file to the type of the parameter. */
export function typed({ kind }: Parameter<unknown>, value: unknown): unknown {
  if (kind === 'flag' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
