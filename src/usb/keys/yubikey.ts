// The USB face of a YubiKey with its OTP interface only (1050:0401). Yubico's IDs: for this emulation, on loopback.
import type { FeatureReportHandler } from '../classes/feature-report-handler.js';
import { createKeyboardKey, type KeyboardKey } from './feature-key.js';

export interface YubiKeyOptions {
  /** Each part 0 to 9 fits in bcdDevice: 4.3.4 is 04 34. */
  readonly firmware: { readonly major: number; readonly minor: number; readonly build: number };
  /** Shown as iSerial where the key's SERIAL_USB_VISIBLE flag is set: ten decimal digits. */
  readonly visibleSerial?: string;
  readonly product?: string;
  readonly handler: FeatureReportHandler;
  readonly seed?: string | number;
}

/** libykpers claims interface 0 whatever the descriptors say, so the OTP interface is that one. */
const configuration: readonly string[] = [
  '09 02 22 00 01 01 00 80 0f', // configuration 1: 34 bytes, 1 interface, bus powered, 30 mA
  '09 04 00 00 01 03 01 01 00', // interface 0: HID, boot keyboard
  '09 21 10 01 00 01 22 47 00', // HID 1.10, report descriptor of 71 bytes
  '07 05 81 03 08 00 0a', // endpoint 81: interrupt, 8 bytes, 10 ms
];

export const yubiKeyReport: readonly string[] = [
  '05 01 09 06 a1 01', // Generic Desktop, Keyboard
  '05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02', // eight modifier bits
  '95 01 75 08 81 01', // reserved byte
  '95 05 75 01 05 08 19 01 29 05 91 02', // five LEDs
  '95 01 75 03 91 01', // their padding
  '95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00', // six keys
  '09 03 75 08 95 08 b1 02', // eight bytes of feature report
  'c0',
];

/** @throws RangeError for a firmware version that bcdDevice has no digits for */
export function createYubiKey(options: YubiKeyOptions): KeyboardKey {
  const { major, minor, build } = options.firmware;
  if ([major, minor, build].some((part) => !Number.isInteger(part) || part < 0 || part > 9))
    throw new RangeError(
      `Firmware ${major}.${minor}.${build} does not fit in bcdDevice: each part is 0 to 9.`,
    );
  const serialIndex = options.visibleSerial === undefined ? '00' : '03';
  const strings = ['Yubico', options.product ?? 'YubiKey OTP'];
  return createKeyboardKey({
    descriptors: {
      device: `12 01 00 02 00 00 00 40 50 10 01 04 ${minor}${build} 0${major} 01 02 ${serialIndex} 01`,
      configuration,
      strings: options.visibleSerial === undefined ? strings : [...strings, options.visibleSerial],
    },
    report: yubiKeyReport,
    inEndpoint: 0x81,
    maxPacketSize: 8,
    handler: options.handler,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
}
