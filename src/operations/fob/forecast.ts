import { cellAt, hourUs, type SimulatedFob } from '../../../firmware-sim/index.js';
import { restoreFob } from '../../bench/index.js';
import { durationText } from '../../contract/duration.js';
import { isoTime } from '../../contract/iso-time.js';
import { duration, fobSerial, number, optional } from '../../contract/parameter.js';
import {
  type CellPoint,
  type ForecastPoint,
  fobForecastSchema,
  type PastPoint,
} from '../../contract/results/fob-forecast.js';
import { type ClockMoment, clockHistory } from '../../host/clock-history.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const forecast = defineOperation({
  name: 'fob.forecast',
  command: 'forecast',
  summary: 'the past and the future of a fob’s clock and cell, if nothing else happens to it',
  help: 'The past comes from the event log, and since the last change of clock or crystal from the crystal itself. The future is computed from the crystal and the cell as they are; no time passes. With --window: when the clock leaves ±that many seconds.',
  examples: ['foblab forecast 3315511111 --window 300', 'foblab forecast 3315511111 --for 5y --json'],
  parameters: {
    fob: fobSerial(),
    window: optional(number('half-width of the window', { minimum: 0, maximum: 1e9, unit: 's' })),
    around: optional(
      number('middle of the window: the offset that the verifier learned; 0 where left out', {
        minimum: -1e9,
        maximum: 1e9,
        unit: 's',
      }),
    ),
    for: optional(duration('how far to look ahead; 2y where left out')),
  },
  positionals: ['fob'],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.shared(fobForecastSchema),
  run(context, { fob, window, around = 0, for: aheadUs = 2 * yearUs }) {
    const { bench } = context;
    const { serial } = findFob(bench, fob);
    const history = clockHistory(context.benchHost);
    const ahead = Math.max(1, Math.min(aheadUs, longestUs));
    return bench.look(serial, (present, now) => {
      const simulated = leftAlone(present, now);
      const dies = cellEndUs(simulated, now);
      const lastCode = codesEndUs(simulated, now);
      const end = Math.min(now + longestUs, dies ?? Number.POSITIVE_INFINITY);
      const leaves =
        window === undefined || offsetSecondsAt(simulated, now) === undefined
          ? undefined
          : leavesUs(simulated, now, { halfUs: window * 1e6, centreUs: around * 1e6 }, end);
      return {
        serial,
        at: isoTime(now),
        offsetSeconds: offsetSecondsAt(simulated, now) ?? null,
        past: pastOffsets(present, now, history.of(bench, serial)),
        future: Array.from(
          { length: futurePoints + 1 },
          (_, i) => now + Math.floor((ahead * i) / futurePoints),
        ).flatMap((timeUs) => (dies !== undefined && timeUs > dies ? [] : pointAt(simulated, timeUs))),
        cell: cellForecast(simulated, now, dies ?? now + longestUs),
        leavesWindowAt: leaves === undefined ? null : isoTime(leaves),
        codesEndAt: lastCode === undefined ? null : isoTime(lastCode),
        batteryEndsAt: dies === undefined ? null : isoTime(dies),
        batteryDaysLeft: dies === undefined ? null : Math.floor((dies - now) / dayUs),
      };
    });
  },
  text: (result) =>
    [
      result.offsetSeconds === null
        ? `${result.serial}  no clock runs at ${result.at}`
        : `${result.serial}  ${result.offsetSeconds.toFixed(3)} s off at ${result.at}`,
      result.leavesWindowAt === null ? '' : `leaves the window at ${result.leavesWindowAt}`,
      result.codesEndAt === null
        ? ''
        : `from ${result.codesEndAt} on a press shows the end of the battery instead of a code`,
      result.batteryEndsAt === null
        ? ''
        : `battery ends at ${result.batteryEndsAt}, in ${durationText((result.batteryDaysLeft ?? 0) * dayUs)}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
});

const dayUs = 86_400e6;
const yearUs = 365 * dayUs;
const longestUs = 20 * yearUs;
const futurePoints = 48;
const cellPoints = 32;
/** Points of the past that an answer carries. */
const pastPoints = 400;
/** Between the last change and now. */
const computedPoints = 48;

/**
 * A copy of the fob whose display went off: a cell lasts for weeks only while the display is on.
 * It is read at `now` like the fob itself, since clock and cell are functions of the time asked for.
 */
function leftAlone(fob: SimulatedFob, now: number): SimulatedFob {
  const next = fob.nextWakeUs();
  if (next === undefined || next > now + hourUs) return fob;
  const copy = restoreFob(fob.snapshot());
  copy.advanceTo(now + hourUs);
  return copy;
}

/** Up to the last change what the log saw; from there on the clock gives every moment, since nothing changed it. */
function pastOffsets(fob: SimulatedFob, now: number, moments: readonly ClockMoment[]): PastPoint[] {
  const last = Math.max(
    0,
    moments.findLastIndex((moment) => moment.changed),
  );
  const known = moments[last];
  if (known === undefined) return [];
  const seen = moments.slice(0, last + 1).flatMap(({ timeUs, offsetSeconds, changed }, i) => {
    const offset = (i === last ? offsetSecondsAt(fob, timeUs) : undefined) ?? offsetSeconds;
    return offset === undefined ? [] : [{ at: isoTime(timeUs), offsetSeconds: offset, changed }];
  });
  const spanUs = now - known.timeUs;
  const computed = Array.from(
    { length: spanUs > 0 ? computedPoints : 0 },
    (_, i) => known.timeUs + Math.floor((spanUs * (i + 1)) / (computedPoints + 1)),
  ).flatMap((timeUs) => pointAt(fob, timeUs).map((point) => ({ ...point, changed: false })));
  return [...seen, ...computed].slice(-pastPoints);
}

/** Undefined where no clock runs. */
function offsetSecondsAt(fob: SimulatedFob, timeUs: number): number | undefined {
  const clock = fob.clock(timeUs);
  return clock === undefined ? undefined : clock.offsetUs / 1e6;
}

function pointAt(fob: SimulatedFob, timeUs: number): ForecastPoint[] {
  const offsetSeconds = offsetSecondsAt(fob, timeUs);
  return offsetSeconds === undefined ? [] : [{ at: isoTime(timeUs), offsetSeconds }];
}

/** From now to its end, or for twenty years. */
function cellForecast(fob: SimulatedFob, now: number, endUs: number): CellPoint[] {
  return Array.from({ length: cellPoints + 1 }, (_, i) => {
    const timeUs = now + Math.floor(((endUs - now) * i) / cellPoints);
    const { millivolts, percent } = fob.battery(timeUs);
    return { at: isoTime(timeUs), voltageMv: millivolts, percent };
  });
}

/** When the cell is empty at its present load; undefined beyond twenty years, or where it is empty already. */
function cellEndUs(fob: SimulatedFob, now: number): number | undefined {
  if (fob.model.soft || fob.battery(now).state === 'dead') return undefined;
  const empty = cellIsAtMost(fob, fob.model.battery.deadMillivolts);
  if (empty(now) || !empty(now + longestUs)) return undefined;
  return firstTime(now, now + longestUs, empty);
}

/** The time from which a press shows the end of the battery; `now` if it does so already, undefined if it never does. */
function codesEndUs(fob: SimulatedFob, now: number): number | undefined {
  const { batteryEnd } = fob.model;
  if (batteryEnd === undefined || fob.view(now).state === 'dead') return undefined;
  const atEnd = cellIsAtMost(fob, batteryEnd.endMillivolts);
  if (fob.hasFoundBatteryEnd?.() || atEnd(now)) return now;
  return atEnd(now + longestUs) ? firstTime(now, now + longestUs, atEnd) : undefined;
}

/** Whether the unloaded cell has fallen to a voltage, by the time asked for. */
function cellIsAtMost(fob: SimulatedFob, millivolts: number): (timeUs: number) => boolean {
  const { battery } = fob.model;
  return (timeUs) => cellAt(battery, fob.battery(timeUs).percent).millivolts <= millivolts;
}

/** When the offset first goes beyond the window, looked for a day at a time; `now` where it is out already. */
function leavesUs(
  fob: SimulatedFob,
  now: number,
  { halfUs, centreUs }: { halfUs: number; centreUs: number },
  end: number,
): number | undefined {
  const outside = (timeUs: number): boolean =>
    Math.abs((offsetSecondsAt(fob, timeUs) ?? 0) * 1e6 - centreUs) > halfUs;
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
