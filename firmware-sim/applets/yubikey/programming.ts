// Commands that change a YubiKey: writing, updating, deleting and swapping slots, scan map, device configuration.
import { scanMapCharacters } from '../../wire/scan-map.js';
import {
  accessCodeSize,
  decodeYubikeyConfiguration,
  extendedFlag,
  initialMovingFactor,
  ticketFlag,
  updateMask,
  yubikeyConfigurationSize,
} from '../../wire/yubikey-configuration.js';
import { defaultChallengeTimeoutSeconds } from './models.js';
import { isBlank, type SlotNumber, type YubikeySlot, type YubikeyState } from './state.js';

/** Zeros delete the slot. A wrong access code or CRC, or a protected slot, changes nothing: the host sees the old sequence. */
export function writeSlot(key: YubikeyState, number: SlotNumber, payload: Uint8Array): void {
  const bytes = payload.slice(0, yubikeyConfigurationSize);
  if (!accessGranted(key.slots[number], payload) || isProtected(key, number)) return;
  if (bytes.every((byte) => byte === 0)) {
    key.slots[number] = null;
    countProgramming(key);
    return;
  }
  const configuration = decodeYubikeyConfiguration(bytes);
  if (configuration === undefined) return;
  key.slots[number] = {
    configuration,
    movingFactor: initialMovingFactor(configuration.uid),
    usageCounter: 0,
    sessionCounter: 0,
    usedSincePowerUp: false,
  };
  countProgramming(key);
}

/** Changes flags and the access code. The slot must allow updates or be dormant. A code of zeros frees the slot. */
export function updateSlot(key: YubikeyState, number: SlotNumber, payload: Uint8Array): void {
  const slot = key.slots[number];
  const update = decodeYubikeyConfiguration(payload.slice(0, yubikeyConfigurationSize));
  if (slot === null || update === undefined || !accessGranted(slot, payload)) return;
  const { configuration } = slot;
  if ((configuration.extendedFlags & (extendedFlag.allowUpdate | extendedFlag.dormant)) === 0) return;
  const merge = (old: number, fresh: number, mask: number): number => (old & ~mask) | (fresh & mask);
  slot.configuration = {
    ...configuration,
    accessCode: update.accessCode,
    extendedFlags: merge(configuration.extendedFlags, update.extendedFlags, updateMask.extended),
    ticketFlags: merge(configuration.ticketFlags, update.ticketFlags, updateMask.ticket),
    configurationFlags: merge(
      configuration.configurationFlags,
      update.configurationFlags,
      updateMask.configuration,
    ),
  };
  countProgramming(key);
}

export function swapSlots(key: YubikeyState): void {
  key.slots = [key.slots[1], key.slots[0]];
  countProgramming(key);
}

/** Mode, timeout of challenges in seconds (0: the default), auto-eject in units of ten seconds. */
export function configureDevice(key: YubikeyState, payload: Uint8Array): void {
  key.usbMode = payload[0]!;
  key.challengeTimeoutSeconds = payload[1]! === 0 ? defaultChallengeTimeoutSeconds : payload[1]!;
  key.autoEjectSeconds = 10 * (payload[2]! | (payload[3]! << 8));
  countProgramming(key);
}

export function writeScanMap(key: YubikeyState, payload: Uint8Array): void {
  key.scanMap = payload.slice(0, scanMapCharacters.length);
  countProgramming(key);
}

function accessGranted(slot: YubikeySlot | null, payload: Uint8Array): boolean {
  const code = slot?.configuration.accessCode;
  if (code === undefined || code.every((byte) => byte === 0)) return true;
  const given = payload.subarray(yubikeyConfigurationSize, yubikeyConfigurationSize + accessCodeSize);
  let difference = 0;
  for (let i = 0; i < accessCodeSize; i++) difference |= code[i]! ^ given[i]!;
  return difference === 0;
}

// Slot 1 can forbid writes to slot 2. That has no effect if slot 2 has the same flag.
function isProtected(key: YubikeyState, number: SlotNumber): boolean {
  const protects = (slot: YubikeySlot | null): boolean =>
    slot !== null && (slot.configuration.ticketFlags & ticketFlag.protectSecondSlot) !== 0;
  return number === 1 && protects(key.slots[0]) && !protects(key.slots[1]);
}

// The sequence goes from 255 to 1: 0 stands for a key without any configuration.
function countProgramming(key: YubikeyState): void {
  key.programmingSequence = isBlank(key) ? 0 : (key.programmingSequence % 255) + 1;
}
