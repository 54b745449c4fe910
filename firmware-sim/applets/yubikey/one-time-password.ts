// What a slot computes: HMAC answers, Yubico OTP blocks and HOTP codes. The last two use up counters.
import { ecb } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { otpCode } from '../../otp.js';
import type { RandomSource } from '../../random.js';
import { encodeYubicoOtpBlock } from '../../wire/yubico-otp-block.js';
import { configurationFlag, joinLongKey } from '../../wire/yubikey-configuration.js';
import type { Moment } from '../usb-applet.js';
import { timestampAt, type YubikeySlot, type YubikeyState } from './state.js';

/** The highest usage counter: bit 15 is a flag. After this one a slot gives no more OTPs. */
const lastUsageCounter = 0x7fff;

/** HMAC-SHA1 over the 64 bytes. With LT64, all trailing bytes that are equal to the last byte are cut off first. */
export function hmacAnswer(slot: YubikeySlot, challenge: Uint8Array): Uint8Array {
  const { configurationFlags } = slot.configuration;
  let size = challenge.length;
  if ((configurationFlags & configurationFlag.challengeShorterThan64) !== 0) {
    const pad = challenge[size - 1];
    while (size > 0 && challenge[size - 1] === pad) size--;
  }
  return hmac(sha1, joinLongKey(slot.configuration), challenge.subarray(0, size));
}

/** One encrypted Yubico OTP block of `identity`; undefined if the slot's counter is used up. */
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

/** RFC 4226 §5. The counter moves on before the code is returned. */
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
