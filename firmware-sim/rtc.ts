// The real-time clock: what the fob believes. It counts the crystal's ticks and can be set, jump or stand still
// on its own; it outlives a reset of the MCU, and dies with the cell.
import { type CrystalState, offsetAt } from './crystal.js';
import { FobError } from './fob-port.js';

export const ticksPerSecond = 32_768;

const earliestUs = -3_200_000_000_000_000;
const latestUs = 9_000_000_000_000_000;

export interface RtcState {
  /** Fob time minus crystal time: what setting, jumps and ageing have added. */
  adjustUs: number;
  /** Set: the clock stands still at this fob time. */
  haltedAtUs: number | null;
}

/** Fob time in whole microseconds since the Unix epoch, at the lived time `timeUs`. */
export function fobTimeAt(rtc: RtcState, crystal: CrystalState, timeUs: number): number {
  if (rtc.haltedAtUs !== null) return rtc.haltedAtUs;
  return timeUs + Math.floor(offsetAt(crystal, timeUs) + rtc.adjustUs);
}

/** What the counter registers hold: whole seconds and ticks of 1/32768 s. */
export function rtcRegisters(fobTimeUs: number): { seconds: number; ticks: number } {
  const seconds = Math.floor(fobTimeUs / 1e6);
  return { seconds, ticks: Math.floor(((fobTimeUs - seconds * 1e6) * ticksPerSecond) / 1e6) };
}

/** @throws FobError where the clock would read a time whose microseconds are no exact integer any more. */
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

/** Halts the clock, or lets it run on from where it stands. */
export function haltRtc(rtc: RtcState, crystal: CrystalState, timeUs: number, halt: boolean): void {
  const now = fobTimeAt(rtc, crystal, timeUs);
  if (halt) {
    rtc.haltedAtUs = now;
    return;
  }
  rtc.haltedAtUs = null;
  setRtc(rtc, crystal, timeUs, now);
}

/** Of a fob whose memory is lost, with a new cell in it. */
export function clockWithoutMemory(serial: string): FobError {
  return new FobError(
    'dead',
    `${serial}: its clock stands still: its memory was lost while it had no cell; add a new fob`,
  );
}

/** Of a fob whose cell is dead. */
export function clockWithoutPower(serial: string): FobError {
  return new FobError(
    'dead',
    `${serial}: its clock stands still: there is no power; its cell is dead, add a new fob`,
  );
}
