// What a slot computes: HMAC answers, Yubico OTP blocks and HOTP codes, with the counters they use up.
import { ecb } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { otpCode } from '../../otp.js';
import type { RandomSource } from '../../random.js';
import { encodeYubicoOtpBlock } from '../../wire/yubico-otp-block.js';
import { configurationFlag, joinLongKey } from '../../wire/yubikey-configuration.js';
import type { Moment } from '../usb-applet.js';
import { timestampAt, type YubikeySlot, type YubikeyState } from './state.js';

/** Bit 15 of the usage counter is a flag, so a slot gives no more OTPs after this one. */
const lastUsageCounter = 0x7fff;

/** HMAC-SHA1 over the 64 bytes, or over what is left when all trailing bytes equal to the last are gone (LT64). */
export function hmacAnswer(slot: YubikeySlot, challenge: Uint8Array): Uint8Array {
  const { configurationFlags } = slot.configuration;
  let size = challenge.length;
  if ((configurationFlags & configurationFlag.challengeShorterThan64) !== 0) {
    const pad = challenge[size - 1];
    while (size > 0 && challenge[size - 1] === pad) size--;
  }
  return hmac(sha1, joinLongKey(slot.configuration), challenge.subarray(0, size));
}

/** One Yubico OTP block under `identity`, encrypted; undefined when the slot's counter is used up. */
export function yubicoOtp(
  key: YubikeyState,
  slot: YubikeySlot,
  identity: Uint8Array,
  at: Moment,
  random: RandomSource,
): Uint8Array | undefined {
  if (!countUse(slot)) return undefined;
  const block = encodeYubicoOtpBlock({
    uid: identity,
    usageCounter: slot.usageCounter,
    timestamp: timestampAt(key, at),
    sessionCounter: slot.sessionCounter,
    random: random.nextUint32() & 0xffff,
  });
  return encryptBlock(slot.configuration.key, block);
}

export function encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return ecb(key, { disablePadding: true }).encrypt(block);
}

/** RFC 4226 §5; the counter has moved on before the code is out. */
export function nextHotp(slot: YubikeySlot): string {
  const counter = slot.movingFactor++;
  const eight = (slot.configuration.configurationFlags & configurationFlag.hotpEightDigits) !== 0;
  const settings = {
    type: 'hotp',
    algorithm: 'sha1',
    digits: eight ? 8 : 6,
    periodSeconds: 30,
    t0Seconds: 0,
  } as const;
  return otpCode(joinLongKey(slot.configuration), settings, counter);
}

function countUse(slot: YubikeySlot): boolean {
  const starts = !slot.usedSincePowerUp || slot.sessionCounter === 0xff;
  if (starts && slot.usageCounter >= lastUsageCounter) return false;
  if (starts) slot.usageCounter++;
  slot.sessionCounter = starts ? 0 : slot.sessionCounter + 1;
  slot.usedSincePowerUp = true;
  return true;
}
