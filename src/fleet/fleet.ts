// A fleet: many fobs of one model that nobody resets, as the offsets of their clocks over the years. No bench holds them.
import {
  type CrystalModel,
  cutCrystal,
  dayUs,
  offsetAt,
  Random,
  type TemperatureProfile,
} from '../../firmware-sim/index.js';

export interface FleetOrder {
  crystal: CrystalModel;
  /** At least 1. */
  fobs: number;
  /** Fob i is drawn from this and i: the same seed gives the same fleet, and a larger fleet begins with the smaller one. */
  seed: string;
  temperature: TemperatureProfile;
  /** Days after manufacture at which the clocks are read, rising. */
  days: readonly number[];
  /** Rate in ppm that counts as kept, whichever way a clock runs. */
  withinPpm: number;
  /** Half of what a verifier accepts after so many days without a login, in seconds. */
  acceptedSeconds(days: number): number;
}

export interface FleetReading {
  days: number;
  /** Fob time minus true time that 5, 50 and 95 of 100 fobs are below, in seconds. */
  offsetSeconds: { low: number; median: number; high: number };
  /** Share of the fobs whose mean rate since manufacture is within ±withinPpm. */
  shareWithinPpm: number;
  /** Share of the fobs whose code the verifier accepts at any moment of a step. */
  shareAccepted: number;
}

/** Fobs that are drawn in one go: between two of these a caller may do other work. */
const batch = 5000;

/** Yields the number of fobs drawn so far, and returns the readings. */
export function* fleetReadings(order: FleetOrder): Generator<number, FleetReading[], void> {
  const { crystal, fobs, seed, temperature, days } = order;
  const offsets = days.map(() => new Float64Array(fobs));
  for (let fob = 0; fob < fobs; fob++) {
    const state = {
      cut: cutCrystal(crystal, Random.stream(`${seed}/${fob}`, 'crystal')),
      anchorUs: 0,
      offsetUs: 0,
      ageUs: 0,
      profile: temperature,
      fixedPpm: null,
      faultPpm: 0,
      stopped: false,
    };
    for (const [row, after] of days.entries()) offsets[row]![fob] = offsetAt(state, after * dayUs) / 1e6;
    if ((fob + 1) % batch === 0) yield fob + 1;
  }
  return days.map((after, row) => readingOf(order, after, offsets[row]!.sort()));
}

function readingOf(order: FleetOrder, days: number, sorted: Float64Array): FleetReading {
  const { fobs, withinPpm } = order;
  const share = (seconds: number): number => {
    const [first, last] = [countBelow(sorted, -seconds), countBelow(sorted, seconds)];
    return (last - first) / fobs;
  };
  return {
    days,
    offsetSeconds: {
      low: quantile(sorted, 0.05),
      median: quantile(sorted, 0.5),
      high: quantile(sorted, 0.95),
    },
    shareWithinPpm: share(days * 0.0864 * withinPpm),
    shareAccepted: share(order.acceptedSeconds(days)),
  };
}

/** How many of the rising values are below `limit`. */
function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
