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

/**
 * Weighs each fob by the certainty of its rate. The spread between the fobs is estimated after Paule and Mandel (1982), its
 * interval by Viechtbauer's Q-profile (2007). A fob that was read over a few days counts little.
 *
 * @param rates each fob's rate with its interval at 95 %; at least {@link fewestFobs}
 */
export function drawerRates(rates: readonly Interval[]): DrawerRates {
  const degrees = rates.length - 1;
  const readings = rates.map(({ low, median, high }) => ({
    ppm: median,
    variance: Math.max(((high - low) / (2 * 1.96)) ** 2, leastVariance),
  }));
  const variance = varianceBetween(readings, degrees);
  const { mean, weight } = weighted(readings, variance);
  const half = studentQuantile(degrees) * Math.sqrt(1 / weight);
  const spread = (z: number): number => Math.sqrt(varianceBetween(readings, chiSquareQuantile(degrees, z)));
  return {
    fobs: rates.length,
    meanPpm: { low: mean - half, value: mean, high: mean + half },
    spreadPpm: { low: spread(1.959964), value: Math.sqrt(variance), high: spread(-1.959964) },
  };
}

/** Whether a rate is sure enough to tell of a population with this spread. An unsure one only widens the intervals. */
export function isTelling({ low, high }: Interval, spreadPpm: number): boolean {
  return (high - low) / (2 * 1.96) <= 3 * spreadPpm;
}

interface Reading {
  ppm: number;
  variance: number;
}

/** The least standard error of a reading is 0.001 ppm. */
const leastVariance = 1e-6;

function weighted(readings: readonly Reading[], between: number): { mean: number; weight: number } {
  let [sum, weight] = [0, 0];
  for (const { ppm, variance } of readings) {
    const one = 1 / (variance + between);
    sum += one * ppm;
    weight += one;
  }
  return { mean: sum / weight, weight };
}

/**
 * The variance between the fobs at which the weighted squares sum up to `squares`. The sum falls as the variance rises.
 * 0 if the sum is smaller from the start.
 */
function varianceBetween(readings: readonly Reading[], squares: number): number {
  const excess = (between: number): boolean => {
    const { mean } = weighted(readings, between);
    return (
      readings.reduce((sum, { ppm, variance }) => sum + (ppm - mean) ** 2 / (variance + between), 0) > squares
    );
  };
  if (!excess(0)) return 0;
  let [low, high] = [0, 1];
  while (excess(high)) [low, high] = [high, 2 * high];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (excess(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
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
