// Lists the plugged-in HID keys and serial ports, each with its name and how to use it.

import { readerErrorFrom } from './error-mapping.js';
import type { HidListing } from './hid-like.js';
import { type DriverName, type KnownDevice, recogniseDevice, vendorProductText } from './known-devices.js';
import { hidDevices } from './node-hid-transport.js';
import type { ReaderError } from './reader-error.js';
import type { SerialListing } from './serial-like.js';
import { serialPorts } from './serial-transport.js';

export interface ListedDevice {
  kind: 'hid' | 'serial';
  /** The value for `--device`: `hid:1050:0401` or `serial:/dev/ttyACM0`. */
  selector: string;
  path: string;
  name: string;
  /** `1050:0401`; undefined for a serial port that is not USB or not described. */
  usbId?: string;
  serialNumber?: string;
  /** Undefined for a known device without a driver. A serial port is identified when it is opened. */
  driver?: DriverName | 'serial-console';
  howToUse: string;
}

export interface DeviceListing {
  devices: ListedDevice[];
  /** Why one half of the list may be missing: the other half is there all the same. */
  problems: ReaderError[];
}

export interface DeviceSources {
  hid: () => Promise<HidListing[]>;
  serial: () => Promise<SerialListing[]>;
}

export const systemSources: DeviceSources = { hid: hidDevices, serial: () => serialPorts() };

/** Never rejects: the answer has a problem for devices that cannot be listed. */
export async function listDevices(sources: DeviceSources = systemSources): Promise<DeviceListing> {
  const [hid, serial] = await Promise.allSettled([sources.hid(), sources.serial()]);
  const devices: ListedDevice[] = [];
  const problems: ReaderError[] = [];
  if (hid.status === 'fulfilled') devices.push(...hidEntries(hid.value));
  else problems.push(readerErrorFrom(hid.reason, 'USB HID'));
  if (serial.status === 'fulfilled') devices.push(...serial.value.map(serialEntry));
  else problems.push(readerErrorFrom(serial.reason, 'serial ports'));
  return { devices, problems };
}

/**
 * One entry for each device, although a composite key has several HID collections. A key with a driver is listed by the path
 * of the collection that the driver uses, so two equal keys are two entries. Other keys are told apart by product and serial.
 */
function hidEntries(listings: readonly HidListing[]): ListedDevice[] {
  const byDevice = new Map<string, HidListing>();
  for (const listing of listings) {
    const known = recogniseDevice(listing.vendorId, listing.productId);
    if (listing.path === undefined || known === undefined || !isItsCollection(known, listing)) continue;
    const usbId = vendorProductText(listing.vendorId, listing.productId);
    const key = known.driver === undefined ? `${usbId}/${listing.serialNumber ?? ''}` : listing.path;
    if (!byDevice.has(key)) byDevice.set(key, listing);
  }
  return [...byDevice.values()].map(hidEntry);
}

function hidEntry(listing: HidListing): ListedDevice {
  const known = recogniseDevice(listing.vendorId, listing.productId)!;
  const usbId = vendorProductText(listing.vendorId, listing.productId);
  return {
    kind: 'hid',
    selector: `hid:${usbId}`,
    path: listing.path!,
    name: listing.product ? `${known.name} (${listing.product})` : known.name,
    usbId,
    ...(listing.serialNumber ? { serialNumber: listing.serialNumber } : {}),
    ...(known.driver === undefined ? {} : { driver: known.driver }),
    howToUse: usageOf(known.driver !== undefined, `hid:${usbId}`, known.types === true, known.note),
  };
}

function usageOf(driven: boolean, selector: string, types: boolean, note: string | undefined): string {
  const suffix = note === undefined ? '' : ` (${note})`;
  if (driven) return `--device ${selector}${suffix}`;
  const typed = types ? '; focus a field or a terminal and touch it' : '';
  return `recognised, no driver${suffix}${typed}`;
}

function serialEntry(listing: SerialListing): ListedDevice {
  const { path, manufacturer, serialNumber, vendorId, productId } = listing;
  const usbId = vendorId && productId ? `${vendorId}:${productId}`.toLowerCase() : undefined;
  return {
    kind: 'serial',
    selector: `serial:${path}`,
    path,
    name: manufacturer ? `serial port (${manufacturer})` : 'serial port',
    ...(usbId === undefined ? {} : { usbId }),
    ...(serialNumber ? { serialNumber } : {}),
    driver: 'serial-console',
    howToUse: `--device serial:${path}; a fob there answers *IDN?`,
  };
}

// The OTP interface of a YubiKey is interface 0, a keyboard (page 1, usage 6); libusb gives no usages.
function isItsCollection(known: KnownDevice, listing: HidListing): boolean {
  if (known.driver !== 'yubikey-otp') return true;
  if (listing.usagePage) return listing.usagePage === 1 && listing.usage === 6;
  return listing.interface <= 0;
}
