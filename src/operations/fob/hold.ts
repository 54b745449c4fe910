import { digitsOnScreen, screenAnswer, screenLine } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, fobSerial, optional } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const hold = defineOperation({
  name: 'fob.hold',
  command: 'hold',
  summary: "hold a fob's button down: for a time, or until it is released",
  help: 'With a duration it takes the time that it takes: a paused bench advances by it, a running one is waited for. Without one the finger comes down and stays, over any other command and over quitting, until foblab release. Six seconds and more open the information menu of a GO 7; what is shorter is a press when the finger lifts. There is one finger: on a button that is held already it stays, and lifts at the earlier time.',
  examples: ['foblab hold 3315511111 6s', 'foblab hold 3315511111'],
  parameters: {
    fob: fobSerial(),
    for: optional(duration('how long the finger stays on the button; until foblab release where left out')),
  },
  positionals: ['fob', 'for'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, { fob, for: forUs }) {
    const { serial } = findFob(bench, fob);
    if (forUs !== undefined && (forUs <= 0 || forUs > 3600e6))
      throw new OperationError(
        'usage',
        'for: a hold lasts from 1us to 1h; leave it out for a finger that stays until foblab release',
      );
    const untilUs = forUs === undefined ? null : bench.nowUs() + forUs;
    bench.drive(serial, (simulated, now) =>
      forUs === undefined ? simulated.pressDown(now) : simulated.hold(now, forUs),
    );
    const held = bench.look(serial, (simulated) => simulated.fingerDown());
    return { ...screenAnswer(bench, serial), held, untilUs };
  },
  async settle({ bench }, _values, result) {
    if (result.untilUs === null) return result;
    await bench.reach(result.untilUs);
    const held = bench.look(result.serial, (simulated) => simulated.fingerDown());
    return { ...screenAnswer(bench, result.serial), held, untilUs: result.untilUs };
  },
  plain: digitsOnScreen,
  text: (result) =>
    `${screenLine(result)}${result.held ? `  finger on the button until foblab release ${result.serial}` : ''}`,
});
