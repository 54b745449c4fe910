// Suggests models for a mistyped name.
import { editDistance } from '../src/contract/did-you-mean.js';

const LIMIT = 60;

/**
 * At most three candidates, best first. A candidate is compared by its full name and by its short one.
 * @param short gives the short name of a candidate
 */
export function nearest(
  given: string,
  candidates: readonly string[],
  short: (candidate: string) => string,
): string[] {
  const wanted = given.slice(0, LIMIT);
  if (wanted === '') return [];
  return candidates
    .map((name, order) => ({ name, order, cost: costOf(wanted, name, short(name)) }))
    .filter(
      ({ name, cost }) => cost <= Math.max(2, Math.floor(Math.min(wanted.length, short(name).length) / 3)),
    )
    .sort((one, other) => one.cost - other.cost || one.order - other.order)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** A part of the name that is typed correctly costs almost nothing: `go7` suggests digipass-go7. */
function costOf(wanted: string, name: string, short: string): number {
  if (wanted.length >= 2 && name.includes(wanted)) return 0.5;
  return Math.min(editDistance(wanted, name), editDistance(wanted, short));
}
