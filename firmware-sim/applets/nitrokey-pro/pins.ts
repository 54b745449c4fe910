// PINs, their retry counters, and the temporary passwords that a host uses after it has given a PIN.
import { nitrokeySize, nitrokeyStatus, untilZero } from '../../wire/nitrokey-commands.js';
import { answered, type Command, type CommandInput, done, refused } from './command.js';
import { factoryReset, type Pin, pinLength, pinRetries } from './state.js';

const pinSize = nitrokeySize.pin;

/** True if the PIN is right and retries are left. A wrong PIN uses up a retry, a right one restores them all. */
export function checkPin(pin: Pin, given: Uint8Array): boolean {
  if (pin.retries === 0) return false;
  if (!sameBytes(pin.value, untilZero(given))) {
    pin.retries--;
    return false;
  }
  pin.retries = pinRetries;
  return true;
}

/** The firmware keeps a flag beside the bytes: a password of zeros holds once it is set, and none holds before. */
export function passwordHolds(stored: Uint8Array | null, given: Uint8Array): boolean {
  return stored !== null && sameBytes(stored, given);
}

export const firstAuthenticate: Command = ({ key, payload }) => {
  if (!checkPin(key.adminPin, payload.subarray(0, pinSize))) return refused(nitrokeyStatus.wrongPassword);
  key.temporaryAdminPassword = payload.slice(pinSize, pinSize + nitrokeySize.temporaryPassword);
  return done;
};

export const userAuthenticate: Command = ({ key, payload }) => {
  if (!checkPin(key.userPin, payload.subarray(0, pinSize))) return refused(nitrokeyStatus.wrongPassword);
  key.temporaryUserPassword = payload.slice(pinSize, pinSize + nitrokeySize.temporaryPassword);
  return done;
};

export const adminRetryCount: Command = ({ key }) => answered(key.adminPin.retries);
export const userRetryCount: Command = ({ key }) => answered(key.userPin.retries);

export const changeUserPin: Command = ({ key, payload }) =>
  changePin(key.userPin, payload, pinLength.user, nitrokeyStatus.errorChangingUserPin);

export const changeAdminPin: Command = ({ key, payload }) =>
  changePin(key.adminPin, payload, pinLength.admin, nitrokeyStatus.errorChangingAdminPin);

/** With the admin PIN, gives a blocked user PIN a new value and all its retries. */
export const unlockUser: Command = ({ key, payload }) => {
  if (!checkPin(key.adminPin, payload.subarray(0, pinSize))) return refused(nitrokeyStatus.wrongPassword);
  const fresh = untilZero(payload.subarray(pinSize, 2 * pinSize));
  if (!fits(fresh, pinLength.user)) return refused(nitrokeyStatus.errorUnblockingPin);
  key.userPin = { value: fresh, retries: pinRetries };
  return done;
};

export const lock: Command = ({ key }) => {
  key.temporaryAdminPassword = null;
  key.temporaryUserPassword = null;
  return done;
};

export const resetToFactory: Command = (input) =>
  withAdminPin(input, () => {
    factoryReset(input.key);
    return done;
  });

/** Clients make a new AES key after a factory reset. This key encrypts nothing with it. */
export const newAesKey: Command = (input) => withAdminPin(input, () => done);

/** The device has no password safe, since its card cannot do AES. It says so once a host has given the user PIN. */
export const withoutAes: Command = ({ key, payload }) =>
  refused(
    checkPin(key.userPin, payload.subarray(0, pinSize))
      ? nitrokeyStatus.notSupported
      : nitrokeyStatus.wrongPassword,
  );

function withAdminPin({ key, payload }: CommandInput, then: () => ReturnType<Command>): ReturnType<Command> {
  const given = payload.subarray(0, pinLength.longest);
  return checkPin(key.adminPin, given) ? then() : refused(nitrokeyStatus.wrongPassword);
}

function changePin(pin: Pin, payload: Uint8Array, shortest: number, error: number): ReturnType<Command> {
  if (!checkPin(pin, payload.subarray(0, pinSize))) return refused(nitrokeyStatus.wrongPassword);
  const fresh = untilZero(payload.subarray(pinSize, 2 * pinSize));
  if (!fits(fresh, shortest)) return refused(error);
  pin.value = fresh;
  return done;
}

function fits(pin: Uint8Array, shortest: number): boolean {
  return pin.length >= shortest && pin.length <= pinLength.longest;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}
