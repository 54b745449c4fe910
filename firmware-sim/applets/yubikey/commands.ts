// What a YubiKey does with a complete frame: one entry for each slot code.
import type { RandomSource } from '../../random.js';
import { extendedFlag, yubikeySlotMode } from '../../wire/yubikey-configuration.js';
import { deviceInfoTag, encodeDeviceInfo } from '../../wire/yubikey-device-info.js';
import type { YubikeyFrame } from '../../wire/yubikey-report.js';
import {
  encodeYubikeySerial,
  hmacChallengeSize,
  otpChallengeSize,
  yubikeySlotCode,
} from '../../wire/yubikey-slot-codes.js';
import type { Moment } from '../usb-applet.js';
import { hmacAnswer, yubicoOtp } from './one-time-password.js';
import { configureDevice, swapSlots, updateSlot, writeScanMap, writeSlot } from './programming.js';
import { isAwake, isVisible, needsTouch, type SlotNumber, type YubikeyState } from './state.js';

const idle = { kind: 'idle' } as const;

interface ChallengeCommand {
  slot: SlotNumber;
  mode: 'challenge-hmac' | 'challenge-otp';
  size: number;
}

const challengeCommands: ReadonlyMap<number, ChallengeCommand> = new Map([
  [yubikeySlotCode.otpChallenge1, { slot: 0, mode: 'challenge-otp', size: otpChallengeSize }],
  [yubikeySlotCode.otpChallenge2, { slot: 1, mode: 'challenge-otp', size: otpChallengeSize }],
  [yubikeySlotCode.hmacChallenge1, { slot: 0, mode: 'challenge-hmac', size: hmacChallengeSize }],
  [yubikeySlotCode.hmacChallenge2, { slot: 1, mode: 'challenge-hmac', size: hmacChallengeSize }],
]);

type Action = (key: YubikeyState, payload: Uint8Array) => void;

const actions: ReadonlyMap<number, Action> = new Map<number, Action>([
  [yubikeySlotCode.writeConfiguration1, (key, payload) => writeSlot(key, 0, payload)],
  [yubikeySlotCode.writeConfiguration2, (key, payload) => writeSlot(key, 1, payload)],
  [yubikeySlotCode.update1, (key, payload) => updateSlot(key, 0, payload)],
  [yubikeySlotCode.update2, (key, payload) => updateSlot(key, 1, payload)],
  [yubikeySlotCode.swap, swapSlots],
  [yubikeySlotCode.deviceConfiguration, configureDevice],
  [yubikeySlotCode.scanMap, writeScanMap],
  [yubikeySlotCode.serial, answerSerial],
  [yubikeySlotCode.deviceInfo, answerDeviceInfo],
]);

/** Brings the key into its next phase. A command that it cannot or may not do leaves it idle, without an answer. */
export function executeFrame(key: YubikeyState, frame: YubikeyFrame, at: Moment, random: RandomSource): void {
  key.phase = idle;
  const command = challengeCommands.get(frame.slotCode);
  if (command !== undefined) challenge(key, command, frame.payload.slice(0, command.size), at, random);
  else actions.get(frame.slotCode)?.(key, frame.payload);
}

/** Computes the answer of a slot now. A touch calls this for a challenge that waited for it. */
export function answerChallenge(
  key: YubikeyState,
  number: SlotNumber,
  bytes: Uint8Array,
  at: Moment,
  random: RandomSource,
): void {
  const slot = key.slots[number];
  key.phase = idle;
  if (slot === null) return;
  const data =
    yubikeySlotMode(slot.configuration) === 'challenge-hmac'
      ? hmacAnswer(slot, bytes)
      : yubicoOtp(key, slot, bytes, at, random);
  if (data !== undefined) answer(key, data);
}

function challenge(
  key: YubikeyState,
  command: ChallengeCommand,
  bytes: Uint8Array,
  at: Moment,
  random: RandomSource,
): void {
  const slot = key.slots[command.slot];
  if (!isAwake(slot) || yubikeySlotMode(slot.configuration) !== command.mode) return;
  if (needsTouch(slot)) {
    const deadlineTrueUs = at.trueTimeUs + key.challengeTimeoutSeconds * 1_000_000;
    key.phase = { kind: 'waiting', slot: command.slot, challenge: bytes, deadlineTrueUs };
  } else {
    answerChallenge(key, command.slot, bytes, at, random);
  }
}

function answerSerial(key: YubikeyState): void {
  if (isVisible(key, extendedFlag.serialApiVisible)) answer(key, encodeYubikeySerial(key.serial));
}

// The key has one page of device information. It never sets the flag that announces another.
function answerDeviceInfo(key: YubikeyState, payload: Uint8Array): void {
  const info = key.model.deviceInfo;
  if (info === undefined || payload[0] !== 0) return;
  const entries = [
    { tag: deviceInfoTag.usbSupported, value: Uint8Array.of(info.usbSupported) },
    { tag: deviceInfoTag.serial, value: encodeYubikeySerial(key.serial) },
    { tag: deviceInfoTag.usbEnabled, value: Uint8Array.of(info.usbEnabled) },
  ];
  answer(key, encodeDeviceInfo(entries));
}

function answer(key: YubikeyState, data: Uint8Array): void {
  key.phase = { kind: 'answering', data, next: 0 };
}
