// The USB identities of the two emulated keys: identifiers, strings and recorded descriptors.
import { fromHex } from './hex.js';

export interface UsbIdentity {
  vendorId: number;
  productId: number;
  manufacturer: string;
  product: string;
  /** If undefined, iSerial is 0. */
  serialNumber?: string;
  /** 18 bytes, recorded from the vendor's device. bcdDevice is the firmware version. */
  deviceDescriptor: Uint8Array;
  /** The configuration with this one interface, which must be number 0. */
  configurationDescriptor: Uint8Array;
  /** No report identifiers: one 8- or 64-byte feature report. */
  reportDescriptor: Uint8Array;
  featureReportSize: number;
}

export const yubicoVendorId = 0x1050;
/** Products that expose the OTP interface: YubiKey 1 and 2, NEO, 4 and 5, Plus. */
export const yubikeyOtpProductIds: readonly number[] = [
  0x0010, 0x0110, 0x0111, 0x0114, 0x0116, 0x0401, 0x0403, 0x0405, 0x0407, 0x0410,
];
/** Products of the same vendor without the OTP interface. */
export const yubikeyOtherProductIds: readonly number[] = [
  0x0112, 0x0113, 0x0115, 0x0120, 0x0402, 0x0404, 0x0406,
];

export const nitrokeyVendorId = 0x20a0;
export const nitrokeyProProductId = 0x4108;

/** A boot keyboard with an 8-byte feature report: the OTP interface. */
export const yubikeyReportDescriptor = fromHex(
  `05 01 09 06 A1 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01 95 05 75 01
   05 08 19 01 29 05 91 02 95 01 75 03 91 01 95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00 09 03
   75 08 95 08 B1 02 C0`,
);

/** Vendor page FF00: 64 bytes in, out and feature. */
export const nitrokeyReportDescriptor = fromHex(
  `06 00 FF 09 01 A1 01 09 01 15 00 26 FF 00 75 08 95 40 81 02 09 02 15 00 26 FF 00 75 08 95 40 91
   02 09 02 75 08 95 40 B1 02 C0`,
);

const otpOnlyConfiguration = fromHex(
  `09 02 22 00 01 01 00 80 0F  09 04 00 00 01 03 01 01 00
   09 21 10 01 00 01 22 47 00  07 05 81 03 08 00 0A`,
);

/** The HID interface only. The card reader is not emulated, and HID clients do not use it. */
const nitrokeyHidConfiguration = fromHex(
  `09 02 22 00 01 01 00 80 32  09 04 00 00 01 03 00 00 00
   09 21 10 01 00 01 22 2A 00  07 05 84 03 08 00 0A`,
);

export function yubikeyUsbIdentity(options: {
  productId: number;
  product: string;
  firmware: readonly [number, number, number];
  /** The decimal serial, if a slot makes it visible on USB. */
  serialNumber?: string;
}): UsbIdentity {
  const [major, minor, build] = options.firmware;
  const { productId: id } = options;
  const serialString = options.serialNumber === undefined ? 0 : 3;
  const head = fromHex('12 01 00 02 00 00 00 40');
  return {
    vendorId: yubicoVendorId,
    productId: id,
    manufacturer: 'Yubico',
    product: options.product,
    ...(options.serialNumber === undefined ? {} : { serialNumber: options.serialNumber }),
    deviceDescriptor: Uint8Array.of(
      ...head,
      yubicoVendorId & 0xff,
      yubicoVendorId >>> 8,
      id & 0xff,
      id >>> 8,
      (minor << 4) | build,
      major,
      1,
      2,
      serialString,
      1,
    ),
    configurationDescriptor: otpOnlyConfiguration,
    reportDescriptor: yubikeyReportDescriptor,
    featureReportSize: 8,
  };
}

/** `serialNumber` is required: clients skip a Nitrokey without one. */
export function nitrokeyProUsbIdentity(serialNumber: string): UsbIdentity {
  return {
    vendorId: nitrokeyVendorId,
    productId: nitrokeyProProductId,
    manufacturer: 'Nitrokey',
    product: 'Nitrokey Pro',
    serialNumber,
    deviceDescriptor: fromHex('12 01 10 01 00 00 00 40 A0 20 08 41 01 01 01 02 03 01'),
    configurationDescriptor: nitrokeyHidConfiguration,
    reportDescriptor: nitrokeyReportDescriptor,
    featureReportSize: 64,
  };
}
