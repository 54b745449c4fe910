// The clock of a resting fob: the part of its state from which its offset is computed without the fob.
import type { CrystalState } from './crystal.js';
import { fobTimeAt, type RtcState } from './rtc.js';

export interface RestingClock {
  crystal: CrystalState;
  rtc: RtcState;
  /** Lived time minus true time. */
  livedAheadUs: number;
}

/** Fob time minus true time at the true time `timeUs`, µs. The fob's `clock` gives the same. */
export function restingOffsetUs({ crystal, rtc, livedAheadUs }: RestingClock, timeUs: number): number {
  return fobTimeAt(rtc, crystal, timeUs + livedAheadUs) - timeUs;
}
