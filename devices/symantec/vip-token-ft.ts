// Symantec VIP card (NSEU/FT): a token as flat as a credit card.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { tokenButton } from '../parts/button.js';
import { coinCell } from '../parts/coin-cell.js';
import { tuningFork } from '../parts/tuning-fork.js';
import { vipCredentialId } from '../serial/vip.js';
import { symantec, vipFirmwareVersion, vipLife, vipOtp } from './vip-family.js';

const KB = 'Broadcom KB 150762, credit-card style token (NSEU / FT)';

export const vipTokenFt: HardDatasheet = {
  kind: 'hard',
  id: 'symantec/vip-token-ft',
  summary: 'VIP card, event-based unless ordered time-based; its counter in hex on a hold of 2 s',
  manufacturer: symantec,
  product: published('VIP Security Card', KB),
  firmwareVersion: vipFirmwareVersion,
  serial: vipCredentialId('FT'),
  otp: vipOtp(
    published(
      ['hotp', 'totp'],
      `${KB}: a press counter, so event-based; KB 222352 calls most hard tokens time-based`,
    ),
  ),
  crystal: tuningFork,
  battery: coinCell,
  button: tokenButton(published(2_000_000, `${KB}: hold for 2 s`)),
  lcd: {
    positions: published(6, `${KB}: six hex digits, 0000a8 is 168`),
    annunciators: assumed([], 'a card has no room for one, and none is documented'),
    onUs: assumed(10_000_000, 'another maker’s card shows a code for 10 s (kb.swivelsecure.com)'),
    holdAction: published('counter-hex', `${KB}: the counter in hex`),
    pressWhileOnSwitchesOff: assumed(false, 'none is documented; a press shows the next code'),
  },
  ...vipLife,
  notes: [
    'Time- or event-based: public sources conflict, so say which when you add one.',
    'Its cell is thinner than a CR2032; with no figure public, the CR2032 of the other tokens is assumed.',
  ],
};
