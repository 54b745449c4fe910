import { type DeviceKind, findModel } from '../../../devices/index.js';
import type { FobEvent, SimulatedFob, SlotListing } from '../../../firmware-sim/index.js';
import type { Bench } from '../../bench/index.js';
import { digitsOnScreen, screenAnswer } from '../../bench/screen-reading.js';
import { isoTime, parseIsoTime } from '../../contract/iso-time.js';
import { OperationError, type Remedy } from '../../contract/operation-error.js';
import { duration, flag, fobSerial, optional } from '../../contract/parameter.js';
import { type Screen, type ScreenAnswer, screenFields } from '../../contract/results/screen.js';
import type { Trouble } from '../../contract/results/trouble.js';
import { instantSchema, orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { scanRemedy } from './activation-remedy.js';
import { codeValidUntilUs } from './code-validity.js';
import { goodFromUs } from './next-good-code.js';
import { troubleOf } from './trouble.js';

export type CodeAnswer = ScreenAnswer & {
  code: string;
  validUntilAt: string | null;
  secondsLeft: number | null;
};

export const code = defineOperation({
  name: 'fob.code',
  command: 'code',
  summary: 'get a fresh code off a fob, as a person would',
  help: 'Switches the display off where it is on, presses, and reads the digits off the LCD; a USB key is touched, and its code is what it types. Says until when the code is good, so that a script can wait for one that does not expire while it is typed. --unused and --valid-for wait for one, in the bench’s time: a paused bench advances to it. Exits 1 where the fob gives no code, and says why.',
  examples: ['foblab code 3315511111 --plain', 'foblab code 3315511111 --unused --valid-for 10s'],
  parameters: {
    fob: fobSerial(),
    unused: flag(
      'wait for a code that the fob has not given before: a second one of its time step is a replay',
    ),
    validFor: optional(duration('wait for a code that is good that long at least')),
  },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      code: t.String(),
      validUntilAt: orNull(
        t,
        instantSchema(
          t,
          "true time at which its time step ends by the fob's own clock, or a received code expires; a verifier's window adds to it",
        ),
      ),
      secondsLeft: orNull(t, t.Number({ description: 'from at to validUntilAt' })),
    }),
  run({ bench }, { fob, unused, validFor: validForUs }) {
    if (!unused && validForUs === undefined) return readCode(bench, fob);
    const { serial } = findFob(bench, fob);
    const fromUs = goodFromUs(bench, serial, { unused, validForUs });
    if (fromUs === undefined) return readCode(bench, fob);
    return { ...screenAnswer(bench, serial), code: notYet, validUntilAt: isoTime(fromUs), secondsLeft: null };
  },
  async settle({ bench, once, signal }, { fob, unused, validFor: validForUs }, result) {
    if (result.code !== notYet) return result;
    const { serial } = result;
    let fromUs: number | undefined = parseIsoTime(result.validUntilAt!);
    // Another client may press meanwhile.
    while (fromUs !== undefined) {
      if (!(await bench.reach(fromUs, signal)))
        throw new OperationError('timeout', `${serial}: the wait for its code was given up`);
      fromUs = goodFromUs(bench, serial, { unused, validForUs });
    }
    return once('code', () => readCode(bench, fob));
  },
  plain: (result) => result.code,
  text: (result) => result.code,
});

/** Stands for a code that is awaited. */
const notYet = '';

/** Reads a code off a fob as it is now. @throws OperationError `refused` where it gives none. */
export function readCode(bench: Bench, fob: string): CodeAnswer {
  const { serial, modelId } = findFob(bench, fob);
  if (bench.look(serial, (simulated) => simulated.isHeld()))
    throw new OperationError(
      'refused',
      `${serial} cannot be pressed: a finger is on its button; take it off first`,
      { remedy: { operation: 'fob.release', arguments: { fob: serial } } },
    );
  const slots = bench.look(serial, (simulated) => simulated.slots?.());
  if (slots !== undefined) return touchKey(bench, serial, slots);
  bench.drive(serial, (simulated, now) => freshCode(simulated, now));
  const answer = screenAnswer(bench, serial);
  const digits = digitsOnScreen(answer);
  if (answer.screen.state !== 'showing' || digits !== answer.screen.text || digits === '') {
    const trouble = bench.look(serial, (simulated, now) => troubleOf(simulated, now));
    throw noCode(serial, findModel(modelId).kind, answer.screen, trouble);
  }
  return { ...answer, code: digits, ...validity(bench, serial) };
}

/** Touches a key: its code is what it types. A slot that types none is not touched. */
function touchKey(bench: Bench, serial: string, slots: readonly SlotListing[]) {
  const [first] = slots;
  if (first?.gives !== 'code') throw noTypedCode(serial, first);
  bench.drive(serial, (simulated, now) => simulated.press(now));
  const answer = screenAnswer(bench, serial);
  const { text } = answer.screen;
  if (text === '')
    throw new OperationError(
      'refused',
      `${serial} typed nothing: its contact is dead, its host waits for a touch, or its counter is used up`,
      { remedy: { operation: 'fob.show', arguments: { fob: serial } } },
    );
  // A touch types an event-based code.
  return { ...answer, code: text, validUntilAt: null, secondsLeft: null };
}

function validity(bench: Bench, serial: string) {
  return bench.look(serial, (simulated, now) => {
    const untilUs = codeValidUntilUs(simulated, now);
    return untilUs === undefined
      ? { validUntilAt: null, secondsLeft: null }
      : { validUntilAt: isoTime(untilUs), secondsLeft: (untilUs - now) / 1e6 };
  });
}

function noTypedCode(serial: string, slot: SlotListing | undefined): OperationError {
  if (slot === undefined)
    return new OperationError(
      'refused',
      `${serial} gives no code: no slot of it is written; its host writes one`,
    );
  const { slot: place, holds, gives } = slot;
  if (gives === 'password')
    return new OperationError(
      'refused',
      `${serial} gives no code: ${place} types a ${holds}, the same each time`,
    );
  if (gives === 'answers')
    return new OperationError(
      'refused',
      `${serial} types no code: ${place} (${holds}) answers its host alone; plug it in`,
      { remedy: { operation: 'link.serve', arguments: { usbip: true } } },
    );
  return new OperationError('refused', `${serial} gives no code: ${place} is ${holds}`);
}

/** More presses than it takes to leave the longest menu: the button does nothing. */
const mostPresses = 12;

function freshCode(fob: SimulatedFob, now: number): FobEvent[] {
  const events: FobEvent[] = [];
  for (let presses = 0; presses < mostPresses && fob.view(now).state !== 'asleep'; presses++) {
    const { state } = fob.view(now);
    if (state === 'dead' || state === 'inactive' || state === 'notice') return events;
    const before = fob.view(now);
    events.push(...fob.press(now));
    const after = fob.view(now);
    // This model shows a new code on every press, so this press did.
    if (after.state === 'showing' && before.state === 'showing' && !fob.model.lcd.pressWhileOnSwitchesOff)
      return events;
  }
  return [...events, ...fob.press(now)];
}

function noCode(
  serial: string,
  kind: DeviceKind,
  { state, text: shown }: Screen,
  trouble: Trouble | null,
): OperationError {
  const refused = (why: string, remedy?: Remedy): OperationError =>
    new OperationError('refused', `${serial} ${why}`, { remedy });
  const show: Remedy = { operation: 'fob.show', arguments: { fob: serial } };
  if (trouble !== null && (state === 'dead' || state === 'notice'))
    return refused(`gives no code: ${trouble.seen}: ${trouble.means}; ${trouble.toDo}`);
  if (state === 'inactive')
    return refused('is not active and gives no codes: scan its activation image', scanRemedy(serial));
  if (kind === 'phone')
    return refused('has received no code that is still good: send it one', {
      operation: 'phone.receive',
      arguments: { fob: serial, code: '<file>' },
    });
  if (shown !== '')
    return refused(`shows ${JSON.stringify(shown)}, which is no code: look at its faults`, show);
  if (trouble !== null)
    return refused(
      `shows nothing: its battery (${trouble.voltageMv} mV) does not carry a computation; warm it up or add a new fob`,
    );
  return refused(
    'shows nothing: press its button firmly and look at its display; if nothing appears, its battery may be dead',
    show,
  );
}
