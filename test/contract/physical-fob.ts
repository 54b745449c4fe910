// A fob in somebody's hand or plugged in, as the contract sees it: who it is, and its code.
import {
  type ListedDevice,
  listDevices,
  type NitrokeySlotListing,
  openKey,
  openSerialPort,
  parseTyped,
  SerialFob,
  selectDevice,
} from '../../src/readers/index.js';
import type { Person } from './person.js';

export interface PhysicalFob {
  name: string;
  /** Undefined for a fob that cannot tell. */
  serial?(): Promise<string>;
  /** Undefined where nothing that is plugged in makes codes. */
  code?(): Promise<string>;
  kind: 'totp' | 'hotp';
  /** The host's clock makes the code: it tells nothing of a clock of the fob's. */
  hostClock?: boolean;
  /** Can be pulled out and plugged in while it is open. */
  reconnects?: boolean;
  close(): Promise<void>;
}

/** `lcd:<serial>` is a fob without a port; anything else as `foblab devices` names it. Rejects with a ReaderError. */
export async function openPhysicalFob(named: string, person: Person | undefined): Promise<PhysicalFob> {
  if (named.startsWith('lcd:')) return onItsDisplay(named.slice(4), person);
  const listed = named.startsWith('serial:/') ? [] : (await listDevices()).devices;
  const device = listed.find(({ path }) => path === named) ?? selectDevice(named, listed);
  return device.kind === 'serial' ? onSerialPort(device) : asKey(device);
}

function onItsDisplay(serial: string, person: Person | undefined): PhysicalFob {
  if (person === undefined)
    throw new Error(`lcd:${serial} is read by a person: run the test from a terminal that has one`);
  return {
    name: `${serial} on its display`,
    kind: process.env.FOBLAB_DEVICE_EVENT === '1' ? 'hotp' : 'totp',
    async code() {
      const typed = parseTyped(person.ask(`Press ${serial} and type what it shows (or let it type)`));
      if (typed.kind === 'digits' || typed.kind === 'hotp') return typed.code;
      throw new Error(typed.kind === 'unreadable' ? typed.problem : 'a Yubico OTP is no code');
    },
    close: async () => {},
  };
}

async function onSerialPort({ path }: ListedDevice): Promise<PhysicalFob> {
  const fob = await SerialFob.connect(() => openSerialPort(path));
  return {
    name: `${fob.identity.model} ${fob.identity.serial} at ${path}`,
    kind: process.env.FOBLAB_DEVICE_EVENT === '1' ? 'hotp' : 'totp',
    serial: async () => (await fob.ask('*IDN?')).split(',')[2]!.trim(),
    code: () => fob.code(15_000),
    reconnects: true,
    close: () => fob.close(),
  };
}

async function asKey(device: ListedDevice): Promise<PhysicalFob> {
  const opened = await openKey(device);
  const slot = process.env.FOBLAB_DEVICE_SLOT;
  const close = (): Promise<void> => opened.key.close();
  if (opened.driver === 'yubikey-otp') {
    const { key } = opened;
    return {
      name: device.name,
      kind: 'totp',
      hostClock: true,
      serial: async () => String((await key.identify()).serial ?? 'not told'),
      ...(slot === undefined ? {} : { code: () => key.totp(slot === '1' ? 1 : 2, Date.now() / 1000) }),
      close,
    };
  }
  const { key } = opened;
  const programmed = (await key.slots()).find(({ index }) => slot === undefined || index === Number(slot));
  if (programmed?.kind === 'totp') await key.setTime(Date.now() / 1000, true);
  return {
    name: device.name,
    kind: programmed?.kind ?? 'totp',
    serial: async () => String((await key.identify()).cardSerial),
    ...codeOf(programmed),
    close,
  };

  function codeOf(listing: NitrokeySlotListing | undefined): Pick<PhysicalFob, 'code'> {
    if (listing === undefined) return {};
    return { code: () => (opened.key as typeof key).code(listing.kind, listing.index) };
  }
}
