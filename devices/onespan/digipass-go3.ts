// OneSpan Digipass GO 3.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, measured, published } from '../fact.js';
import { go3End } from '../parts/battery-end.js';
import { noHold, tokenButton } from '../parts/button.js';
import { goFamily, goNotes, noFirmwareVersion, secondPressSwitchesOff } from './go-family.js';

const TEARDOWN = 'teardown, blog.sector101.co.uk 2019-11-03';
const oneTeardown = { by: 'one blogger', fobs: 1 };
/** A Vasco fob in VIP service. It is taken for a GO 3, which no source confirms. */
const PAYPAL_KEY = 'PayPal Security Key, a Vasco fob taken for a GO 3';

export const digipassGo3: HardDatasheet = {
  ...goFamily,
  id: 'onespan/digipass-go3',
  summary: 'the older key fob: eight positions, a CR2032, a rubber button',
  product: published('Digipass GO3', 'docs.onespan.com, list of authenticators: DPGO3'),
  firmwareVersion: noFirmwareVersion,
  otp: {
    ...goFamily.otp,
    periodSeconds: measured(
      30,
      `ilovemyjournal.com eid=3285 (2007), ${PAYPAL_KEY}: pressed every 30 s, the leading digit goes up by one each time`,
      oneTeardown,
    ),
  },
  battery: {
    ...goFamily.battery,
    capacityMah: measured(
      220,
      `${TEARDOWN}: a CR2032, which holds 220 to 240 mAh (Energizer handbook)`,
      oneTeardown,
    ),
  },
  batteryEnd: go3End,
  button: tokenButton(noHold),
  lcd: {
    positions: measured(8, TEARDOWN, oneTeardown),
    annunciators: measured(
      [],
      `compdocjos.blogspot.com 2012/03, ${PAYPAL_KEY}: it shows the end of its cell in the digits, without a sign beside them`,
      oneTeardown,
    ),
    onUs: measured(
      32_000_000,
      `techexams.net/blogs/jdmurray, 2 Oct 2007, ${PAYPAL_KEY}: on for about 32 s`,
      oneTeardown,
    ),
    holdAction: assumed('none', 'no information menu is documented'),
    pressWhileOnSwitchesOff: secondPressSwitchesOff,
  },
  notes: goNotes,
};
