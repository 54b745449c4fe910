// The USB face of a Nitrokey Pro (20A0:4108), its OTP interface only. Nitrokey's IDs: for this emulation, on loopback.
import type { FeatureReportHandler } from '../classes/feature-report-handler.js';
import type { UsbDevice } from '../usb-device.js';
import { createReportKey } from './feature-key.js';

export interface NitrokeyProOptions {
  /** 24 hex digits on the real one; libnitrokey passes over a key without any. */
  readonly serial: string;
  readonly handler: FeatureReportHandler;
  readonly seed?: string | number;
}

const device = '12 01 10 01 00 00 00 40 a0 20 08 41 01 01 01 02 03 01'; // USB 1.10, 20A0:4108, 1.01

const configuration: readonly string[] = [
  '09 02 22 00 01 01 00 80 32', // configuration 1: 34 bytes, 1 interface, bus powered, 100 mA
  '09 04 00 00 01 03 00 00 00', // interface 0: HID
  '09 21 10 01 00 01 22 2a 00', // HID 1.10, report descriptor of 42 bytes
  '07 05 84 03 08 00 0a', // endpoint 84: interrupt, 8 bytes, 10 ms
];

export const nitrokeyProReport: readonly string[] = [
  '06 00 ff 09 01 a1 01', // vendor page FF00, usage 1
  '09 01 15 00 26 ff 00 75 08 95 40 81 02', // 64 bytes in
  '09 02 15 00 26 ff 00 75 08 95 40 91 02', // 64 bytes out
  '09 02 75 08 95 40 b1 02', // 64 bytes of feature report
  'c0',
];

export function createNitrokeyPro(options: NitrokeyProOptions): { readonly device: UsbDevice } {
  return createReportKey({
    descriptors: { device, configuration, strings: ['Nitrokey', 'Nitrokey Pro', options.serial] },
    report: nitrokeyProReport,
    inEndpoint: 0x84,
    maxPacketSize: 8,
    handler: options.handler,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
}
