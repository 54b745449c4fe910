// From readings of a fob whose seed is known to its offset, its drift, and what does not fit.
import { ClockLine, type TimedBounds } from './clock-line.js';
import type { Interval } from './clock-region.js';
import type { CodeSource } from './code-source.js';
import { defaultSearchSeconds, type LocatedStep, locateSteps, type TimeStepping } from './locate-step.js';
import type { Reading } from './observation.js';

export interface EstimateOptions extends TimeStepping {
  /** 0.95 where nothing else is asked for. */
  confidence?: number;
  searchSeconds?: number;
}

export interface JudgedReading {
  reading: Reading;
  /** `used`; `no-step`: no step in the search has this code; `misfit`: it has one that contradicts the others. */
  use: 'used' | 'no-step' | 'misfit';
  located?: LocatedStep;
  /** Further steps with the same code that were passed over. */
  otherSteps: number;
}

export interface ClockEstimate {
  readings: JudgedReading[];
  confidence: number;
  /** The moment of the last reading used, for which `offsetSeconds` holds. */
  referenceMs?: number;
  /** Fob time minus true time; negative: behind. */
  offsetSeconds?: Interval;
  /** Positive runs fast. Absent while the readings do not bound it. */
  driftPpm?: Interval;
  /** How far the readings had to be loosened for one even clock to explain them; 0 when they agree. */
  slackSeconds: number;
  /** Further questions: offset at other times, the date it leaves a window. */
  clock?: ClockLine;
  notes: string[];
}

/** Looking for the one reading that spoils the others costs a pass a reading. */
const misfitSearchLimit = 200;

export function estimateClock(
  readings: readonly Reading[],
  source: CodeSource,
  options: EstimateOptions,
): ClockEstimate {
  const { confidence = 0.95 } = options;
  const judged = readings.map((reading) => ({ reading, candidates: candidatesOf(reading, source, options) }));
  const chosen = chooseSteps(judged);
  const { used, line, slackSeconds, misfits } = fit(chosen.filter(({ located }) => located !== undefined));
  const result = chosen.map(({ reading, located, otherSteps }): JudgedReading => {
    if (located === undefined) return { reading, use: 'no-step', otherSteps };
    return { reading, use: misfits.has(reading) ? 'misfit' : 'used', located, otherSteps };
  });
  const base = {
    readings: result,
    confidence,
    slackSeconds,
    notes: notesOf(result, slackSeconds, line, options),
  };
  if (line === undefined) return base;
  const referenceMs = Math.max(...used.map(({ atMs }) => atMs));
  return {
    ...base,
    referenceMs,
    offsetSeconds: line.offsetSecondsAt(referenceMs, confidence),
    ...(line.driftIsKnown ? { driftPpm: line.driftPpm(confidence) } : {}),
    clock: line,
  };
}

/** How many days after a first reading a second one narrows the drift to ±`ppm`. */
export function daysUntilDriftIsKnown(reading: Reading, periodSeconds: number, ppm: number): number {
  const width = periodSeconds + reading.earlierSeconds + reading.laterSeconds;
  return Math.ceil(width / (ppm * 1e-6) / 86_400);
}

interface Choice {
  reading: Reading;
  located: LocatedStep | undefined;
  otherSteps: number;
}

function candidatesOf(reading: Reading, source: CodeSource, options: EstimateOptions): LocatedStep[] {
  const withinSeconds = options.searchSeconds ?? defaultSearchSeconds;
  return locateSteps(reading, source, { ...options, aroundOffsetSeconds: 0, withinSeconds });
}

/** Readings with one step only decide which of several steps another reading was; else the nearest counts. */
function chooseSteps(judged: readonly { reading: Reading; candidates: LocatedStep[] }[]): Choice[] {
  const certain = judged.filter(({ candidates }) => candidates.length === 1);
  const line =
    certain.length === 0
      ? undefined
      : ClockLine.through(certain.map((one) => bounds(one.reading, one.candidates[0]!)));
  return judged.map(({ reading, candidates }) => {
    const fitting = candidates.find((candidate) => line?.admits(bounds(reading, candidate)) === true);
    return { reading, located: fitting ?? candidates[0], otherSteps: Math.max(0, candidates.length - 1) };
  });
}

interface Fit {
  used: TimedBounds[];
  line: ClockLine | undefined;
  slackSeconds: number;
  misfits: Set<Reading>;
}

/** All readings if they agree; all but the one that alone spoils them; else all, loosened until they agree. */
function fit(choices: readonly Choice[]): Fit {
  const all = choices.map(({ reading, located }) => bounds(reading, located!));
  if (all.length === 0) return { used: [], line: undefined, slackSeconds: 0, misfits: new Set() };
  const line = ClockLine.through(all);
  if (line !== undefined) return { used: all, line, slackSeconds: 0, misfits: new Set() };
  if (all.length > 3 && all.length <= misfitSearchLimit) {
    const without = (i: number): TimedBounds[] => all.filter((_, index) => index !== i);
    const spoilers = all.flatMap((_, i) => (ClockLine.through(without(i)) === undefined ? [] : [i]));
    const [only, ...others] = spoilers;
    if (only !== undefined && others.length === 0) {
      const used = without(only);
      const rest = ClockLine.through(used);
      return { used, line: rest, slackSeconds: 0, misfits: new Set([choices[only]!.reading]) };
    }
  }
  const slackSeconds = 2 * leastSlack(all);
  return { used: all, line: ClockLine.through(all, slackSeconds), slackSeconds, misfits: new Set() };
}

function leastSlack(all: readonly TimedBounds[]): number {
  let low = 0;
  let high = 1;
  while (ClockLine.through(all, high) === undefined && high < 1e12) high *= 2;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (ClockLine.through(all, middle) === undefined) low = middle;
    else high = middle;
  }
  return high;
}

function bounds(reading: Reading, { lowSeconds, highSeconds }: LocatedStep): TimedBounds {
  return { atMs: reading.atMs, lowSeconds, highSeconds };
}

function notesOf(
  readings: readonly JudgedReading[],
  slackSeconds: number,
  line: ClockLine | undefined,
  options: EstimateOptions,
): string[] {
  const notes: string[] = [];
  const count = (use: JudgedReading['use']): number => readings.filter((one) => one.use === use).length;
  const hours = (options.searchSeconds ?? defaultSearchSeconds) / 3600;
  if (count('no-step') > 0) {
    notes.push(
      `${count('no-step')} of ${readings.length} codes belong to no step within ${hours} hours: mistyped, another fob’s, another seed’s, or a clock that far off`,
    );
  }
  if (count('misfit') > 0)
    notes.push('one reading contradicts all others and was left out: mistyped, or its time is wrong');
  if (slackSeconds > 0) {
    notes.push(
      `no evenly running clock explains the readings (off by up to ${slackSeconds.toFixed(1)} s): the temperature changed much, the clock was set, or a time is wrong; the interval is a rough one`,
    );
  }
  const first = readings.find(({ use }) => use === 'used');
  if (line !== undefined && first !== undefined && !line.driftIsKnown) {
    const days = daysUntilDriftIsKnown(first.reading, options.periodSeconds, 10);
    notes.push(
      `the drift is not known yet: read the fob again ${days} days after the first reading for ±10 ppm`,
    );
  }
  return notes;
}
