// ID.me text message or call: a phone that receives a code.

import type { PhoneDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { phoneNumber } from '../serial/phone-number.js';

export const idmePhone: PhoneDatasheet = {
  kind: 'phone',
  id: 'idme/phone',
  summary: 'phone: receives six digits by text or call',
  manufacturer: published('ID.me', 'ID.me help'),
  product: published('Text message or call', 'ID.me help'),
  serial: phoneNumber,
  channels: published(['text', 'call'], 'ID.me help'),
  digits: published(6, 'ID.me help: 6-digit code'),
  expirySeconds: assumed(
    600,
    'no source gives it; ten minutes, since ID.me says that its mails can take so long',
  ),
  notes: [
    'Codes come to it by foblab phone receive; foblab code reads the newest that is still good.',
    'Nothing is sent to a real phone.',
  ],
};
