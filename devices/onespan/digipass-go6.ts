// OneSpan Digipass GO 6.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, published, publishedForTheKind } from '../fact.js';
import { go6End } from '../parts/battery-end.js';
import { noHold, tokenButton } from '../parts/button.js';
import { goFamily, goNotes, noFirmwareVersion, secondPressSwitchesOff } from './go-family.js';

const RCDEVS = 'docs.rcdevs.com/vasco-tokens';
const WIKI = 'wowpedia.fandom.com, Blizzard Authenticator (a custom GO 6), after VASCO’s sheet';

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
  batteryEnd: go6End,
  button: tokenButton(noHold),
  lifeYears: published(7, `${WIKI}: life expectancy of seven years`),
  lcd: {
    positions: published(8, `${WIKI}: a glass of eight characters`),
    annunciators: publishedForTheKind(
      [],
      'a Vasco fob in VIP service (one fob) and the GO 6 of Blizzard show the end in the digits, without a sign beside them',
    ),
    onUs: publishedForTheKind(
      32_000_000,
      'fobs of the same family are on for about 32 s: a GO 7 (help.iprescribe.com) and a Vasco fob in VIP service (techexams.net); about the GO 6 a source says only that it goes off by itself (docs.onespan.com demo)',
    ),
    holdAction: assumed('none', 'no information menu is documented'),
    pressWhileOnSwitchesOff: secondPressSwitchesOff,
  },
  notes: goNotes,
};
