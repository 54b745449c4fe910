// The real-time clock: the time of the fob. It counts the ticks of the crystal, and it can be set, jump or stand still
// while the crystal runs. It survives a reset of the MCU, but not the loss of power.
import { type CrystalState, offsetAt } from './crystal.js';
import { FobError } from './fob-port.js';

export const ticksPerSecond = 32_768;

const earliestUs = -3_200_000_000_000_000;
const latestUs = 9_000_000_000_000_000;

export interface RtcState {
  /** Fob time minus crystal time, which settings, jumps and ageing have added. */
  adjustUs: number;
  /** The fob time at which the clock stands still; null while it runs. */
  haltedAtUs: number | null;
}

/** Fob time in whole microseconds since the Unix epoch, at the lived time `timeUs`. */
export function fobTimeAt(rtc: RtcState, crystal: CrystalState, timeUs: number): number {
  if (rtc.haltedAtUs !== null) return rtc.haltedAtUs;
  return timeUs + Math.floor(offsetAt(crystal, timeUs) + rtc.adjustUs);
}

/** The counter registers: whole seconds and ticks of 1/32768 s. */
export function rtcRegisters(fobTimeUs: number): { seconds: number; ticks: number } {
  const seconds = Math.floor(fobTimeUs / 1e6);
  return { seconds, ticks: Math.floor(((fobTimeUs - seconds * 1e6) * ticksPerSecond) / 1e6) };
}

/** @throws FobError if the clock would read a time whose microseconds are not an exact integer. */
export function checkFobTime(fobTimeUs: number): void {
  if (fobTimeUs >= earliestUs && fobTimeUs <= latestUs) return;
  throw new FobError(
    'out-of-range',
    `the fob's clock would read ${Math.round(fobTimeUs / 1e6)} in Unix seconds; it holds ${earliestUs / 1e6} to ${latestUs / 1e6} (1868 to 2255); give less`,
  );
}

/** Sets the clock so that it reads `fobTimeUs` at `timeUs`. */
export function setRtc(rtc: RtcState, crystal: CrystalState, timeUs: number, fobTimeUs: number): void {
  if (rtc.haltedAtUs !== null) rtc.haltedAtUs = fobTimeUs;
  rtc.adjustUs = fobTimeUs - timeUs - offsetAt(crystal, timeUs);
}

/** Halts the clock, or lets it run on from its present time. */
export function haltRtc(rtc: RtcState, crystal: CrystalState, timeUs: number, halt: boolean): void {
  const now = fobTimeAt(rtc, crystal, timeUs);
  if (halt) {
    rtc.haltedAtUs = now;
    return;
  }
  rtc.haltedAtUs = null;
  setRtc(rtc, crystal, timeUs, now);
}

/** The error for a fob whose memory is lost and that has a new cell. */
export function clockWithoutMemory(serial: string): FobError {
  return new FobError(
    'dead',
    `${serial}: its clock stands still: its memory was lost while it had no cell; add a new fob`,
  );
}

/** The error for a fob whose cell is dead. */
export function clockWithoutPower(serial: string): FobError {
  return new FobError(
    'dead',
    `${serial}: its clock stands still: there is no power; its cell is dead, add a new fob`,
  );
}
