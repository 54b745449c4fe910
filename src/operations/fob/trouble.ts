// What a person sees on a fob that gives no code, what it means and what to do: as the EPCS documents have it (check
// whether the battery indicator shows low power; press the button firmly; if nothing appears, the battery may be dead).
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import type { Trouble } from '../../contract/results/trouble.js';

const atItsEnd = 'it has found its battery at its end, and keeps that over a new cell';

/** Null where nothing is wrong with its battery. */
export function troubleOf(fob: SimulatedFob, nowUs: number): Trouble | null {
  if (fob.model.soft) return null;
  const { state, text, lowBattery } = fob.view(nowUs);
  const battery = fob.battery(nowUs);
  const voltageMv = battery.millivolts;
  const replaceFob = 'add a new fob (contact IT support)';
  if (state === 'dead')
    return text === ''
      ? {
          seen: 'nothing on the display',
          means: 'its battery is dead, and its memory with it',
          toDo: replaceFob,
          voltageMv,
        }
      : {
          seen: `the display stands on ${text}`,
          means: 'its memory was lost while it had no cell: its button is dead',
          toDo: replaceFob,
          voltageMv,
        };
  if (state === 'notice')
    return {
      seen: `the display shows “${fob.model.batteryEnd?.notice ?? text}” instead of a code`,
      means: atItsEnd,
      toDo: replaceFob,
      voltageMv,
    };
  if (battery.state === 'dead')
    return {
      seen: 'nothing on the display',
      means: 'its cell is out, and a new one comes in by itself',
      toDo: 'wait for the new one',
      voltageMv,
    };
  if (fob.hasFoundBatteryEnd?.())
    return {
      seen: `nothing on the display; a press shows “${fob.model.batteryEnd?.notice}” instead of a code`,
      means: atItsEnd,
      toDo: replaceFob,
      voltageMv,
    };
  if (battery.state === 'low')
    return {
      seen: lowBattery
        ? 'the battery indicator shows low power'
        : 'nothing yet: it has no sign for a low battery',
      means: 'its battery is nearly empty',
      toDo: 'press the button firmly, and order a new fob before it gives no code any more',
      voltageMv,
    };
  return null;
}
