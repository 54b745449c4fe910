// The clock of a fob that rests: enough of its state to say how far it is off, without the fob.
import type { CrystalState } from './crystal.js';
import { fobTimeAt, type RtcState } from './rtc.js';

export interface RestingClock {
  crystal: CrystalState;
  rtc: RtcState;
  /** Lived time minus true time. */
  livedAheadUs: number;
}

/** Fob time minus true time at the true time `timeUs`, µs: as the fob's own `clock` reads. */
export function restingOffsetUs({ crystal, rtc, livedAheadUs }: RestingClock, timeUs: number): number {
  return fobTimeAt(rtc, crystal, timeUs + livedAheadUs) - timeUs;
}
