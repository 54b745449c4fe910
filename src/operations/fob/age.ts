import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, fobSerial } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { clockLine, clockReading, noClockText, whyNoClock } from './clock-reading.js';

export const age = defineOperation({
  name: 'fob.age',
  command: 'age',
  summary: 'age one fob: its crystal, battery and offset move as if the time had passed',
  help: "The bench's time stays, so an aged fob can be held against a server that lives in wall time.",
  examples: ['foblab age 3315511111 365d'],
  parameters: { fob: fobSerial(), by: duration('how much older the fob gets') },
  positionals: ['fob', 'by'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, { fob, by }) {
    const { serial } = findFob(bench, fob);
    if (by <= 0)
      throw new OperationError('usage', 'a fob only gets older; give a duration above 0, such as 365d');
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
