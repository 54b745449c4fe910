import { findFob } from '../context.js';
import { defineOperation } from '../operation.js';
import { OperationError } from '../operation-error.js';
import { duration, fobSerial } from '../parameter.js';
import { digitsOnScreen, screenAnswer, screenLine } from './screen-answer.js';

export const hold = defineOperation({
  name: 'fob.hold',
  command: 'hold',
  summary: "hold a fob's button down for a time",
  help: 'A hold takes the time that it takes: a paused bench advances by it, a running one is waited for. Six seconds and more open the information menu of a GO 7.',
  examples: ['foblab hold 3315511111 6s'],
  parameters: { fob: fobSerial(), for: duration('how long the finger stays on the button') },
  positionals: ['fob', 'for'],
  mode: 'change',
  run({ bench }, values) {
    const { serial } = findFob(bench, values.fob);
    if (values.for <= 0 || values.for > 3600e6)
      throw new OperationError('usage', 'for: a hold lasts from 1us to 1h');
    const untilUs = bench.nowUs() + values.for;
    bench.drive(serial, (simulated, now) => simulated.hold(now, values.for));
    return { ...screenAnswer(bench, serial), untilUs };
  },
  async settle({ bench }, _values, result) {
    await bench.reach(result.untilUs);
    return { ...screenAnswer(bench, result.serial), untilUs: result.untilUs };
  },
  plain: digitsOnScreen,
  text: screenLine,
});
