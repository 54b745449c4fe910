// The descriptors of the generic fob: a serial port, a keyboard and vendor reports in one device.
// Its ID is pid.codes' test ID 1209:0001, which is for private testing. Only the applets that emulate a vendor's key
// (feature-key.ts) use the vendor's own IDs, on loopback.
import type { DeviceDescriptors } from './usb-device.js';

export const compositeDevice = '12 01 00 02 ef 02 01 40 09 12 01 00 00 01 01 02 03 01'; // USB 2.00, EF/02/01, 1209:0001

export const compositeConfiguration: readonly string[] = [
  '09 02 84 00 04 01 00 80 32', // configuration 1: 132 bytes, 4 interfaces, bus powered, 100 mA
  '08 0b 00 02 02 02 01 00', // association: interfaces 0 and 1 are one CDC-ACM function
  '09 04 00 00 01 02 02 01 00', // interface 0: communications, ACM
  '05 24 00 10 01', // CDC header, 1.10
  '05 24 01 00 01', // call management: none, data interface 1
  '04 24 02 02', // ACM: line coding and control line state
  '05 24 06 00 01', // union: 0 controls 1
  '07 05 81 03 10 00 0a', // endpoint 81: interrupt, 16 bytes, 10 ms
  '09 04 01 00 02 0a 00 00 00', // interface 1: data
  '07 05 82 02 40 00 00', // endpoint 82: bulk, 64 bytes
  '07 05 02 02 40 00 00', // endpoint 02: bulk, 64 bytes
  '09 04 02 00 01 03 01 01 00', // interface 2: HID, boot keyboard
  '09 21 11 01 00 01 22 3f 00', // HID 1.11, report descriptor of 63 bytes
  '07 05 83 03 08 00 0a', // endpoint 83: interrupt, 8 bytes, 10 ms
  '09 04 03 00 02 03 00 00 00', // interface 3: HID, vendor reports
  '09 21 11 01 00 01 22 21 00', // HID 1.11, report descriptor of 33 bytes
  '07 05 84 03 40 00 0a', // endpoint 84: interrupt, 64 bytes, 10 ms
  '07 05 04 03 40 00 0a', // endpoint 04: interrupt, 64 bytes, 10 ms
];

/** HID 1.11 appendix B.1: modifiers, a reserved byte, six keys in; five LEDs out. */
export const bootKeyboardReport: readonly string[] = [
  '05 01 09 06 a1 01', // Generic Desktop, Keyboard
  '05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02', // eight modifier bits
  '95 01 75 08 81 01', // reserved byte
  '95 05 75 01 05 08 19 01 29 05 91 02', // five LEDs
  '95 01 75 03 91 01', // their padding
  '95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00', // six keys
  'c0',
];

export const vendorReport: readonly string[] = [
  '06 00 ff 09 01 a1 01', // vendor page FF00, usage 1
  '15 00 26 ff 00 75 08 95 40', // 64 fields of a byte each, in
  '09 02 81 02', // input
  '09 03 95 40 91 02', // output
  '09 04 95 40 b1 02', // feature
  'c0',
];

export function compositeDescriptors(strings: readonly string[]): DeviceDescriptors {
  return { device: compositeDevice, configuration: compositeConfiguration, strings };
}
