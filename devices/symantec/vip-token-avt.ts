// Symantec VIP hard token with a credential ID that begins with AVT.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, published, publishedForTheKind } from '../fact.js';
import { familyEnd } from '../parts/battery-end.js';
import { noHold, tokenButton } from '../parts/button.js';
import { coinCell } from '../parts/coin-cell.js';
import { tuningFork } from '../parts/tuning-fork.js';
import { vipCredentialId } from '../serial/vip.js';
import { symantec, vipFirmwareVersion, vipLife, vipOtp } from './vip-family.js';

/** Values of AVT tokens are taken from it: a fob of the same service, by another maker. */
const PAYPAL_KEY = 'the PayPal Security Key, a fob of the same service';

export const vipTokenAvt: HardDatasheet = {
  kind: 'hard',
  id: 'symantec/vip-token-avt',
  summary: 'VIP key fob, time-based unless ordered event-based',
  manufacturer: symantec,
  product: published('VIP Security Token', 'DrFirst help: AVT… is a Symantec hard token'),
  firmwareVersion: vipFirmwareVersion,
  serial: vipCredentialId('AVT'),
  otp: vipOtp(
    assumed(
      ['totp', 'hotp'],
      'sources conflict: Broadcom KB 222352 calls most hard tokens time-based, KB 436345 event-based; both can be had',
    ),
  ),
  crystal: tuningFork,
  battery: coinCell,
  batteryEnd: familyEnd('AVT'),
  button: tokenButton(noHold),
  lcd: {
    positions: publishedForTheKind(
      8,
      `${PAYPAL_KEY} has eight: “batt  75” and 88888888 (compdocjos.blogspot.com 2012/03)`,
    ),
    annunciators: publishedForTheKind(
      [],
      `${PAYPAL_KEY} shows the end in the digits, without a sign beside them (compdocjos.blogspot.com 2012/03)`,
    ),
    onUs: publishedForTheKind(
      32_000_000,
      `${PAYPAL_KEY} is on for about 32 s (techexams.net/blogs/jdmurray, 2 Oct 2007)`,
    ),
    holdAction: assumed('none', 'none is documented'),
    pressWhileOnSwitchesOff: assumed(false, 'none is documented; a press shows a code'),
  },
  ...vipLife,
  notes: [
    'Time- or event-based: public sources conflict, so choose with --time or --event when you add one.',
  ],
};
