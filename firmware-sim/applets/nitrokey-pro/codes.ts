// The commands that give codes, set the clock, check a code against the reserved slot, and give random bytes.
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
 * Flag 1 sets the clock in any case. Flag 0 sets it only if it already runs and would not go back; otherwise the host gets
 * a warning, because a clock that goes back repeats codes.
 */
export const setTime: Command = ({ key, payload, at }) => {
  const unixSeconds = readUint64(payload, 1);
  const goesBack = key.clock === null || unixSeconds < unixSecondsAt(key, at);
  if (payload[0] !== setAnyway && goesBack) return refused(nitrokeyStatus.timestampWarning);
  if (unixSeconds > largestCount) return refused(nitrokeyStatus.notSupported);
  key.clock = { unixSeconds, setAtFobUs: at.fobTimeUs };
  return done;
};

/** Ignores the challenge and the times in the request: HOTP uses the slot's counter, TOTP uses the key's own clock. */
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

/** Tries the next ten counters of the reserved slot. A match moves the counter past the code. */
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

// The key's C library divides by an interval of zero and gets zero.
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
