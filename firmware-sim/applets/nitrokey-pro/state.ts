// All that a Nitrokey Pro remembers: slots and PINs in flash, temporary passwords and the clock in RAM.

import { nitrokeySize } from '../../wire/nitrokey-commands.js';
import { nitrokeyReportSize } from '../../wire/nitrokey-report.js';
import type { Moment } from '../usb-applet.js';

export interface NitrokeySlot {
  number: number;
  name: Uint8Array;
  /** 40 bytes, padded with zeros, which do not change an HMAC. */
  secret: Uint8Array;
  flags: number;
  tokenIdentifier: Uint8Array;
  /** HOTP: counter of the next code. TOTP: interval in seconds. */
  counterOrInterval: number;
}

export interface Pin {
  value: Uint8Array;
  retries: number;
}

export interface NitrokeyState {
  serial: number;
  /** Numlock, capslock and scrolllock slot, "user PIN for OTP", "delete user password". */
  configuration: Uint8Array;
  slots: NitrokeySlot[];
  userPin: Pin;
  adminPin: Pin;
  /** In RAM: the host sets it together with a PIN, and repeats it in each later command. */
  temporaryAdminPassword: Uint8Array | null;
  temporaryUserPassword: Uint8Array | null;
  stagedName: Uint8Array;
  stagedSecret: Uint8Array;
  /** In RAM: the time of the last SET_TIME and the fob time at that moment. From there the clock counts fob time. */
  clock: { unixSeconds: number; setAtFobUs: number } | null;
  poweredAtFobUs: number;
  response: Uint8Array;
}

export const nitrokeyFirmware = { major: 0, minor: 15 } as const;
export const pinRetries = 3;
export const pinLength = { user: 6, admin: 8, longest: 20 } as const;
export const defaultPins = { user: '123456', admin: '12345678' } as const;
/** How many counters VERIFY_OTP_CODE looks ahead. */
export const verificationWindow = 10;

export function blankNitrokey(serial: number): NitrokeyState {
  return {
    serial,
    configuration: Uint8Array.of(0xff, 0xff, 0xff, 0, 0),
    slots: [],
    userPin: factoryPin(defaultPins.user),
    adminPin: factoryPin(defaultPins.admin),
    temporaryAdminPassword: null,
    temporaryUserPassword: null,
    stagedName: new Uint8Array(nitrokeySize.slotName),
    stagedSecret: new Uint8Array(nitrokeySize.secret),
    clock: null,
    poweredAtFobUs: 0,
    response: new Uint8Array(nitrokeyReportSize),
  };
}

/** The key has no cell: without power it loses the clock and the temporary passwords. */
export function powerUp(key: NitrokeyState, at: Moment): void {
  key.temporaryAdminPassword = null;
  key.temporaryUserPassword = null;
  clearStaged(key);
  key.clock = null;
  key.poweredAtFobUs = at.fobTimeUs;
  key.response = new Uint8Array(nitrokeyReportSize);
}

export function factoryReset(key: NitrokeyState): void {
  const fresh = blankNitrokey(key.serial);
  const { clock, poweredAtFobUs } = key;
  Object.assign(key, fresh, { clock, poweredAtFobUs });
}

/** Unix seconds. A clock that was not set counts from 0 at power-up (assumed). */
export function unixSecondsAt(key: NitrokeyState, at: Moment): number {
  const anchor = key.clock ?? { unixSeconds: 0, setAtFobUs: key.poweredAtFobUs };
  return anchor.unixSeconds + Math.floor((at.fobTimeUs - anchor.setAtFobUs) / 1_000_000);
}

export function findSlot(key: NitrokeyState, number: number): NitrokeySlot | undefined {
  return key.slots.find((slot) => slot.number === number);
}

export function clearStaged(key: NitrokeyState): void {
  key.stagedName = new Uint8Array(nitrokeySize.slotName);
  key.stagedSecret = new Uint8Array(nitrokeySize.secret);
}

export function factoryPin(digits: string): Pin {
  return { value: Uint8Array.from(digits, (digit) => digit.charCodeAt(0)), retries: pinRetries };
}
