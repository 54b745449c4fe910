import { screenAnswer, screenLine } from '../../bench/screen-reading.js';
import { fobSerial } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const reset = defineOperation({
  name: 'fob.reset',
  command: 'reset',
  summary: 'take all faults off a fob and switch its display off; seed, counter and clock stay',
  examples: ['foblab reset 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object(screenFields(t)),
  run({ bench }, { fob }) {
    const { serial } = findFob(bench, fob);
    bench.drive(serial, (simulated, now) => simulated.reset(now));
    return screenAnswer(bench, serial);
  },
  text: screenLine,
});
