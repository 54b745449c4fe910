import { type Datasheet, findModel } from '../../../devices/index.js';
import type { Bench } from '../../bench/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { names } from '../../contract/parameter.js';
import { listLinks } from '../../host/links/open-links.js';
import { defineOperation } from '../../host/operation.js';
import { findFob, type OperationContext } from '../../host/operation-context.js';
import { offsetCell } from '../fob/clock-reading.js';

export interface FobOverview {
  serial: string;
  /** The serial as the back of the fob has it. */
  printed: string;
  model: string;
  /** What sort of thing it is: with an LCD of its own or not. */
  kind: Datasheet['kind'];
  label: string;
  state: string;
  text: string;
  lcd: {
    /** One byte a position in hexadecimal, bit 0 segment a … bit 6 segment g, bit 7 the point. */
    segments: string;
    countdown: number;
    lowBattery: boolean;
  };
  /** Null where no clock runs. */
  offsetSeconds: number | null;
  driftPpm: number | null;
  battery: { millivolts: number; percent: number; state: string };
  /** Whether a finger is on its button. */
  held: boolean;
  /** Names of the faults that are on. */
  faults: string[];
  /** Paths of the links that the fob stands on. */
  links: string[];
}

export const overview = defineOperation({
  name: 'bench.overview',
  command: 'overview',
  summary: 'everything that a wall of fobs shows, in one answer: LCD segments, clock, battery, faults, links',
  examples: ['foblab overview --json', 'foblab overview 3315511111'],
  parameters: { fobs: names('only these fobs; all where left out', 'fob') },
  positionals: ['fobs'],
  effect: 'read',
  timing: 'immediate',
  run(context, { fobs }) {
    const { bench } = context;
    const serials =
      fobs.length === 0
        ? bench.fobs().map(({ serial }) => serial)
        : fobs.map((fob) => findFob(bench, fob).serial);
    const links = linksBySerial(context);
    return {
      at: isoTime(bench.nowUs()),
      rate: bench.time.rate,
      lastEvent: bench.log.last,
      fobs: serials.map((serial) => fobOverview(bench, serial, links.get(serial) ?? [])),
    };
  },
  text: ({ fobs }) =>
    fobs
      .map((fob) =>
        [
          fob.printed.padEnd(14),
          (fob.text || '(blank)').padEnd(14),
          fob.state.padEnd(8),
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
  const { modelId, label } = bench.entry(serial);
  const sheet = findModel(modelId);
  return bench.look(serial, (fob, now) => {
    const { state, text, frame } = fob.view(now);
    const clock = fob.clock(now);
    const battery = fob.battery(now);
    return {
      serial,
      printed: sheet.serial.print(serial),
      model: modelId,
      kind: sheet.kind,
      label,
      state,
      text,
      lcd: {
        segments: Buffer.from(frame.segments).toString('hex'),
        countdown: frame.annunciators.countdown,
        lowBattery: frame.annunciators.batteryLow,
      },
      offsetSeconds: clock === undefined ? null : clock.offsetUs / 1e6,
      driftPpm: clock === undefined ? null : Math.round(clock.driftPpm * 1e6) / 1e6,
      battery: { ...battery, percent: Math.round(battery.percent * 100) / 100 },
      held: fob.fingerDown(),
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
  // Looking at a bench opens no links, and loads nothing that could.
  for (const { serial, path } of listLinks(context.benchHost))
    bySerial.set(serial, [...(bySerial.get(serial) ?? []), path]);
  return bySerial;
}
