// Symantec VIP hard token with a credential ID that begins with AVT.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { noHold, tokenButton } from '../parts/button.js';
import { coinCell } from '../parts/coin-cell.js';
import { tuningFork } from '../parts/tuning-fork.js';
import { vipCredentialId } from '../serial/vip.js';
import { symantec, vipFirmwareVersion, vipLife, vipOtp } from './vip-family.js';

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
  button: tokenButton(noHold),
  lcd: {
    positions: assumed(6, 'a VIP code has six digits'),
    annunciators: assumed(['battery-low'], 'no indicator is documented; a low cell must show somehow'),
    onUs: assumed(30_000_000, 'the PayPal key of the same service went dark after 30 s (gadgets-weblog.com)'),
    holdAction: assumed('none', 'none is documented'),
    pressWhileOnSwitchesOff: assumed(false, 'none is documented; a press shows a code'),
  },
  ...vipLife,
  notes: ['Time- or event-based: public sources conflict, so say which when you add one.'],
};
