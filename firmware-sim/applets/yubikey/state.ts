// The state of a YubiKey: its flash, its RAM, and what it is doing.

import type { RandomSource } from '../../random.js';
import { defaultScanMap } from '../../wire/scan-map.js';
import {
  configurationFlag,
  extendedFlag,
  type YubikeyConfiguration,
  yubikeySlotMode,
} from '../../wire/yubikey-configuration.js';
import { type YubikeyStatus, yubikeyFrameSize } from '../../wire/yubikey-report.js';
import type { Moment } from '../usb-applet.js';
import { defaultChallengeTimeoutSeconds, timestampHz, type YubikeyModel } from './models.js';

export interface YubikeySlot {
  configuration: YubikeyConfiguration;
  /** HOTP counter of the next code. */
  movingFactor: number;
  /** Yubico OTP, in flash: goes up at the first use after power-up. */
  usageCounter: number;
  /** Yubico OTP, in RAM. */
  sessionCounter: number;
  usedSincePowerUp: boolean;
}

export type SlotNumber = 0 | 1;

/** What the key is doing. It decides what a host reads and what a touch does. */
export type YubikeyPhase =
  | { kind: 'idle' }
  | { kind: 'answering'; data: Uint8Array; next: number }
  | { kind: 'waiting'; slot: SlotNumber; challenge: Uint8Array; deadlineTrueUs: number };

export interface YubikeyState {
  model: YubikeyModel;
  serial: number;
  slots: [YubikeySlot | null, YubikeySlot | null];
  usbMode: number;
  challengeTimeoutSeconds: number;
  autoEjectSeconds: number;
  scanMap: Uint8Array;
  programmingSequence: number;
  poweredAtFobUs: number;
  timestampStart: number;
  frame: Uint8Array;
  phase: YubikeyPhase;
}

export function blankYubikey(model: YubikeyModel, serial: number): YubikeyState {
  return {
    model,
    serial,
    slots: [null, null],
    usbMode: 0,
    challengeTimeoutSeconds: defaultChallengeTimeoutSeconds,
    autoEjectSeconds: 0,
    scanMap: defaultScanMap.slice(),
    programmingSequence: 0,
    poweredAtFobUs: 0,
    timestampStart: 0,
    frame: new Uint8Array(yubikeyFrameSize),
    phase: { kind: 'idle' },
  };
}

/** Clears the RAM. The programming sequence starts from 1 at each power-up. */
export function powerUp(key: YubikeyState, at: Moment, random: RandomSource): void {
  for (const slot of key.slots) {
    if (slot === null) continue;
    slot.sessionCounter = 0;
    slot.usedSincePowerUp = false;
  }
  key.programmingSequence = isBlank(key) ? 0 : 1;
  key.poweredAtFobUs = at.fobTimeUs;
  key.timestampStart = random.nextUint32() & 0xffffff;
  key.frame.fill(0);
  key.phase = { kind: 'idle' };
}

export function isBlank(key: YubikeyState): boolean {
  return key.slots[0] === null && key.slots[1] === null;
}

/** A dormant configuration is stored, but it is not used, and the status does not show it. */
export function isAwake(slot: YubikeySlot | null): slot is YubikeySlot {
  return slot !== null && (slot.configuration.extendedFlags & extendedFlag.dormant) === 0;
}

export function needsTouch(slot: YubikeySlot): boolean {
  const mode = yubikeySlotMode(slot.configuration);
  const challenge = mode === 'challenge-hmac' || mode === 'challenge-otp';
  return !challenge || (slot.configuration.configurationFlags & configurationFlag.challengeButton) !== 0;
}

/** Whether a flag of the device is set: either slot can set it. A key without any configuration hides nothing. */
export function isVisible(key: YubikeyState, flag: number): boolean {
  if (isBlank(key)) return true;
  return key.slots.some((slot) => slot !== null && (slot.configuration.extendedFlags & flag) !== 0);
}

export function statusOf(key: YubikeyState): YubikeyStatus {
  const slot = (number: SlotNumber): YubikeyStatus['slots'][0] => {
    const content = key.slots[number];
    const configured = isAwake(content);
    return { configured, needsTouch: configured && key.model.reportsTouch && needsTouch(content) };
  };
  return {
    firmware: key.model.firmware,
    programmingSequence: key.programmingSequence,
    slots: [slot(0), slot(1)],
    ledInverted: !isBlank(key) && isVisible(key, extendedFlag.invertLed),
  };
}

export function timestampAt(key: YubikeyState, at: Moment): number {
  const ticks = Math.floor(((at.fobTimeUs - key.poweredAtFobUs) * timestampHz) / 1_000_000);
  const wrapped = (key.timestampStart + ticks) % 0x1000000;
  return wrapped < 0 ? wrapped + 0x1000000 : wrapped;
}
