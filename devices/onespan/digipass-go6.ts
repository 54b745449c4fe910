// OneSpan Digipass GO 6.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { noHold, tokenButton } from '../parts/button.js';
import { goFamily, goNotes, noFirmwareVersion } from './go-family.js';

const RCDEVS = 'docs.rcdevs.com/vasco-tokens';

export const digipassGo6: HardDatasheet = {
  ...goFamily,
  id: 'onespan/digipass-go6',
  summary: 'key fob with one button; time- or event-based by order',
  product: published('Digipass GO6', 'docs.onespan.com, list of authenticators: DPGO6'),
  firmwareVersion: noFirmwareVersion,
  otp: {
    ...goFamily.otp,
    types: published(['totp', 'hotp'], `${RCDEVS}: OATH-TOTP or OATH-HOTP by order`),
    periodSeconds: published(30, `${RCDEVS}: OATH-TOTP step 30 s`),
  },
  button: tokenButton(noHold),
  lcd: {
    positions: assumed(8, 'appears to share its board with the GO 3, whose glass has eight'),
    annunciators: assumed(['battery-low'], 'as on the GO 7'),
    onUs: assumed(
      32_000_000,
      'off by itself after a while (docs.onespan.com demo); how long is not told: as a GO 7',
    ),
    holdAction: assumed('none', 'no information menu is documented'),
    pressWhileOnSwitchesOff: assumed(true, 'as on the GO 7'),
  },
  notes: goNotes,
};
