// A datasheet value with its source. The catalogue has no value without one.

/** The bases of a value, the strongest first. */
export const bases = ['published', 'published for the kind', 'measured', 'assumed'] as const;
export type Basis = (typeof bases)[number];

/** Who read a value off real devices, and off how many of them. */
export interface Measurement {
  readonly by: string;
  readonly fobs: number;
}

export interface Fact<T> {
  readonly value: T;
  readonly basis: Basis;
  /** The document, the measurement, or the reason for the assumption. */
  readonly source: string;
  /** Present for a measured value. */
  readonly measurement?: Measurement;
}

/** The same fields, each with its source. */
export type Facts<T> = { readonly [K in keyof T]-?: Fact<T[K]> };

/** A value that a vendor, a standard or a named third party has printed about this model. */
export function published<T>(value: T, source: string): Fact<T> {
  return { value, basis: 'published', source };
}

/** A value that a source gives for another part or token of the same kind: the crystal, the cell, a card. */
export function publishedForTheKind<T>(value: T, source: string): Fact<T> {
  return { value, basis: 'published for the kind', source };
}

/** A value that was read on real devices, with the number of them: one fob says little about its model. */
export function measured<T>(value: T, how: string, measurement: Measurement): Fact<T> {
  return { value, basis: 'measured', source: how, measurement };
}

/** A value that no public source gives, with the reason for choosing it. */
export function assumed<T>(value: T, why: string): Fact<T> {
  return { value, basis: 'assumed', source: why };
}

export function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === 'object' && value !== null && 'basis' in value && 'source' in value;
}

/** The basis in words: `measured (one user, 1 fob)`. */
export function basisText({ basis, measurement }: Fact<unknown>): string {
  if (measurement === undefined) return basis;
  const { by, fobs } = measurement;
  return `${basis} (${by}, ${fobs} fob${fobs === 1 ? '' : 's'})`;
}

/** The plain values. */
export function valuesOf<T extends object>(facts: Facts<T>): T {
  const values: Partial<T> = {};
  for (const key of Object.keys(facts) as (keyof T)[]) values[key] = facts[key].value;
  return values as T;
}
