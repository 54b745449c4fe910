import { driftRangePpm } from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { fobSerial, numberOrWord, optional } from '../../contract/parameter.js';
import { clockSchema } from '../../contract/results/clock.js';
import { screenFields } from '../../contract/results/screen.js';
import { orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { clockLine, clockReading, runningClock } from './clock-reading.js';

export const drift = defineOperation({
  name: 'fob.drift',
  command: 'drift',
  summary: "set a fob's net rate in ppm, or give it back to physics",
  help: '20 ppm for a year is 630.7 s. With `physics` the crystal decides again: tolerance, temperature and ageing.',
  examples: ['foblab drift 3315511111 20', 'foblab drift 3315511111 physics'],
  parameters: {
    fob: fobSerial(),
    ppm: optional(
      numberOrWord('rate, positive runs fast; or the word physics', { ...driftRangePpm, unit: 'ppm' }, [
        'physics',
      ]),
    ),
  },
  positionals: ['fob', 'ppm'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ ...screenFields(t), clock: orNull(t, t.shared(clockSchema)) }),
  run({ bench }, { fob, ppm }) {
    const { serial } = findFob(bench, fob);
    if (ppm !== undefined)
      bench.drive(serial, (simulated, now) => simulated.setDrift(now, ppm === 'physics' ? null : ppm));
    // The rate of a key's crystal can be set before its host sets its clock.
    const clock = ppm === undefined ? runningClock(bench, serial) : clockReading(bench, serial);
    return { ...screenAnswer(bench, serial), clock };
  },
  plain: (result) => (result.clock === null ? '' : String(result.clock.driftPpm)),
  text: ({ serial, clock }) =>
    clock === null ? `${serial}  rate set; its clock does not run now` : clockLine(serial, clock),
});
