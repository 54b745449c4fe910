// The rates of a drawer of fobs as one population: its middle and its spread, each with its interval at 95 %.
import type { Interval } from './clock-region.js';

export interface PopulationEstimate {
  low: number;
  value: number;
  high: number;
}

export interface DrawerRates {
  fobs: number;
  meanPpm: PopulationEstimate;
  /** Standard deviation between the fobs, without what the readings themselves are unsure of. */
  spreadPpm: PopulationEstimate;
}

/** Below this a spread says nothing. */
export const fewestFobs = 3;

/** @param rates each fob's rate with its interval at 95 %; at least {@link fewestFobs} */
export function drawerRates(rates: readonly Interval[]): DrawerRates {
  const n = rates.length;
  const mean = rates.reduce((sum, { median }) => sum + median, 0) / n;
  const variance = rates.reduce((sum, { median }) => sum + (median - mean) ** 2, 0) / (n - 1);
  const reading = rates.reduce((sum, { low, high }) => sum + ((high - low) / (2 * 1.96)) ** 2, 0) / n;
  const half = studentQuantile(n - 1) * Math.sqrt(variance / n);
  const between = (of: number): number => Math.sqrt(Math.max(0, of - reading));
  return {
    fobs: n,
    meanPpm: { low: mean - half, value: mean, high: mean + half },
    spreadPpm: {
      low: between(((n - 1) * variance) / chiSquareQuantile(n - 1, 1.959964)),
      value: between(variance),
      high: between(((n - 1) * variance) / chiSquareQuantile(n - 1, -1.959964)),
    },
  };
}

/** χ² at the probability of the normal quantile `z`: Wilson and Hilferty, to a few per cent from two degrees on. */
function chiSquareQuantile(degrees: number, z: number): number {
  const part = 2 / (9 * degrees);
  return degrees * Math.max(1 - part + z * Math.sqrt(part), 0.05) ** 3;
}

/** Student's t at 97.5 %: exact for one and two degrees, beyond that the series of Abramowitz and Stegun 26.7.5. */
function studentQuantile(degrees: number): number {
  if (degrees === 1) return 12.7062;
  if (degrees === 2) return 4.30265;
  const z = 1.959964;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}
