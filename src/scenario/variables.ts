// Variables of a scenario: captured from an answer, inserted into later steps.
import type { Given } from './scenario.js';

const reference = /\$\{([A-Za-z_][\w-]*)\}/g;

export function variablesIn(value: Given): string[] {
  if (typeof value === 'string') return [...value.matchAll(reference)].map(([, name]) => name!);
  return Object.values(value as Record<string, Given>).flatMap(variablesIn);
}

/** A text that is only one variable becomes its value; in a longer text the value is inserted as text. */
export function filledIn(value: Given, variables: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    const alone = /^\$\{([A-Za-z_][\w-]*)\}$/.exec(value);
    if (alone) return variables.get(alone[1]!);
    return value.replace(reference, (_, name: string) => String(variables.get(name)));
  }
  if (Array.isArray(value)) return value.map((one) => filledIn(one, variables));
  return Object.fromEntries(
    Object.entries(value as Record<string, Given>).map(([name, one]) => [name, filledIn(one, variables)]),
  );
}

/** The value at a path such as `screen.text` or `credentials.0.id`. */
export function valueAt(answer: unknown, path: string): unknown {
  let value = answer;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
