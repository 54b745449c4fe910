import { findFob } from '../context.js';
import { defineOperation } from '../operation.js';
import { fobSerial } from '../parameter.js';
import { digitsOnScreen, screenAnswer, screenLine } from './screen-answer.js';

export const press = defineOperation({
  name: 'fob.press',
  command: 'press',
  summary: "press a fob's button once, as a finger does",
  help: 'A press is literal: on a GO 7 a second press while a code is shown switches the display off. To get a code whatever the display does, use foblab code.',
  examples: ['foblab press 3315511111', 'foblab press 3315511111 --plain'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  mode: 'change',
  run({ bench }, { fob }) {
    const { serial } = findFob(bench, fob);
    bench.drive(serial, (simulated, now) => simulated.press(now));
    return screenAnswer(bench, serial);
  },
  plain: digitsOnScreen,
  text: screenLine,
});
