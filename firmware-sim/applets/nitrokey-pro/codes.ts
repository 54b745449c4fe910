// Codes out of the Nitrokey's slots, its clock, the check of a code against the reserved slot, and random bytes.
import { otpCode } from '../../otp.js';
import {
  isHotpSlot,
  isTotpSlot,
  nitrokeyNoMatch,
  nitrokeySize,
  nitrokeySlot,
  nitrokeySlotFlag,
  nitrokeyStatus,
  readUint64,
} from '../../wire/nitrokey-commands.js';
import { answered, type Command, done, refused } from './command.js';
import { passwordHolds } from './pins.js';
import { largestCount } from './slots.js';
import { findSlot, type NitrokeySlot, unixSecondsAt, verificationWindow } from './state.js';

const setAnyway = 1;

/**
 * With flag 1 the clock is set; with flag 0 only where it runs already and would not go back: the host is warned
 * instead, since a clock set back gives codes that were given before.
 */
export const setTime: Command = ({ key, payload, at }) => {
  const unixSeconds = readUint64(payload, 1);
  const goesBack = key.clock === null || unixSeconds < unixSecondsAt(key, at);
  if (payload[0] !== setAnyway && goesBack) return refused(nitrokeyStatus.timestampWarning);
  if (unixSeconds > largestCount) return refused(nitrokeyStatus.notSupported);
  key.clock = { unixSeconds, setAtFobUs: at.fobTimeUs };
  return done;
};

/** The challenge and times in the request are ignored: HOTP has its counter, TOTP the key's own clock. */
export const getCode: Command = ({ key, payload, at }) => {
  const number = payload[0]!;
  if (!isHotpSlot(number) && !isTotpSlot(number)) return refused(nitrokeyStatus.wrongSlot);
  const asksForPin = key.configuration[3] === 1;
  const given = payload.subarray(18, 18 + nitrokeySize.temporaryPassword);
  if (asksForPin && !passwordHolds(key.temporaryUserPassword, given)) {
    return refused(nitrokeyStatus.notAuthorized);
  }
  const slot = findSlot(key, number);
  if (slot === undefined) return refused(nitrokeyStatus.slotNotProgrammed);
  const counter = isHotpSlot(number)
    ? slot.counterOrInterval
    : timeStep(unixSecondsAt(key, at), slot.counterOrInterval);
  if (isHotpSlot(number)) slot.counterOrInterval++;
  return answered(...uint32(codeNumber(slot, counter)), slot.flags, ...slot.tokenIdentifier);
};

/** Looks ten counters ahead in the reserved slot; a match moves its counter past it. */
export const verifyOtpCode: Command = ({ key, payload }) => {
  const slot = findSlot(key, nitrokeySlot.verification);
  if (slot === undefined) return refused(nitrokeyStatus.slotNotProgrammed);
  const wanted = (payload[0]! | (payload[1]! << 8) | (payload[2]! << 16) | (payload[3]! << 24)) >>> 0;
  for (let offset = 0; offset < verificationWindow; offset++) {
    if (codeNumber(slot, slot.counterOrInterval + offset) !== wanted) continue;
    slot.counterOrInterval += offset + 1;
    return answered(1, offset);
  }
  return answered(0, nitrokeyNoMatch);
};

export const getRandom: Command = ({ payload, random }) => {
  const size = Math.min(payload[0]!, 51);
  return answered(1, size, ...Array.from({ length: size }, () => random.nextUint32() >>> 24));
};

// An interval of zero divides to zero in the key's C library.
function timeStep(unixSeconds: number, interval: number): number {
  return interval === 0 ? 0 : Math.max(0, Math.floor(unixSeconds / interval));
}

function codeNumber(slot: NitrokeySlot, counter: number): number {
  const digits = (slot.flags & nitrokeySlotFlag.eightDigits) === 0 ? 6 : 8;
  const settings = { type: 'hotp', algorithm: 'sha1', digits, periodSeconds: 30, t0Seconds: 0 } as const;
  return Number(otpCode(slot.secret, settings, counter % Number.MAX_SAFE_INTEGER));
}

function uint32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}
