// Symantec VIP YubiKey: a YubiKey that was sold with a VIP credential in its first slot.

import type { UsbKeyDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { vipCredentialId } from '../serial/vip.js';

export const vipYubikey: UsbKeyDatasheet = {
  kind: 'usb-key',
  id: 'symantec/vip-yubikey',
  summary: 'USB key that types a VIP code (event-based) when touched',
  manufacturer: published('Yubico', 'USB string of the vendor’s keys'),
  product: assumed('Yubico Yubikey II', 'VIP keys were sold as YubiKey 2'),
  firmwareVersion: assumed('2.4.3', 'VIP keys were sold with firmware 2.3 and later'),
  serial: vipCredentialId('UBHE'),
  usbVendorId: published(0x1050, 'yubikey-manager'),
  usbProductId: assumed(0x0010, 'yubikey-manager: YubiKey 1 and 2; which of them VIP keys were is assumed'),
  applet: published('yubikey', 'Yubico: VIP in slot 1, a dormant Yubico OTP in slot 2'),
  accessCode: published(
    'its serial',
    'yubico.com/2012/11/yubikey-vip: both slots are locked by an access code, the printed serial',
  ),
  touchSeconds: published(
    { first: '1 to 3', second: '4 to 5', longest: 5 },
    'support.lastpass.com “VIP YubiKey”: slot 1 at 1 to 3 s, slot 2 at 4 to 5 s, beyond that it blinks and types nothing',
  ),
  firstCounter: published(
    1,
    'dlenski/python-vipaccess tests/test_utils.py (9f49da3): UBHE, event-based, counter 1',
  ),
  notes: ['No clock and no cell of its own: it runs from the port.'],
};
