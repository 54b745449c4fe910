// The snapshot of a YubiKey: its state is plain data, and every secret is in the vault.
import { toHex } from '../../wire/hex.js';
import { scanMapCharacters } from '../../wire/scan-map.js';
import { yubikeyFrameSize } from '../../wire/yubikey-report.js';
import { Fields, openSnapshot } from '../snapshot-fields.js';
import type { AppletSnapshot } from '../usb-applet.js';
import { type YubikeyModelId, yubikeyModels } from './models.js';
import type { SlotNumber, YubikeyPhase, YubikeySlot, YubikeyState } from './state.js';

const schema = 'foblab.applet.yubikey/1';
const modelIds = Object.keys(yubikeyModels) as YubikeyModelId[];

export function snapshotYubikey(key: YubikeyState): AppletSnapshot {
  const vault: Record<string, string> = { frame: toHex(key.frame) };
  const slots = key.slots.map((slot, number) => {
    if (slot === null) return { configured: false };
    const { configuration, ...counters } = slot;
    const { extendedFlags, ticketFlags, configurationFlags } = configuration;
    vault[`slot${number}.uid`] = toHex(configuration.uid);
    vault[`slot${number}.key`] = toHex(configuration.key);
    vault[`slot${number}.accessCode`] = toHex(configuration.accessCode);
    const flags = { extendedFlags, ticketFlags, configurationFlags };
    return { configured: true, fixed: toHex(configuration.fixed), ...flags, ...counters };
  });
  const { phase } = key;
  if (phase.kind === 'answering') vault['phase.data'] = toHex(phase.data);
  if (phase.kind === 'waiting') vault['phase.challenge'] = toHex(phase.challenge);
  const state = {
    model: key.model.id,
    serial: key.serial,
    slots,
    usbMode: key.usbMode,
    challengeTimeoutSeconds: key.challengeTimeoutSeconds,
    autoEjectSeconds: key.autoEjectSeconds,
    scanMap: toHex(key.scanMap),
    programmingSequence: key.programmingSequence,
    poweredAtFobUs: key.poweredAtFobUs,
    timestampStart: key.timestampStart,
    phase: publicPhase(phase),
  };
  return { schema, state, vault };
}

export function restoreYubikey(snapshot: unknown): YubikeyState {
  const { state, vault } = openSnapshot(snapshot, schema);
  const slots = state.list('slots', 2);
  const slot = (number: SlotNumber): YubikeySlot | null =>
    restoreSlot(slots[number] ?? new Fields(undefined, `state.slots[${number}]`), vault, number);
  return {
    model: yubikeyModels[state.oneOf('model', modelIds)],
    serial: state.integer('serial', 0, 99_999_999),
    slots: [slot(0), slot(1)],
    usbMode: state.integer('usbMode', 0, 255),
    challengeTimeoutSeconds: state.integer('challengeTimeoutSeconds', 1, 255),
    autoEjectSeconds: state.integer('autoEjectSeconds', 0, 655_350),
    scanMap: state.bytes('scanMap', scanMapCharacters.length),
    programmingSequence: state.integer('programmingSequence', 0, 255),
    poweredAtFobUs: state.time('poweredAtFobUs'),
    timestampStart: state.integer('timestampStart', 0, 0xffffff),
    frame: vault.bytes('frame', yubikeyFrameSize),
    phase: restorePhase(state.fields('phase'), vault),
  };
}

function restoreSlot(fields: Fields, vault: Fields, number: SlotNumber): YubikeySlot | null {
  if (!fields.boolean('configured')) return null;
  return {
    configuration: {
      fixed: fields.bytes('fixed', 0, 16),
      uid: vault.bytes(`slot${number}.uid`, 6),
      key: vault.bytes(`slot${number}.key`, 16),
      accessCode: vault.bytes(`slot${number}.accessCode`, 6),
      extendedFlags: fields.integer('extendedFlags', 0, 255),
      ticketFlags: fields.integer('ticketFlags', 0, 255),
      configurationFlags: fields.integer('configurationFlags', 0, 255),
    },
    movingFactor: fields.integer('movingFactor', 0, Number.MAX_SAFE_INTEGER),
    usageCounter: fields.integer('usageCounter', 0, 0x7fff),
    sessionCounter: fields.integer('sessionCounter', 0, 255),
    usedSincePowerUp: fields.boolean('usedSincePowerUp'),
  };
}

function publicPhase(phase: YubikeyPhase): object {
  if (phase.kind === 'answering') return { kind: phase.kind, next: phase.next };
  if (phase.kind === 'waiting') {
    return { kind: phase.kind, slot: phase.slot, deadlineTrueUs: phase.deadlineTrueUs };
  }
  return { kind: phase.kind };
}

function restorePhase(fields: Fields, vault: Fields): YubikeyPhase {
  const kind = fields.oneOf('kind', ['idle', 'answering', 'waiting']);
  if (kind === 'answering') {
    const data = vault.bytes('phase.data', 1, 200);
    return { kind, data, next: fields.integer('next', 0, Math.ceil((data.length + 2) / 7)) };
  }
  if (kind === 'waiting') {
    return {
      kind,
      slot: fields.integer('slot', 0, 1) as SlotNumber,
      challenge: vault.bytes('phase.challenge', 6, 64),
      deadlineTrueUs: fields.time('deadlineTrueUs'),
    };
  }
  return { kind };
}
