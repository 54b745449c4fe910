import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial, optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { quotedWord } from '../../serials/index.js';
import { clockLine, clockReading, runningClock } from './clock-reading.js';

export const drift = defineOperation({
  name: 'fob.drift',
  command: 'drift',
  summary: "set a fob's net rate in ppm, or give it back to physics",
  help: '20 ppm for a year is 630.7 s. With `physics` the crystal decides again: tolerance, temperature and ageing.',
  examples: ['foblab drift 3315511111 20', 'foblab drift 3315511111 physics'],
  parameters: {
    fob: fobSerial(),
    ppm: optional(text('rate in ppm, positive runs fast; or the word physics', 'ppm|physics')),
  },
  positionals: ['fob', 'ppm'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, { fob, ppm }) {
    const { serial } = findFob(bench, fob);
    if (ppm !== undefined) bench.drive(serial, (simulated, now) => simulated.setDrift(now, readRate(ppm)));
    // The rate of a key's crystal can be set before its host has set its clock.
    const clock = ppm === undefined ? runningClock(bench, serial) : clockReading(bench, serial);
    return { ...screenAnswer(bench, serial), clock };
  },
  plain: (result) => (result.clock === null ? '' : String(result.clock.driftPpm)),
  text: ({ serial, clock }) =>
    clock === null ? `${serial}  rate set; no clock of it runs now` : clockLine(serial, clock),
});

function readRate(ppm: string): number | null {
  if (ppm === 'physics') return null;
  const rate = Number(ppm);
  if (ppm.trim() === '' || !(rate >= -100_000 && rate <= 100_000))
    throw new OperationError(
      'usage',
      `ppm: ${quotedWord(ppm)} given; expected a number from -100000 to 100000, or physics`,
    );
  return rate;
}
