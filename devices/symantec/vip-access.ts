// Symantec VIP Access: the app on a phone or a desktop.

import type { SoftDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { phoneScreen } from '../parts/phone.js';
import { vipCredentialId } from '../serial/vip.js';
import { symantec, vipFirmwareVersion, vipOtp } from './vip-family.js';

export const vipAccess: SoftDatasheet = {
  kind: 'soft',
  id: 'symantec/vip-access',
  summary: 'app: credential ID and security code, a new one every 30 s',
  manufacturer: symantec,
  product: published('VIP Access', 'python-vipaccess README'),
  firmwareVersion: vipFirmwareVersion,
  serial: vipCredentialId('SYMC', 'SYMZ', 'VSST', 'VSMT', 'SYDC', 'SYMD'),
  otp: vipOtp(published(['totp'], 'python-vipaccess README: TOTP')),
  screen: {
    ...phoneScreen,
    positions: published(6, 'vip_auth.xsd: HMAC-SHA1-TRUNC-6DIGITS only'),
  },
  enrolment: assumed(
    'provisioned',
    'the live service makes ID and seed; the bench makes its own and calls no service',
  ),
  notes: [
    'Follows the phone’s clock: no crystal, no cell.',
    'For EPCS it must be on another device than the one that prescribes (21 CFR 1311.115).',
  ],
};
