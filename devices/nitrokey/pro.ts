// Nitrokey Pro.

import type { UsbKeyDatasheet } from '../datasheet.js';
import { published } from '../fact.js';
import { nitrokeySerial } from '../serial/usb-key.js';

export const nitrokeyPro: UsbKeyDatasheet = {
  kind: 'usb-key',
  id: 'nitrokey/pro',
  summary: 'USB key that gives HOTP and TOTP codes over HID',
  manufacturer: published('Nitrokey', 'USB string of the device'),
  product: published('Nitrokey Pro', 'USB string of the device'),
  firmwareVersion: published(
    '0.15',
    'Nitrokey/nitrokey-pro-firmware src/inc/report_protocol.h (981a7e6): 0x0F; the last tag is v0.15',
  ),
  serial: nitrokeySerial,
  usbVendorId: published(0x20a0, 'libnitrokey'),
  usbProductId: published(0x4108, 'libnitrokey'),
  applet: published('nitrokey-pro', 'libnitrokey'),
  notes: [
    'The OpenPGP card beside the HID interface is not there.',
    'It has no clock: the host sets the time.',
  ],
};
