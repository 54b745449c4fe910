// The slots of a Nitrokey Pro as its app lists them. No secret is in the list.
import { isHotpSlot, isTotpSlot, nitrokeySlotFlag } from '../../wire/nitrokey-commands.js';
import type { SlotListing } from '../usb-applet.js';
import type { NitrokeySlot, NitrokeyState } from './state.js';

/** The slots that are written. The key has no button, so codes come over USB only. */
export function listSlots({ slots }: NitrokeyState): SlotListing[] {
  return slots
    .filter(({ number }) => isHotpSlot(number) || isTotpSlot(number))
    .sort((a, b) => a.number - b.number)
    .map((slot) => ({ slot: nameOf(slot), holds: describe(slot), gives: 'answers' }));
}

function nameOf({ number, name }: NitrokeySlot): string {
  const text = String.fromCharCode(...name.filter((byte) => byte >= 0x20 && byte < 0x7f)).trim();
  const place = isHotpSlot(number) ? `HOTP slot ${(number & 0xf) + 1}` : `TOTP slot ${(number & 0xf) + 1}`;
  return text === '' ? place : `${place} “${text}”`;
}

function describe({ number, flags, counterOrInterval }: NitrokeySlot): string {
  const digits = (flags & nitrokeySlotFlag.eightDigits) === 0 ? 6 : 8;
  return `SHA1, ${digits} digits${isHotpSlot(number) ? '' : `, ${counterOrInterval} s step`}`;
}
