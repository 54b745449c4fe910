import { type DeviceKind, findModel } from '../../../devices/index.js';
import type { FobEvent, SimulatedFob, SlotListing } from '../../../firmware-sim/index.js';
import type { Bench } from '../../bench/index.js';
import { digitsOnScreen, screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { type Trouble, troubleOf } from './trouble.js';

export const code = defineOperation({
  name: 'fob.code',
  command: 'code',
  summary: 'get a fresh code off a fob, as a person would',
  help: 'Switches the display off where it is on, presses, and reads the digits off the glass; of a USB key, what a touch types. Exits 1 where the fob gives none, and says why.',
  examples: ['foblab code 3315511111 --plain'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, { fob }) {
    const { serial, modelId } = findFob(bench, fob);
    if (bench.look(serial, (simulated) => simulated.fingerDown()))
      throw new OperationError(
        'refused',
        `${serial} cannot be pressed: a finger is on its button; take it off first (foblab release ${serial})`,
      );
    const slots = bench.look(serial, (simulated) => simulated.slots?.());
    if (slots !== undefined) return { ...touchKey(bench, serial, slots) };
    bench.drive(serial, (simulated, now) => freshCode(simulated, now));
    const answer = screenAnswer(bench, serial);
    const digits = digitsOnScreen(answer);
    if (answer.screen.state !== 'showing' || digits !== answer.screen.text || digits === '') {
      const trouble = bench.look(serial, (simulated, now) => troubleOf(simulated, now));
      const { state, text } = answer.screen;
      throw new OperationError('refused', noCode(serial, findModel(modelId).kind, state, text, trouble));
    }
    return { ...answer, code: digits };
  },
  plain: (result) => result.code,
  text: (result) => result.code,
});

/** A touch of a key: what it types is the code. A slot that types none is not touched. */
function touchKey(bench: Bench, serial: string, slots: readonly SlotListing[]) {
  const [first] = slots;
  if (first?.gives !== 'code') throw new OperationError('refused', noTypedCode(serial, first));
  bench.drive(serial, (simulated, now) => simulated.press(now));
  const answer = screenAnswer(bench, serial);
  const { text } = answer.screen;
  if (text === '')
    throw new OperationError(
      'refused',
      `${serial} typed nothing: its contact is dead, its host waits for a touch, or its counter is used up (foblab show ${serial})`,
    );
  return { ...answer, code: text };
}

function noTypedCode(serial: string, slot: SlotListing | undefined): string {
  if (slot === undefined) return `${serial} gives no code: no slot of it is written; its host writes one`;
  const { slot: place, holds, gives } = slot;
  if (gives === 'password') return `${serial} gives no code: ${place} types a ${holds}, the same each time`;
  if (gives === 'answers')
    return `${serial} types no code: ${place} (${holds}) answers its host alone; plug it in (foblab serve --usbip)`;
  return `${serial} gives no code: ${place} is ${holds}`;
}

/** A press more than it takes to leave the longest menu is a button that does nothing. */
const mostPresses = 12;

function freshCode(fob: SimulatedFob, now: number): FobEvent[] {
  const events: FobEvent[] = [];
  for (let presses = 0; presses < mostPresses && fob.view(now).state !== 'asleep'; presses++) {
    const { state } = fob.view(now);
    if (state === 'dead' || state === 'inactive' || state === 'notice') return events;
    const before = fob.view(now);
    events.push(...fob.press(now));
    const after = fob.view(now);
    // A model that shows a new code on every press has just done so.
    if (after.state === 'showing' && before.state === 'showing' && !fob.model.lcd.pressWhileOnSwitchesOff)
      return events;
  }
  return [...events, ...fob.press(now)];
}

function noCode(
  serial: string,
  kind: DeviceKind,
  state: string,
  shown: string,
  trouble: Trouble | null,
): string {
  if (trouble !== null && (state === 'dead' || state === 'notice'))
    return `${serial} gives no code: ${trouble.seen}: ${trouble.means}; ${trouble.toDo}`;
  if (state === 'inactive')
    return `${serial} is not active and gives no codes: scan its activation image (foblab activation scan ${serial} --image-file <file>)`;
  if (kind === 'phone')
    return `${serial} has received no code that is still good: send it one (foblab phone receive ${serial} --code-file <file>)`;
  if (shown !== '')
    return `${serial} shows ${JSON.stringify(shown)}, which is no code: look at its faults (foblab show ${serial})`;
  if (trouble !== null)
    return `${serial} shows nothing: its battery (${trouble.millivolts} mV) does not carry a computation; warm it up or add a new fob`;
  return `${serial} shows nothing: press its button firmly and look at its display (foblab show ${serial}); if nothing appears, its battery may be dead`;
}
