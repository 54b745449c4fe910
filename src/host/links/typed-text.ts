// The characters that a boot keyboard's reports type (HID 1.11 appendix B.1), on a US layout.
import { characterOf as characterOfScanCode, shiftFlag } from '../../../firmware-sim/wire/index.js';
import { characterOf } from '../../usb/index.js';

const eitherShift = 0x22;

/** A key that types no character stands as `[key 3a]`, by its usage. */
export function typedBy(reports: readonly Uint8Array[]): string {
  let typed = '';
  let down: readonly number[] = [];
  for (const report of reports) {
    const modifiers = report[0] ?? 0;
    const keys = [...report.subarray(2)].filter((usage) => usage !== 0);
    for (const usage of keys.filter((one) => !down.includes(one))) typed += characterBy(usage, modifiers);
    down = keys;
  }
  return typed;
}

function characterBy(usage: number, modifiers: number): string {
  const shift = (modifiers & eitherShift) === 0 ? 0 : shiftFlag;
  // The scan map knows the digits of the keypad, the layout everything else.
  const character = characterOf({ usage, modifiers }) ?? characterOfScanCode((usage & 0x7f) | shift);
  return character === '' ? `[key ${usage.toString(16).padStart(2, '0')}]` : character.replace('\r', '\n');
}
