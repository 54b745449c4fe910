// Finds the models that a mistyped name may mean.
import { editDistance } from '../src/contract/did-you-mean.js';

const LIMIT = 60;

/**
 * At most three candidates, best first; a candidate counts by its whole name or by its short one.
 * @param short gives the part of a candidate that a person may have typed alone.
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

/** A piece of the name that was typed right costs nearly nothing: `go7` is a digipass-go7. */
function costOf(wanted: string, name: string, short: string): number {
  if (wanted.length >= 2 && name.includes(wanted)) return 0.5;
  return Math.min(editDistance(wanted, name), editDistance(wanted, short));
}
