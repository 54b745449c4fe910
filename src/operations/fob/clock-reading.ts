// The reading of a fob's clock, in units that people compare.
import {
  clockWithoutMemory,
  clockWithoutPower,
  FobError,
  type NoClock,
} from '../../../firmware-sim/index.js';
import type { Bench } from '../../bench/index.js';
import { durationText } from '../../contract/duration.js';
import { isoTime } from '../../contract/iso-time.js';
import type { Clock } from '../../contract/results/clock.js';

/** @returns null where no clock runs. */
export function clockReading(bench: Bench, serial: string): Clock | null {
  const clock = bench.look(serial, (simulated, now) => simulated.clock(now));
  if (clock === undefined) return null;
  return {
    fobAt: isoTime(clock.fobTimeUs),
    offsetSeconds: clock.offsetUs / 1e6,
    driftPpm: Math.round(clock.driftPpm * 1e6) / 1e6,
  };
}

/** @throws FobError `dead` or `unsupported` where no clock runs. */
export function runningClock(bench: Bench, serial: string): Clock {
  const clock = clockReading(bench, serial);
  if (clock !== null) return clock;
  const why = whyNoClock(bench, serial);
  if (why === 'none') throw new FobError('unsupported', `${serial} has no clock`);
  if (why === 'not-set')
    throw new FobError('unsupported', `${serial}: its clock is not set; its host sets it`);
  throw why === 'no-memory' ? clockWithoutMemory(serial) : clockWithoutPower(serial);
}

/** Why no clock of it runs; null where one does. */
export function whyNoClock(bench: Bench, serial: string): NoClock | null {
  return bench.look(serial, (simulated, now) =>
    simulated.clock(now) === undefined ? (simulated.noClock?.() ?? 'no-power') : null,
  );
}

/** The reason in words, in place of a reading. */
export function noClockText(why: NoClock | null): string {
  return why === null ? '' : noClockTexts[why];
}

const noClockTexts: Record<NoClock, string> = {
  'no-power': 'stands still: there is no power',
  'no-memory': 'stands still: its memory is lost',
  none: 'none',
  'not-set': 'not set: its host sets it',
};

/** The offset as a cell of a table. */
export function offsetCell(offsetSeconds: number | null): string {
  if (offsetSeconds === null) return 'no clock';
  return `${offsetSeconds >= 0 ? '+' : ''}${offsetSeconds.toFixed(1)} s`;
}

export function clockLine(serial: string, clock: Clock): string {
  const side = clock.offsetSeconds === 0 ? 'on time' : clock.offsetSeconds > 0 ? 'fast' : 'slow';
  const offset = clock.offsetSeconds === 0 ? '' : `${durationText(Math.abs(clock.offsetSeconds) * 1e6)} `;
  return `${serial}  ${offset}${side}, running at ${clock.driftPpm >= 0 ? '+' : ''}${clock.driftPpm} ppm`;
}
