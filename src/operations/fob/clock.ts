import { offsetRangeSeconds } from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { fobSerial, number, optional } from '../../contract/parameter.js';
import { clockSchema } from '../../contract/results/clock.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { clockLine, runningClock } from './clock-reading.js';

export const clock = defineOperation({
  name: 'fob.clock',
  command: 'clock',
  summary: "read a fob's clock, or set how far it is off",
  examples: ['foblab clock 3315511111', 'foblab clock 3315511111 --offset -90'],
  parameters: {
    fob: fobSerial(),
    offset: optional(number('fob time minus true time', { ...offsetRangeSeconds, unit: 's' })),
  },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ ...screenFields(t), clock: t.shared(clockSchema) }),
  run({ bench }, { fob, offset }) {
    const { serial } = findFob(bench, fob);
    if (offset !== undefined)
      bench.drive(serial, (simulated, now) => simulated.setOffset(now, Math.round(offset * 1e6)));
    return { ...screenAnswer(bench, serial), clock: runningClock(bench, serial) };
  },
  plain: (result) => String(result.clock.offsetSeconds),
  text: (result) => clockLine(result.serial, result.clock),
});
