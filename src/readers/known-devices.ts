// Known OTP hardware by USB vendor and product, with the driver or the reason why there is none.
import {
  nitrokeyProProductId,
  nitrokeyVendorId,
  yubicoVendorId,
  yubikeyOtherProductIds,
  yubikeyOtpProductIds,
} from '../../firmware-sim/wire/index.js';

export type DriverName = 'yubikey-otp' | 'nitrokey-pro';

export interface KnownDevice {
  vendorId: number;
  /** Undefined: all products of this vendor without an entry of their own. */
  productIds?: readonly number[];
  name: string;
  /** Undefined for a known device without a driver. */
  driver?: DriverName;
  /** Why there is no driver, or a remark about the driver. */
  note?: string;
  /** True if it types its codes like a keyboard. */
  types?: boolean;
}

export const knownDevices: readonly KnownDevice[] = [
  {
    vendorId: yubicoVendorId,
    productIds: yubikeyOtpProductIds,
    name: 'YubiKey (OTP interface)',
    driver: 'yubikey-otp',
    types: true,
  },
  {
    vendorId: yubicoVendorId,
    productIds: yubikeyOtherProductIds,
    name: 'YubiKey without OTP interface',
    note: 'its OTP interface is switched off; its OATH codes need a smart-card reader stack',
  },
  {
    vendorId: nitrokeyVendorId,
    productIds: [nitrokeyProProductId],
    name: 'Nitrokey Pro',
    driver: 'nitrokey-pro',
  },
  {
    vendorId: 0x316d,
    productIds: [0x4c4b],
    name: 'Librem Key',
    driver: 'nitrokey-pro',
    note: 'speaks the Nitrokey Pro protocol',
  },
  {
    vendorId: nitrokeyVendorId,
    productIds: [0x4109],
    name: 'Nitrokey Storage',
    note: 'frames like a Nitrokey Pro, but with statuses of its own',
  },
  {
    vendorId: nitrokeyVendorId,
    productIds: [0x42b2],
    name: 'Nitrokey 3',
    note: 'codes over CTAPHID or CCID',
  },
  { vendorId: nitrokeyVendorId, productIds: [0x4211], name: 'Nitrokey Start', note: 'has no codes' },
  { vendorId: nitrokeyVendorId, productIds: [0x4230], name: 'Nitrokey HSM', note: 'has no codes' },
  { vendorId: nitrokeyVendorId, productIds: [0x42d4], name: 'CanoKey', types: true, note: 'codes over CCID' },
  {
    vendorId: 0x349e,
    productIds: [0x0300],
    name: 'Token2 Molto2',
    note: 'reached through a smart-card reader stack only',
  },
  {
    vendorId: 0x349e,
    name: 'Token2 security key',
    types: true,
    note: 'codes over its own FIDO-page reports',
  },
  {
    vendorId: 0x1d50,
    productIds: [0x60fc],
    name: 'OnlyKey',
    types: true,
    note: 'types its codes; has raw HID',
  },
  { vendorId: 0x16c0, productIds: [0x0486], name: 'OnlyKey (old)', types: true, note: 'types its codes' },
  { vendorId: 0x2ccf, productIds: [0x0854, 0x0880], name: 'HyperFIDO', types: true, note: 'types its codes' },
  {
    vendorId: 0x096e,
    productIds: [0x0850, 0x0852, 0x0853, 0x0854, 0x0856, 0x0858, 0x085a, 0x085b],
    name: 'Feitian ePass FIDO or HyperFIDO',
    types: true,
    note: 'types HOTP; its programming protocol is not public',
  },
  {
    vendorId: 0x1370,
    productIds: [0x0911],
    name: 'Swissbit iShield Key',
    types: true,
    note: 'types HOTP; its programming protocol is not public',
  },
  { vendorId: 0x1209, productIds: [0xbeee], name: 'Solo 2', note: 'codes over CCID' },
  { vendorId: 0x0483, productIds: [0xa2ca], name: 'Solo 1', note: 'has no codes' },
  { vendorId: 0x1a44, name: 'OneSpan DIGIPASS', note: 'a smart-card reader: it makes no codes by itself' },
  {
    vendorId: 0x15e1,
    productIds: [0x2007],
    name: 'RSA SecurID SID800',
    note: 'read by RSA’s own middleware; its commands are not public',
  },
];

export function recogniseDevice(vendorId: number, productId: number): KnownDevice | undefined {
  const ofVendor = knownDevices.filter((known) => known.vendorId === vendorId);
  return (
    ofVendor.find((known) => known.productIds?.includes(productId)) ??
    ofVendor.find((known) => known.productIds === undefined)
  );
}

/** `1050:0401`, as lsusb writes it. */
export function vendorProductText(vendorId: number, productId: number): string {
  return `${hex4(vendorId)}:${hex4(productId)}`;
}

function hex4(number: number): string {
  return number.toString(16).padStart(4, '0');
}
