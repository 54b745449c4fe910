// What a fob's clock says, in the units that people compare.
import { FobError } from '../../../firmware-sim/index.js';
import { type Bench, isoTime } from '../../bench/index.js';
import { durationText } from '../duration.js';

export interface ClockAnswer {
  fobTime: string;
  /** Fob time minus true time. */
  offsetSeconds: number;
  /** Net rate now; positive runs fast. */
  driftPpm: number;
}

/** @returns null where no clock runs. */
export function clockReading(bench: Bench, serial: string): ClockAnswer | null {
  const clock = bench.look(serial, (simulated, now) => simulated.clock(now));
  if (clock === undefined) return null;
  return {
    fobTime: isoTime(clock.fobTimeUs),
    offsetSeconds: clock.offsetUs / 1e6,
    driftPpm: Math.round(clock.driftPpm * 1e6) / 1e6,
  };
}

/** @throws FobError `dead` where no clock runs. */
export function runningClock(bench: Bench, serial: string): ClockAnswer {
  const clock = clockReading(bench, serial);
  if (clock === null)
    throw new FobError('dead', `${serial}: its clock ${standsStill}; its cell is dead, add a new fob`);
  return clock;
}

const standsStill = 'stands still: there is no power';

/** How far off, in a table. */
export function offsetCell(offsetSeconds: number | null): string {
  if (offsetSeconds === null) return 'no clock';
  return `${offsetSeconds >= 0 ? '+' : ''}${offsetSeconds.toFixed(1)} s`;
}

export function clockLine(serial: string, clock: ClockAnswer | null): string {
  if (clock === null) return `${serial}  ${standsStill}`;
  const side = clock.offsetSeconds === 0 ? 'on time' : clock.offsetSeconds > 0 ? 'fast' : 'slow';
  const offset = clock.offsetSeconds === 0 ? '' : `${durationText(Math.abs(clock.offsetSeconds) * 1e6)} `;
  return `${serial}  ${offset}${side}, running at ${clock.driftPpm >= 0 ? '+' : ''}${clock.driftPpm} ppm`;
}
