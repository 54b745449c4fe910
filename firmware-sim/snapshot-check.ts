// The checks from which the shape of a snapshot is composed. Each throws an Error that names the field.

/** @throws Error that names `path` and what is expected, and never shows the value. */
export type Check = (value: unknown, path: string) => void;

export const text: Check = (value, path) => {
  if (typeof value !== 'string') throw wrong(path, 'text');
};

export const boolean: Check = (value, path) => {
  if (typeof value !== 'boolean') throw wrong(path, 'true or false');
};

export const onlyTrue: Check = (value, path) => {
  if (value !== true) throw wrong(path, 'true, or left out');
};

export function within(minimum: number, maximum: number): Check {
  return (value, path) => {
    if (typeof value !== 'number' || !(value >= minimum && value <= maximum))
      throw wrong(path, `a number from ${minimum} to ${maximum}`);
  };
}

export function integer(minimum: number, maximum: number): Check {
  return (value, path) => {
    if (!Number.isInteger(value) || (value as number) < minimum || (value as number) > maximum)
      throw wrong(path, `a whole number from ${minimum} to ${maximum}`);
  };
}

export function pattern(expected: RegExp, what: string): Check {
  return (value, path) => {
    if (typeof value !== 'string' || !expected.test(value)) throw wrong(path, what);
  };
}

export function oneOf(...values: string[]): Check {
  return (value, path) => {
    if (!values.includes(value as string)) throw wrong(path, `one of ${values.join(', ')}`);
  };
}

export function orNull(check: Check): Check {
  return (value, path) => {
    if (value !== null) check(value, path);
  };
}

export function list(check: Check, minimum = 0, maximum = 10_000): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < minimum || value.length > maximum)
      throw wrong(path, `a list of ${minimum} to ${maximum}`);
    for (let i = 0; i < value.length; i++) check(value[i], `${path}[${i}]`);
  };
}

/** Requires exactly these fields; those of `optional` may be missing. */
export function object(fields: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const required = Object.entries(fields);
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'an object');
    const given = value as Record<string, unknown>;
    for (const [name, check] of required) check(given[name], `${path}.${name}`);
    for (const name of Object.keys(given))
      if (optional[name] !== undefined) optional[name](given[name], `${path}.${name}`);
      else if (!Object.hasOwn(fields, name))
        throw new Error(`fob snapshot: ${path}.${name} is not known to this version`);
  };
}

function wrong(path: string, expected: string): Error {
  return new Error(`fob snapshot: ${path} is not ${expected}`);
}
