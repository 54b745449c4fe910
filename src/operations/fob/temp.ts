import {
  namedProfile,
  type ProfileName,
  profileNames,
  type TemperatureProfile,
} from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { parseDuration } from '../../contract/duration.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial, optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { quotedWord } from '../../serials/index.js';

export const temp = defineOperation({
  name: 'fob.temp',
  command: 'temp',
  summary: 'set the temperature that a fob lives at: a value, a profile, or a list of points',
  help: `Profiles: ${profileNames.join(', ')}. A list is <after>:<celsius>, counted from now, linear in between: 0s:21,3h:-10,60h:-10,64h:21.`,
  examples: [
    'foblab temp 3315511111 25',
    'foblab temp 3315511111 cold-weekend',
    'foblab temp 3315511111 0s:21,3h:-10,60h:-10,64h:21',
  ],
  parameters: {
    fob: fobSerial(),
    celsius: optional(text('°C, a profile, or a list of points', 'celsius|profile|points')),
  },
  positionals: ['fob', 'celsius'],
  effect: 'change',
  timing: 'immediate',
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
      throw new OperationError(
        'usage',
        `celsius: point ${quotedWord(point)} given; expected <after>:<celsius> such as 3h:-10`,
      );
    return { atUs, celsius: readCelsius(celsius) };
  });
  if (points.some((point, i) => i > 0 && point.atUs <= points[i - 1]!.atUs))
    throw new OperationError('usage', 'celsius: the points must rise in time');
  return { kind: 'points', startUs: nowUs, points };
}

function readCelsius(given: string): number {
  const value = Number(given);
  if (given.trim() === '' || !(value >= -55 && value <= 125))
    throw new OperationError(
      'usage',
      `celsius: ${quotedWord(given)} given; expected -55 to 125, or one of ${profileNames.join(', ')}`,
    );
  return value;
}
