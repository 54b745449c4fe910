import type { Bench } from '../../bench/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { serials } from '../../contract/parameter.js';
import { type FobOverview, fobOverviewSchema } from '../../contract/results/fob.js';
import { instantSchema } from '../../contract/schema.js';
import { listLinks } from '../../host/links/open-links.js';
import { defineOperation } from '../../host/operation.js';
import { findFob, type OperationContext } from '../../host/operation-context.js';
import { batteryAnswer } from '../fob/battery-reading.js';
import { offsetCell } from '../fob/clock-reading.js';
import { listedFob } from '../fob/fob-answer.js';

export const overview = defineOperation({
  name: 'bench.overview',
  command: 'overview',
  summary: 'LCD, clock, battery, faults and links of every fob, in one answer',
  examples: ['foblab overview --json', 'foblab overview 3315511111'],
  parameters: { fobs: serials('only these fobs; all where left out', 'fob') },
  positionals: ['fobs'],
  effect: 'read',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      at: instantSchema(t),
      rate: t.Number({ description: 'true seconds in one wall second; 0 is paused' }),
      seq: t.Integer({ description: 'number of the last event' }),
      fobs: t.Array(t.shared(fobOverviewSchema)),
    }),
  run(context, { fobs }) {
    const { bench } = context;
    const serials =
      fobs.length === 0
        ? bench.fobs().map(({ serial }) => serial)
        : fobs.map((fob) => findFob(bench, fob).serial);
    const links = linksBySerial(context);
    /** A damaged fob is left out of all, and named where it was asked for. */
    const readable = (serial: string): FobOverview | undefined => {
      try {
        return fobOverview(bench, serial, links.get(serial) ?? []);
      } catch (error) {
        if (fobs.length > 0 || !(error instanceof OperationError && error.code === 'damaged')) throw error;
        return undefined;
      }
    };
    return {
      at: isoTime(bench.nowUs()),
      rate: bench.time.rate,
      seq: bench.log.last,
      fobs: serials.flatMap((serial) => readable(serial) ?? []),
    };
  },
  text: ({ fobs }) =>
    fobs
      .map((fob) =>
        [
          fob.printed.padEnd(14),
          (fob.screen.text || '(blank)').padEnd(14),
          fob.screen.state.padEnd(8),
          offsetCell(fob.offsetSeconds).padStart(10),
          (fob.driftPpm === null ? '' : `${fob.driftPpm.toFixed(2)} ppm`).padStart(12),
          `${fob.battery.percent.toFixed(0)} %`.padStart(6),
          ...(fob.held ? ['finger on'] : []),
          ...fob.faults,
          ...fob.links,
        ].join('  '),
      )
      .join('\n'),
});

function fobOverview(bench: Bench, serial: string, links: string[]): FobOverview {
  const entry = bench.entry(serial);
  return bench.look(serial, (fob, now) => {
    const { segments, annunciators } = fob.view(now).frame;
    const clock = fob.clock(now);
    return {
      ...listedFob(bench, entry),
      lcd: {
        segments: Buffer.from(segments).toString('hex'),
        countdown: annunciators.countdown,
        lowBattery: annunciators.batteryLow,
      },
      driftPpm: clock === undefined ? null : Math.round(clock.driftPpm * 1e6) / 1e6,
      battery: batteryAnswer(fob.battery(now)),
      faults: fob
        .faults()
        .filter(({ active }) => active)
        .map(({ name }) => name),
      links,
    };
  });
}

function linksBySerial(context: OperationContext): Map<string, string[]> {
  const bySerial = new Map<string, string[]>();
  // A read opens no links and loads no code of them.
  for (const { serial, path } of listLinks(context.benchHost))
    bySerial.set(serial, [...(bySerial.get(serial) ?? []), path]);
  return bySerial;
}
