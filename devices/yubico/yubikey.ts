// Yubico YubiKey with its OTP interface.

import type { UsbKeyDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { yubikeySerial } from '../serial/usb-key.js';

export const yubikey: UsbKeyDatasheet = {
  kind: 'usb-key',
  id: 'yubico/yubikey',
  summary: 'USB key with two OTP slots: Yubico OTP, HOTP, static, challenge-response',
  manufacturer: published('Yubico', 'USB string of the vendor’s keys'),
  product: published('Yubikey 4 OTP', 'yubikey-manager: product 0401 is a YubiKey 4 or 5 with OTP only'),
  firmwareVersion: assumed('4.3.7', 'a late firmware of the YubiKey 4'),
  serial: yubikeySerial,
  usbVendorId: published(0x1050, 'yubikey-manager'),
  usbProductId: published(0x0401, 'yubikey-manager'),
  applet: published('yubikey', 'yubikey-personalization'),
  notes: [
    'Only the OTP interface is there: no FIDO, no card.',
    'No clock and no cell of its own: it runs from the port.',
  ],
};
