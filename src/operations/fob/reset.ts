import { findFob } from '../context.js';
import { defineOperation } from '../operation.js';
import { fobSerial } from '../parameter.js';
import { screenAnswer, screenLine } from './screen-answer.js';

export const reset = defineOperation({
  name: 'fob.reset',
  command: 'reset',
  summary: 'take all faults off a fob and switch its display off; seed, counter and clock stay',
  examples: ['foblab reset 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  mode: 'change',
  run({ bench }, { fob }) {
    const { serial } = findFob(bench, fob);
    bench.drive(serial, (simulated, now) => simulated.reset(now));
    return screenAnswer(bench, serial);
  },
  text: screenLine,
});
