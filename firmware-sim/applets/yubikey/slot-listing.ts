// The two slots of a YubiKey as a configuration tool lists them. No secret is in the list.
import { configurationFlag, yubikeySlotMode } from '../../wire/yubikey-configuration.js';
import type { SlotListing } from '../usb-applet.js';
import { isAwake, type YubikeySlot, type YubikeyState } from './state.js';

export function listSlots(key: YubikeyState): SlotListing[] {
  return key.slots.map((slot, number) => ({
    slot: `slot ${number + 1}, ${number === 0 ? 'short' : 'long'} touch`,
    ...describe(slot),
  }));
}

function describe(slot: YubikeySlot | null): Pick<SlotListing, 'holds' | 'gives'> {
  if (slot === null) return { holds: 'empty', gives: 'nothing' };
  if (!isAwake(slot)) return { holds: 'asleep: its owner can wake it', gives: 'nothing' };
  const { configurationFlags } = slot.configuration;
  switch (yubikeySlotMode(slot.configuration)) {
    case 'oath-hotp': {
      const digits = (configurationFlags & configurationFlag.hotpEightDigits) === 0 ? 6 : 8;
      return { holds: `HOTP SHA1, ${digits} digits`, gives: 'code' };
    }
    case 'yubico-otp':
      return { holds: 'Yubico OTP', gives: 'code' };
    case 'static':
      return { holds: 'static password', gives: 'password' };
    case 'challenge-hmac':
      return { holds: 'challenge-response, HMAC-SHA1', gives: 'answers' };
    default:
      return { holds: 'challenge-response, Yubico OTP', gives: 'answers' };
  }
}
