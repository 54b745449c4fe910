// Which step a code of a time-based fob was, and what that says of the fob's clock.
import type { CodeSource } from './code-source.js';
import type { Reading } from './observation.js';

export interface TimeStepping {
  /** X of RFC 6238 §4.1. */
  periodSeconds: number;
  /** T0 of RFC 6238 §4.1, Unix seconds. */
  t0Seconds: number;
}

export interface StepSearch extends TimeStepping {
  /** Where the search is centred: what the offset is expected to be. */
  aroundOffsetSeconds: number;
  /** How far to either side it goes. */
  withinSeconds: number;
}

export interface LocatedStep {
  step: number;
  /** Steps from wall time's own step; negative: the fob is behind. */
  stepsOff: number;
  /** Fob time minus true time lay between these. */
  lowSeconds: number;
  highSeconds: number;
}

/** Six hours: ten years of the worst crystal a vendor allows for are two. */
export const defaultSearchSeconds = 6 * 3600;

/**
 * Every step in the search that has the reading's code, nearest first. More than one is chance: among 1440 steps one
 * of six digits is there by accident once in 700 times.
 */
export function locateSteps(reading: Reading, source: CodeSource, search: StepSearch): LocatedStep[] {
  const { periodSeconds, t0Seconds, aroundOffsetSeconds, withinSeconds } = search;
  const stepAt = (seconds: number): number => Math.floor((seconds - t0Seconds) / periodSeconds);
  const seen = reading.atMs / 1000;
  const first = stepAt(seen + aroundOffsetSeconds - withinSeconds);
  const last = stepAt(seen + aroundOffsetSeconds + withinSeconds);
  const distance = (located: LocatedStep): number =>
    Math.abs((located.lowSeconds + located.highSeconds) / 2 - aroundOffsetSeconds);
  return source
    .find(reading.code, first, last - first + 1)
    .map((step) => ({ step, stepsOff: step - stepAt(seen), ...offsetBounds(reading, step, search) }))
    .sort((a, b) => distance(a) - distance(b));
}

/**
 * The fob's own time was within the step when it computed the code, some time between `earlierSeconds` before and
 * `laterSeconds` after the moment that was written down. So one reading bounds the offset to one step and that much.
 */
export function offsetBounds(
  reading: Reading,
  step: number,
  { periodSeconds, t0Seconds }: TimeStepping,
): { lowSeconds: number; highSeconds: number } {
  const seen = reading.atMs / 1000;
  const stepStart = t0Seconds + step * periodSeconds;
  return {
    lowSeconds: stepStart - (seen + reading.laterSeconds),
    highSeconds: stepStart + periodSeconds - (seen - reading.earlierSeconds),
  };
}
