// ID.me Authenticator, Code Generator: an app that scans an otpauth code.

import type { SoftDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { phoneScreen } from '../parts/phone.js';
import { nickname } from '../serial/nickname.js';

export const idmeCodeGenerator: SoftDatasheet = {
  kind: 'soft',
  id: 'idme/code-generator',
  summary: 'app: six digits every 30 s, enrolled by QR code or secret key',
  manufacturer: published('ID.me', 'ID.me help'),
  product: published('ID.me Authenticator', 'ID.me help: Code Generator Application'),
  firmwareVersion: assumed(
    '0',
    'apps change every month; 0 stands for an unknown version (IEEE 488.2 §10.14)',
  ),
  serial: nickname('code-generator'),
  otp: {
    types: published(['totp'], 'ID.me help: a new code every 30 s'),
    algorithms: assumed(
      ['sha1', 'sha256', 'sha512'],
      'an otpauth URI may ask for any; none asked means SHA-1',
    ),
    digits: assumed([6, 8, 7], 'six by the ID.me help; an otpauth URI may ask for others'),
    periodSeconds: published(30, 'ID.me help'),
    t0Seconds: published(0, 'RFC 6238 §4.1: T0 is 0 unless agreed otherwise'),
  },
  screen: {
    ...phoneScreen,
    annunciators: published(
      ['countdown'],
      'help.id.me 360023026153, 360047284713: a timer of 30 s beside the code',
    ),
  },
  enrolment: published('otpauth', 'ID.me help: QR code, or the secret key in base32'),
  notes: [
    'Several may be registered; each gives its own codes, so give each its own name.',
    'Follows the phone’s clock.',
  ],
};
