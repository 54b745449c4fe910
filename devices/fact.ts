// A datasheet value with where it comes from: nothing in the catalogue is a bare number.

export type Basis = 'published' | 'measured' | 'assumed';

export interface Fact<T> {
  readonly value: T;
  readonly basis: Basis;
  /** The document, the measurement, or why this was assumed. */
  readonly source: string;
}

/** The same shape with a source to every value. */
export type Facts<T> = { readonly [K in keyof T]-?: Fact<T[K]> };

/** A value that a vendor, a standard or a named third party has printed. */
export function published<T>(value: T, source: string): Fact<T> {
  return { value, basis: 'published', source };
}

/** A value that was read off a real device. */
export function measured<T>(value: T, how: string): Fact<T> {
  return { value, basis: 'measured', source: how };
}

/** A value that no public source gives, and why this one was taken. */
export function assumed<T>(value: T, why: string): Fact<T> {
  return { value, basis: 'assumed', source: why };
}

/** The plain values. */
export function valuesOf<T extends object>(facts: Facts<T>): T {
  const values: Partial<T> = {};
  for (const key of Object.keys(facts) as (keyof T)[]) values[key] = facts[key].value;
  return values as T;
}
