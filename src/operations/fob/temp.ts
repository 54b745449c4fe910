import {
  namedProfile,
  type ProfileName,
  profileNames,
  type TemperatureProfile,
  temperatureRangeCelsius,
} from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { parseDuration } from '../../contract/duration.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial, numberOrText, optional } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { quotedWord } from '../../serials/index.js';

export const temp = defineOperation({
  name: 'fob.temp',
  command: 'temp',
  summary: 'set the temperature of a fob: a value, a profile, or a list of points',
  help: `Profiles: ${profileNames.join(', ')}. A list is <after>:<celsius>, counted from now, linear in between: 0s:21,3h:-10,60h:-10,64h:21.`,
  examples: [
    'foblab temp 3315511111 25',
    'foblab temp 3315511111 cold-weekend',
    'foblab temp 3315511111 0s:21,3h:-10,60h:-10,64h:21',
  ],
  parameters: {
    fob: fobSerial(),
    celsius: optional(numberOrText('°C, a profile, or a list of points', 'celsius|profile|points')),
  },
  positionals: ['fob', 'celsius'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ ...screenFields(t), celsius: t.Number({ description: 'now, °C' }) }),
  run({ bench }, { fob, celsius }) {
    const { serial } = findFob(bench, fob);
    if (celsius !== undefined)
      bench.drive(serial, (simulated, now) => simulated.setTemperature(now, readProfile(celsius, now)));
    const reading = bench.look(serial, (simulated, now) => simulated.celsius(now));
    return { ...screenAnswer(bench, serial), celsius: Math.round(reading * 100) / 100 };
  },
  plain: (result) => String(result.celsius),
  text: (result) => `${result.serial}  ${result.celsius} °C`,
});

function readProfile(given: string, nowUs: number): TemperatureProfile {
  if ((profileNames as readonly string[]).includes(given)) return namedProfile(given as ProfileName, nowUs);
  if (!given.includes(':')) return { kind: 'constant', celsius: readCelsius(given) };
  const points = given.split(',').map((point) => {
    const [after = '', celsius = ''] = point.split(':');
    const atUs = parseDuration(after);
    if (atUs === undefined || atUs < 0)
      throw wrong(`point ${quotedWord(point)}`, '<after>:<celsius> such as 3h:-10');
    return { atUs, celsius: readCelsius(celsius) };
  });
  if (points.some((point, i) => i > 0 && point.atUs <= points[i - 1]!.atUs))
    throw wrong('a list that goes back in time', 'points that rise in time');
  return { kind: 'points', startUs: nowUs, points };
}

function readCelsius(given: string): number {
  const value = Number(given);
  const { minimum, maximum } = temperatureRangeCelsius;
  if (given.trim() === '' || !(value >= minimum && value <= maximum))
    throw wrong(quotedWord(given), `${minimum} to ${maximum}, or one of ${profileNames.join(', ')}`);
  return value;
}

function wrong(given: string, expected: string): OperationError {
  return new OperationError('usage', `celsius: ${given} given; expected ${expected}`, {
    parameter: 'celsius',
    expected,
  });
}
