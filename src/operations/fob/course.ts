import { cellAt, type FobModel, hourUs, type SimulatedFob } from '../../../firmware-sim/index.js';
import { type Bench, isoTime, restoreFob } from '../../bench/index.js';
import { findFob } from '../context.js';
import { durationText } from '../duration.js';
import { defineOperation } from '../operation.js';
import { duration, fobSerial, number, optional } from '../parameter.js';

export interface CoursePoint {
  at: string;
  offsetSeconds: number;
}

export interface CellPoint {
  at: string;
  millivolts: number;
  percent: number;
}

export const course = defineOperation({
  name: 'fob.course',
  command: 'course',
  summary: 'where a fob’s clock and cell have been and are going, if nothing else happens to it',
  help: 'The past comes out of the event log, as far back as memory holds it; the future is computed from the crystal and the cell as they are, without letting time pass. With --window: when the clock leaves ±that many seconds.',
  examples: ['foblab course 3315511111 --window 300', 'foblab course 3315511111 --for 5y --json'],
  parameters: {
    fob: fobSerial(),
    window: optional(number('half-width of the window', { minimum: 0, maximum: 1e9, unit: 's' })),
    around: optional(
      number('offset that the window is around, as the verifier has learned it; 0 where left out', {
        minimum: -1e9,
        maximum: 1e9,
        unit: 's',
      }),
    ),
    for: optional(duration('how far to look ahead; 2y where left out')),
  },
  positionals: ['fob'],
  mode: 'read',
  run({ bench }, { fob, window, around = 0, for: aheadUs = 2 * yearUs }) {
    const { serial } = findFob(bench, fob);
    const ahead = Math.max(1, Math.min(aheadUs, longestUs));
    return bench.look(serial, (present, now) => {
      const simulated = leftAlone(present, now);
      const dies = simulated.model.soft ? undefined : cellEndUs(simulated, now);
      const end = Math.min(now + longestUs, dies ?? Number.POSITIVE_INFINITY);
      const leaves =
        window === undefined
          ? undefined
          : leavesUs(simulated, now, { halfUs: window * 1e6, centreUs: around * 1e6 }, end);
      return {
        serial,
        at: isoTime(now),
        offsetSeconds: simulated.clock(now).offsetUs / 1e6,
        past: pastOffsets(bench, serial),
        future: Array.from({ length: futurePoints + 1 }, (_, i) => {
          const timeUs = now + Math.floor((ahead * i) / futurePoints);
          return { at: isoTime(timeUs), offsetSeconds: simulated.clock(timeUs).offsetUs / 1e6 };
        }),
        cell: cellCourse(simulated, now, dies ?? now + longestUs),
        leavesWindow: leaves === undefined ? null : isoTime(leaves),
        batteryEnds: dies === undefined ? null : isoTime(dies),
        batteryDaysLeft: dies === undefined ? null : Math.floor((dies - now) / dayUs),
      };
    });
  },
  text: (result) =>
    [
      `${result.serial}  ${result.offsetSeconds.toFixed(3)} s off at ${result.at}`,
      result.leavesWindow === null ? '' : `leaves the window at ${result.leavesWindow}`,
      result.batteryEnds === null
        ? ''
        : `battery ends at ${result.batteryEnds}, in ${durationText((result.batteryDaysLeft ?? 0) * dayUs)}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
});

const dayUs = 86_400e6;
const yearUs = 365 * dayUs;
const longestUs = 20 * yearUs;
const futurePoints = 48;
const cellPoints = 32;
/** Points of the past that an answer carries; the newest are kept whole, since that is where people look. */
const pastPoints = 400;

/**
 * A copy of the fob once its display has gone off: with the display's current going on, a cell would last for weeks.
 * It is read at `now` like the fob itself, since clock and cell are functions of the time asked for.
 */
function leftAlone(fob: SimulatedFob, now: number): SimulatedFob {
  const next = fob.nextWakeUs();
  if (next === undefined || next > now + hourUs) return fob;
  const copy = restoreFob(fob.snapshot());
  copy.advanceTo(now + hourUs);
  return copy;
}

function pastOffsets(bench: Bench, serial: string): CoursePoint[] {
  const points: CoursePoint[] = [];
  for (const event of bench.log.since(1)) {
    if (event.serial !== serial || event.fobTime === undefined) continue;
    const offsetMs = Date.parse(event.fobTime) - Date.parse(event.at);
    points.push({ at: event.at, offsetSeconds: offsetMs / 1000 });
  }
  return points.slice(-pastPoints);
}

/** From now to its end, or as far as anybody looks. */
function cellCourse(fob: SimulatedFob, now: number, endUs: number): CellPoint[] {
  return Array.from({ length: cellPoints + 1 }, (_, i) => {
    const timeUs = now + Math.floor(((endUs - now) * i) / cellPoints);
    const { millivolts, percent } = fob.battery(timeUs);
    return { at: isoTime(timeUs), millivolts, percent };
  });
}

/** When the cell is empty at its present load; undefined beyond twenty years, or where it is empty already. */
function cellEndUs(fob: SimulatedFob, now: number): number | undefined {
  const empty = (timeUs: number): boolean => {
    const { battery } = fob.model as FobModel;
    return cellAt(battery, fob.battery(timeUs).percent).millivolts <= battery.deadMillivolts;
  };
  if (fob.battery(now).state === 'dead' || empty(now) || !empty(now + longestUs)) return undefined;
  return firstTime(now, now + longestUs, empty);
}

/** When the offset first goes beyond the window, looked for a day at a time; `now` where it is out already. */
function leavesUs(
  fob: SimulatedFob,
  now: number,
  { halfUs, centreUs }: { halfUs: number; centreUs: number },
  end: number,
): number | undefined {
  const outside = (timeUs: number): boolean => Math.abs(fob.clock(timeUs).offsetUs - centreUs) > halfUs;
  if (outside(now)) return now;
  for (let at = now + dayUs; at <= end; at += dayUs)
    if (outside(at)) return firstTime(at - dayUs, at, outside);
  return undefined;
}

/** The first whole second after `from` at which `holds`, which it does at `to`. */
function firstTime(from: number, to: number, holds: (timeUs: number) => boolean): number {
  let before = from;
  let after = to;
  while (after - before > 1e6) {
    const middle = Math.floor((before + after) / 2);
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return after;
}
