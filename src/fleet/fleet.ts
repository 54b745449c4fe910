// A fleet: many fobs of one model that nobody resets, as the offsets of their clocks over the years. No bench holds them.
import {
  type CrystalModel,
  type CrystalState,
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

/** Fobs between two yields. */
const batch = 5000;
/** Numbers of one crystal in a packed list. */
const cutSize = 4;

/**
 * Yields between batches of fobs, so that the caller can do other work, with the share that is done. Returns the readings.
 * The memory that it takes does not grow with the number of readings.
 */
export function* fleetReadings(order: FleetOrder): Generator<number, FleetReading[], void> {
  const { fobs, days } = order;
  const parts = days.length + 1;
  const cuts = new Float64Array(fobs * cutSize);
  for (let fob = 0; fob < fobs; fob++) {
    drawInto(cuts, fob, order);
    if (fob % batch === 0) yield fob / fobs / parts;
  }
  const offsets = new Float64Array(fobs);
  const crystal = newCrystal(order.temperature);
  const readings: FleetReading[] = [];
  for (const [row, after] of days.entries()) {
    for (let fob = 0; fob < fobs; fob++) {
      readCut(cuts, fob, crystal.cut);
      offsets[fob] = offsetAt(crystal, after * dayUs) / 1e6;
      if (fob % batch === 0) yield (row + 1 + fob / fobs) / parts;
    }
    readings.push(readingOf(order, after, offsets.sort()));
  }
  return readings;
}

function drawInto(cuts: Float64Array, fob: number, { crystal, seed }: FleetOrder): void {
  const cut = cutCrystal(crystal, Random.stream(`${seed}/${fob}`, 'crystal'));
  const at = fob * cutSize;
  cuts[at] = cut.tolerancePpm;
  cuts[at + 1] = cut.curvaturePpmPerC2;
  cuts[at + 2] = cut.turnoverC;
  cuts[at + 3] = cut.ageingFirstYearPpm;
}

function readCut(cuts: Float64Array, fob: number, cut: CrystalState['cut']): void {
  const at = fob * cutSize;
  cut.tolerancePpm = cuts[at]!;
  cut.curvaturePpmPerC2 = cuts[at + 1]!;
  cut.turnoverC = cuts[at + 2]!;
  cut.ageingFirstYearPpm = cuts[at + 3]!;
}

/** One crystal that stands for each fob in turn: a new object for each would cost most of the time. */
function newCrystal(profile: TemperatureProfile): CrystalState {
  const cut = { tolerancePpm: 0, curvaturePpmPerC2: 0, turnoverC: 0, ageingFirstYearPpm: 0 };
  const fresh = { anchorUs: 0, offsetUs: 0, ageUs: 0, fixedPpm: null, faultPpm: 0, stopped: false };
  return { ...fresh, cut, profile };
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

/** To the microsecond. */
function quantile(sorted: Float64Array, share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return Math.round(value * 1e6) / 1e6;
}
