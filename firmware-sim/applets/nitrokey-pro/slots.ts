// Writing, reading and erasing the Nitrokey's OTP slots, and its five bytes of configuration.
import {
  isHotpSlot,
  isTotpSlot,
  nitrokeySize,
  nitrokeySlot,
  nitrokeyStatus,
  readUint64,
  untilZero,
  writeUint64,
} from '../../wire/nitrokey-commands.js';
import { answered, type Command, done, refused } from './command.js';
import { passwordHolds } from './pins.js';
import { clearStaged, findSlot, type NitrokeyState, nitrokeyFirmware } from './state.js';

const passwordSize = nitrokeySize.temporaryPassword;
const nameType = 'N'.charCodeAt(0);
/** 2^52 − 1: up to here counters stay exact integers. No real counter or clock gets so far. */
export const largestCount = 0xfffffffffffff;
const secretType = 'S'.charCodeAt(0);

export const getStatus: Command = ({ key }) => {
  const { serial } = key;
  return answered(
    nitrokeyFirmware.minor,
    nitrokeyFirmware.major,
    serial & 0xff,
    (serial >>> 8) & 0xff,
    (serial >>> 16) & 0xff,
    serial >>> 24,
    ...key.configuration,
  );
};

/** The name and the secret arrive in chunks before the slot is written. The answer repeats what has arrived so far. */
export const sendOtpData: Command = ({ key, payload }) => {
  if (!adminHolds(key, payload)) return refused(nitrokeyStatus.notAuthorized);
  const type = payload[passwordSize];
  const offset = payload[passwordSize + 1]! * nitrokeySize.dataChunk;
  const chunk = payload.subarray(passwordSize + 2, passwordSize + 2 + nitrokeySize.dataChunk);
  const target = type === nameType ? key.stagedName : type === secretType ? key.stagedSecret : undefined;
  if (target === undefined || offset >= target.length) return refused(nitrokeyStatus.notSupported);
  target.set(chunk.subarray(0, target.length - offset), offset);
  return { status: nitrokeyStatus.ok, result: target.slice() };
};

export const writeToSlot: Command = ({ key, payload }) => {
  if (!adminHolds(key, payload)) return refused(nitrokeyStatus.notAuthorized);
  const number = payload[25]!;
  if (!isSlot(number)) return refused(nitrokeyStatus.wrongSlot);
  if (untilZero(key.stagedName).length === 0) return refused(nitrokeyStatus.noName);
  const counterOrInterval = readUint64(payload, 26);
  if (counterOrInterval > largestCount) return refused(nitrokeyStatus.notSupported);
  key.slots = key.slots.filter((slot) => slot.number !== number);
  key.slots.push({
    number,
    name: key.stagedName,
    secret: key.stagedSecret,
    flags: payload[34]!,
    tokenIdentifier: payload.slice(35, 35 + nitrokeySize.tokenIdentifier),
    counterOrInterval,
  });
  clearStaged(key);
  return done;
};

export const readSlotName: Command = ({ key, payload }) => {
  if (!isSlot(payload[0]!)) return refused(nitrokeyStatus.wrongSlot);
  const slot = findSlot(key, payload[0]!);
  return slot === undefined ? refused(nitrokeyStatus.slotNotProgrammed) : answered(...slot.name);
};

export const readSlot: Command = ({ key, payload }) => {
  if (!isSlot(payload[0]!)) return refused(nitrokeyStatus.wrongSlot);
  const slot = findSlot(key, payload[0]!);
  if (slot === undefined) return refused(nitrokeyStatus.slotNotProgrammed);
  const last = new Uint8Array(8);
  writeUint64(last, 0, slot.counterOrInterval);
  return answered(...slot.name, slot.flags, ...slot.tokenIdentifier, ...last);
};

export const eraseSlot: Command = ({ key, payload }) => {
  if (!passwordHolds(key.temporaryAdminPassword, payload.subarray(1, 1 + passwordSize))) {
    return refused(nitrokeyStatus.notAuthorized);
  }
  const number = payload[0]!;
  if (!isSlot(number)) return refused(nitrokeyStatus.wrongSlot);
  key.slots = key.slots.filter((slot) => slot.number !== number);
  return done;
};

export const writeConfiguration: Command = ({ key, payload }) => {
  if (!passwordHolds(key.temporaryAdminPassword, payload.subarray(5, 5 + passwordSize))) {
    return refused(nitrokeyStatus.notAuthorized);
  }
  key.configuration = payload.slice(0, 5);
  return done;
};

function adminHolds(key: NitrokeyState, payload: Uint8Array): boolean {
  return passwordHolds(key.temporaryAdminPassword, payload.subarray(0, passwordSize));
}

function isSlot(number: number): boolean {
  return isHotpSlot(number) || isTotpSlot(number) || number === nitrokeySlot.verification;
}
