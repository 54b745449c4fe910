// The state of a USB key as data, and its snapshot. A snapshot is checked before it is used.
import type { AppletSnapshot, UsbApplet } from './applets/index.js';
import type { ButtonHoldState } from './button-hold.js';
import type { CrystalState } from './crystal.js';
import type { FobFaultName } from './faults.js';
import type { FobModel } from './model.js';
import type { Random, RandomState } from './random.js';
import type { RtcState } from './rtc.js';
import type { FobSnapshot } from './simulated-fob.js';
import { checkFrame, partChecks } from './snapshot.js';
import { type Check, list, object } from './snapshot-check.js';
import { fromHex, toHex } from './wire/index.js';

export const usbKeySchema = 'foblab.usb-key/1';

export const usbKeyFaults = [
  'crystal.drift',
  'crystal.drop',
  'crystal.stop',
  'rtc.jump',
  'rtc.stop',
  'button.dead',
] as const satisfies readonly FobFaultName[];
export type UsbKeyFaultName = (typeof usbKeyFaults)[number];

/** The changing state of a USB key as JSON, without its secrets. */
export interface UsbKeyState extends ButtonHoldState {
  livedAheadUs: number;
  crystal: CrystalState;
  rtc: RtcState;
  faults: { name: UsbKeyFaultName; parameters: Record<string, number>; untilUs: number | null }[];
  /** Lived time at which the finger touched the contact; null while there is none. */
  touchedAtUs: number | null;
  random: RandomState;
  applet: Omit<AppletSnapshot, 'vault'>;
}

export interface UsbKeyOptions {
  model: FobModel;
  serial: string;
  seed: string;
  timeUs: number;
  driftPpm?: number;
  /** Makes the applet, with its draws from the given random source. */
  manufacture(random: Random): UsbApplet;
  /** The seed that the vendor's service knows; left out if the key leaves the factory without one. */
  vendorSeed?: Uint8Array;
}

/** The state of a key apart from its applet, its random source and the finger on it. */
export type UsbKeyParts = Omit<UsbKeyState, 'applet' | 'random' | keyof ButtonHoldState>;

/** @returns a checked copy of the state. @throws Error that names the field and what is expected */
export function checkUsbKey(snapshot: FobSnapshot): UsbKeyState {
  if (snapshot.schema !== usbKeySchema)
    throw new Error(
      `fob snapshot: schema ${JSON.stringify(snapshot.schema)} given, ${usbKeySchema} expected; open it with the version of foblab that wrote it`,
    );
  checkFrame(snapshot);
  state(snapshot.state, 'state');
  return JSON.parse(JSON.stringify(snapshot.state)) as UsbKeyState;
}

/** Packs the secrets: keys, PINs, access codes, and the seed that the vendor knows. */
export interface KeyVault {
  vendorSeed: string | null;
  applet: AppletSnapshot['vault'];
}

/** JSON text of hexadecimal fields is ASCII. */
export function sealVault(vault: KeyVault): string {
  const text = JSON.stringify(vault);
  return toHex(Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
}

/** @throws Error that shows nothing of the content */
export function openVault(hex: string): KeyVault {
  let text = '';
  for (const byte of fromHex(hex)) text += String.fromCharCode(byte);
  try {
    return JSON.parse(text) as KeyVault;
  } catch {
    throw new Error('fob snapshot: vault is not that of a USB key');
  }
}

// The applet checks its own fields when it is restored.
const anything: Check = (value, path) => {
  if (typeof value !== 'object' || value === null) throw new Error(`fob snapshot: ${path} is not an object`);
};

const { crystal, rtc, fault, random, livedAheadUs, livedTime, finger } = partChecks;
const state = object(
  {
    livedAheadUs,
    crystal,
    rtc,
    faults: list(fault, 0, 100),
    touchedAtUs: livedTime,
    releaseAtUs: livedTime,
    random,
    applet: anything,
  } satisfies Record<Exclude<keyof UsbKeyState, 'fingerStays'>, Check>,
  finger,
);
