import { ageRangeSeconds } from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { duration, fobSerial } from '../../contract/parameter.js';
import { clockFields } from '../../contract/results/clock.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { clockLine, clockReading, noClockText, whyNoClock } from './clock-reading.js';

export const age = defineOperation({
  name: 'fob.age',
  command: 'age',
  summary: 'age one fob: its crystal, battery and offset move as if the time passed',
  help: "The bench's time stays, so that an aged fob can be tested against a server in wall time.",
  examples: ['foblab age 3315511111 365d'],
  parameters: { fob: fobSerial(), by: duration('how much older the fob gets', ageRangeSeconds) },
  positionals: ['fob', 'by'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ ...screenFields(t), ...clockFields(t) }),
  run({ bench }, { fob, by }) {
    const { serial } = findFob(bench, fob);
    bench.drive(serial, (simulated, now) => simulated.age(now, by));
    return {
      ...screenAnswer(bench, serial),
      clock: clockReading(bench, serial),
      noClock: whyNoClock(bench, serial),
    };
  },
  text: ({ serial, clock, noClock }) =>
    clock === null ? `${serial}  clock ${noClockText(noClock)}` : clockLine(serial, clock),
});
