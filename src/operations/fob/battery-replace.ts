import { FobError } from '../../../firmware-sim/index.js';
import { screenAnswer, screenLine } from '../../bench/screen-reading.js';
import { isoTime, parseIsoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, duration, fobSerial, optional } from '../../contract/parameter.js';
import { batterySchema } from '../../contract/results/battery.js';
import { screenFields } from '../../contract/results/screen.js';
import { instantSchema } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { batteryAnswer } from './battery-reading.js';

/** How long a fob is without a cell: a change at once, and the five minutes that one blogger took. */
const withoutUs = { quickly: 5e6, slowly: 300e6 } as const;

export const replaceBattery = defineOperation({
  name: 'fob.battery-replace',
  command: 'battery replace',
  summary: "change a fob's cell as a person does it: quickly, or so slowly that the memory is lost",
  help: 'Takes the cell out and puts a new one in after 5 s, or after 5 minutes with slowly. It takes the time that it takes: a paused bench advances by it, a running one is waited for. A fob that has found its battery at its end keeps that over a quick change; a slow one loses its memory, and with it its seed, for good. A card’s cell cannot be changed.',
  examples: [
    'foblab battery replace 3315511111',
    'foblab battery replace 3315511111 slowly',
    'foblab battery replace 3315511111 --without 90s',
  ],
  parameters: {
    fob: fobSerial(),
    pace: optional(choice('how the cell is changed; quickly where left out', ['quickly', 'slowly'])),
    without: optional(duration('how long the fob is without a cell, in place of a pace; at most 1h')),
  },
  positionals: ['fob', 'pace'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      battery: t.shared(batterySchema),
      untilAt: instantSchema(t, 'when the new cell is in'),
    }),
  run({ bench }, { fob, pace, without }) {
    const { serial } = findFob(bench, fob);
    if (pace !== undefined && without !== undefined)
      throw new OperationError('usage', 'give a pace or --without, not both');
    const lengthUs = without ?? withoutUs[pace ?? 'quickly'];
    const untilUs = bench.nowUs() + lengthUs;
    bench.drive(serial, (simulated, now) => {
      if (simulated.replaceCell === undefined)
        throw new FobError('unsupported', `${simulated.model.product} has no cell of its own`);
      return simulated.replaceCell(now, lengthUs);
    });
    return { ...screenAnswer(bench, serial), battery: readingOf(bench, serial), untilAt: isoTime(untilUs) };
  },
  async settle({ bench }, _values, result) {
    await bench.reach(parseIsoTime(result.untilAt)!);
    return {
      ...screenAnswer(bench, result.serial),
      battery: readingOf(bench, result.serial),
      untilAt: result.untilAt,
    };
  },
  plain: (result) => result.screen.state,
  text: (result) =>
    `${screenLine(result)}  ${result.screen.state === 'dead' ? 'its memory is lost' : 'its memory is kept'}`,
});

function readingOf(bench: Parameters<typeof screenAnswer>[0], serial: string) {
  return bench.look(serial, (simulated, now) => batteryAnswer(simulated.battery(now)));
}
