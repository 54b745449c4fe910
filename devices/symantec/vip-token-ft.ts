// Symantec VIP card (NSEU/FT): a token as flat as a credit card.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, measured, published, publishedForTheKind } from '../fact.js';
import { cardEnd } from '../parts/battery-end.js';
import { tokenButton } from '../parts/button.js';
import { coinCell } from '../parts/coin-cell.js';
import { tuningFork } from '../parts/tuning-fork.js';
import { vipCardId } from '../serial/vip.js';
import { symantec, vipFirmwareVersion, vipLife, vipOtp } from './vip-family.js';

const KB = 'Broadcom KB 150762, credit-card style token (NSEU / FT)';
const ISSUE = 'dlenski/python-vipaccess issue #57 (24 Aug 2021): FT10, FT11 and FT12 are event-based';

export const vipTokenFt: HardDatasheet = {
  kind: 'hard',
  id: 'symantec/vip-token-ft',
  summary: 'VIP card, event-based; its counter in hex on a hold of 2 s',
  manufacturer: symantec,
  product: published('VIP Security Card', KB),
  firmwareVersion: vipFirmwareVersion,
  serial: vipCardId,
  otp: {
    ...vipOtp(published(['hotp'], `${KB}: a press counter; ${ISSUE}`)),
    labTypes: assumed(['totp'], `the lab’s own: no time-based FT is known (${ISSUE})`),
    firstCounter: measured(
      1,
      'paulsambolin.com/posts/symantec-vip: an FT12 credential as issued starts at 1',
      {
        by: 'one user',
        fobs: 1,
      },
    ),
  },
  crystal: tuningFork,
  battery: {
    ...coinCell,
    capacityMah: publishedForTheKind(
      15,
      'Holtek WAS-19C1EN (25 Sep 2020), reference design of an OTP display card: a paper cell of 15 mAh; a CR2032 is four cards thick',
    ),
    sleepMicroamps: publishedForTheKind(
      0.13,
      'Holtek WAS-19C1EN: 130 nA at 3 V with the 32 768 Hz crystal running; its 3 to 5 years allow 0.34 to 0.57 µA in all',
    ),
  },
  batteryEnd: cardEnd,
  button: tokenButton(published(2_000_000, `${KB}: hold for 2 s`)),
  lcd: {
    positions: published(6, `${KB}: six hex digits, 0000a8 is 168`),
    annunciators: assumed([], 'a card has no room for a sign, and none is documented'),
    onUs: publishedForTheKind(
      10_000_000,
      'cards and small tokens of other makers: 10 to 12 s (kb.swivelsecure.com), 15 s (Duo), 20 s (otp.to)',
    ),
    holdAction: published('counter-hex', `${KB}: the counter in hex`),
    pressWhileOnSwitchesOff: assumed(false, 'none is documented; a press shows the next code'),
  },
  ...vipLife,
  notes: [
    'Event-based: FT10, FT11 and FT12. A time-based one (--time) is the lab’s own.',
    'Its cell lasts longer than the life that its vendor publishes, in codes and in years.',
    'Its cell cannot be changed.',
  ],
};
