// What a fob's clock says, in the units that people compare.
import { type Bench, isoTime } from '../../bench/index.js';
import { durationText } from '../duration.js';

export interface ClockAnswer {
  fobTime: string;
  /** Fob time minus true time. */
  offsetSeconds: number;
  /** Net rate now; positive runs fast. */
  driftPpm: number;
}

export function clockReading(bench: Bench, serial: string): ClockAnswer {
  const clock = bench.look(serial, (simulated, now) => simulated.clock(now));
  return {
    fobTime: isoTime(clock.fobTimeUs),
    offsetSeconds: clock.offsetUs / 1e6,
    driftPpm: Math.round(clock.driftPpm * 1e6) / 1e6,
  };
}

export function clockLine(serial: string, clock: ClockAnswer): string {
  const side = clock.offsetSeconds === 0 ? 'on time' : clock.offsetSeconds > 0 ? 'fast' : 'slow';
  const offset = clock.offsetSeconds === 0 ? '' : `${durationText(Math.abs(clock.offsetSeconds) * 1e6)} `;
  return `${serial}  ${offset}${side}, running at ${clock.driftPpm >= 0 ? '+' : ''}${clock.driftPpm} ppm`;
}
