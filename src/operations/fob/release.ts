import { digitsOnScreen, screenAnswer, screenLine } from '../../bench/screen-reading.js';
import { fobSerial } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const release = defineOperation({
  name: 'fob.release',
  command: 'release',
  summary: "take the finger off a fob's button (foblab hold)",
  help: 'A finger that stayed for less than the hold time of the model was a press, which happens now. Without a finger on the button nothing happens.',
  examples: ['foblab release 3315511111', 'foblab release 3315511111 --plain'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      held: t.Literal(false),
      released: t.Boolean({ description: 'whether a finger was on the button' }),
    }),
  run({ bench }, { fob }) {
    const { serial } = findFob(bench, fob);
    const released = bench.look(serial, (simulated) => simulated.isHeld());
    bench.drive(serial, (simulated, now) => simulated.release(now));
    return { ...screenAnswer(bench, serial), held: false as const, released };
  },
  plain: digitsOnScreen,
  text: (result) => `${screenLine(result)}${result.released ? '' : '  no finger was on the button'}`,
});
