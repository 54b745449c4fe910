import { holdRangeSeconds } from '../../../firmware-sim/index.js';
import { digitsOnScreen, screenAnswer, screenLine } from '../../bench/screen-reading.js';
import { isoTime, parseIsoTime } from '../../contract/iso-time.js';
import { duration, fobSerial, optional } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { instantSchema, orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const hold = defineOperation({
  name: 'fob.hold',
  command: 'hold',
  summary: "hold a fob's button down: for a time, or until it is released",
  help: 'With a duration the command ends when the finger lifts: a paused bench advances by it, a running one is waited for. Without one the finger stays on the button until foblab release, also after this command and the bench’s owner end. Six seconds and more open the information menu of a GO 7; a shorter hold is a press when the finger lifts. A fob has one finger: where it is on the button already it stays, and lifts at the earlier of both times.',
  examples: ['foblab hold 3315511111 6s', 'foblab hold 3315511111'],
  parameters: {
    fob: fobSerial(),
    for: optional(
      duration('how long the finger stays; until foblab release where left out', holdRangeSeconds),
    ),
  },
  positionals: ['fob', 'for'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      held: t.Boolean({ description: 'whether the finger is on the button' }),
      untilAt: orNull(t, instantSchema(t, 'when the finger lifts; null until it is released')),
    }),
  run({ bench }, { fob, for: forUs }) {
    const { serial } = findFob(bench, fob);
    const untilAt = forUs === undefined ? null : isoTime(bench.nowUs() + forUs);
    bench.drive(serial, (simulated, now) =>
      forUs === undefined ? simulated.pressDown(now) : simulated.hold(now, forUs),
    );
    const held = bench.look(serial, (simulated) => simulated.isHeld());
    return { ...screenAnswer(bench, serial), held, untilAt };
  },
  async settle({ bench }, _values, result) {
    if (result.untilAt === null) return result;
    await bench.reach(parseIsoTime(result.untilAt)!);
    const held = bench.look(result.serial, (simulated) => simulated.isHeld());
    return { ...screenAnswer(bench, result.serial), held, untilAt: result.untilAt };
  },
  plain: digitsOnScreen,
  text: (result) =>
    `${screenLine(result)}${result.held ? `  finger on the button until foblab release ${result.serial}` : ''}`,
});
