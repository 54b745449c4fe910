// OneSpan Digipass GO 3.

import type { HardDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { noHold, tokenButton } from '../parts/button.js';
import { goFamily, goNotes, noFirmwareVersion } from './go-family.js';

const TEARDOWN = 'teardown, blog.sector101.co.uk 2019-11-03';

export const digipassGo3: HardDatasheet = {
  ...goFamily,
  id: 'onespan/digipass-go3',
  summary: 'the older key fob: eight positions, a CR2032, a rubber button',
  product: published('Digipass GO3', 'docs.onespan.com, list of authenticators: DPGO3'),
  firmwareVersion: noFirmwareVersion,
  battery: {
    ...goFamily.battery,
    capacityMah: published(220, `${TEARDOWN}: a CR2032, which holds 220 to 240 mAh (Energizer handbook)`),
  },
  button: tokenButton(noHold),
  lcd: {
    positions: published(8, TEARDOWN),
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
