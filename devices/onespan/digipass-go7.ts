// OneSpan Digipass GO 7: the key fob of the EPCS documents.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, published, publishedForTheKind } from '../fact.js';
import { familyEnd } from '../parts/battery-end.js';
import { goHold, tokenButton } from '../parts/button.js';
import { goFamily, goNotes } from './go-family.js';

const GO7_HELP = 'help.iprescribe.com 39511833173907, "Using OneSpan hard token"';

export const digipassGo7: HardDatasheet = {
  ...goFamily,
  id: 'onespan/digipass-go7',
  summary: 'key fob with one button; codes for 32 s, information menu on a hold of 6 s',
  product: published('Digipass GO7', 'FIPS 140-2 policy v1.9 (29 Nov 2022)'),
  firmwareVersion: published('340106', 'FIPS 140-2 policy v1.9 (29 Nov 2022), Security Level 2'),
  otp: {
    ...goFamily.otp,
    periodSeconds: publishedForTheKind(
      30,
      'helpme.kareo.com “EPCS FAQs” (26 May 2023): a DrFirst fob gives a new six-digit code every 30 s; DrFirst sends GO 7 and Symantec fobs, the page names neither',
    ),
  },
  batteryEnd: familyEnd('GO 7'),
  button: tokenButton(goHold),
  lcd: {
    positions: publishedForTheKind(
      8,
      'a GO 6 has eight (wowpedia.fandom.com, after VASCO’s sheet), and so has a GO 3 (blog.sector101.co.uk); no datasheet of the GO 7 was found',
    ),
    annunciators: assumed(
      ['battery-low'],
      'the EPCS documents name a battery indicator, but do not say how it looks',
    ),
    onUs: published(32_000_000, `${GO7_HELP}: off by itself after about 32 s`),
    holdAction: published('menu', `${GO7_HELP}: 1 Time, 2 Battery, 3 Serial`),
    pressWhileOnSwitchesOff: published(true, `${GO7_HELP}: a second press turns it off`),
  },
  notes: [
    ...goNotes,
    'Pressed from the side, the button can jam and hold the display on (fault button.jammed).',
    'The scale of the battery value in the menu is not public: here it is millivolts. One fob of the family showed a number with two digits, 75, at its end.',
  ],
};
