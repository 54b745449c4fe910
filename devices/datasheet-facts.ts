// Lists the values of a datasheet by their paths, and counts them by their basis.
import type { Datasheet } from './datasheet.js';
import { type Basis, bases, type Fact, isFact } from './fact.js';

export type BasisCounts = Readonly<Record<Basis, number>>;

/** The values with their paths, such as `crystal.turnoverC`, in the order of the datasheet. */
export function factsOf(sheet: Datasheet): [path: string, fact: Fact<unknown>][] {
  const facts: [string, Fact<unknown>][] = [];
  const visit = (path: string, value: unknown): void => {
    if (isFact(value)) facts.push([path, value]);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value)) visit(path === '' ? key : `${path}.${key}`, inner);
  };
  const { serial: _, notes: __, ...rest } = sheet;
  visit('', rest);
  return facts;
}

export function countBases(sheets: readonly Datasheet[]): BasisCounts {
  const counts = Object.fromEntries(bases.map((basis) => [basis, 0])) as Record<Basis, number>;
  for (const sheet of sheets) for (const [, { basis }] of factsOf(sheet)) counts[basis]++;
  return counts;
}

/** `12 published, 8 published for the kind, 2 measured, 20 assumed`. */
export function basisCountsText(counts: BasisCounts): string {
  return bases.map((basis) => `${counts[basis]} ${basis}`).join(', ');
}
