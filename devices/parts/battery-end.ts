// How tokens behave when their cell is at its end. The sources speak of one Vasco fob in VIP service, of a GO 6 and of
// Duo's tokens.

import type { BatteryEndModel } from '../../firmware-sim/model.js';
import { assumed, type Fact, type Facts, measured, published, publishedForTheKind } from '../fact.js';

const BLOG = 'compdocjos.blogspot.com 2012/03, “Dead Paypal Security Key”: a Vasco fob in VIP service';
const WIKI = 'wowpedia.fandom.com, Blizzard Authenticator, a GO 6';

const end = {
  endMillivolts: assumed(
    2250,
    'no figure is public: under the low mark and above the reset; the 75 that one fob showed may be per cent of 3.0 V',
  ),
  garbledUs: assumed(500_000, 'garbled characters “flash”; how long is not told'),
  noGarbledUs: assumed(0, 'garbled characters are not told of this one'),
  goesOff: assumed(false, 'not told: it goes off as a code does'),
  memoryHoldUs: assumed(
    60_000_000,
    'one fob kept its verdict over a change at once and lost its memory within five minutes: a minute lies between',
  ),
} as const;

/** The end that the blog describes. `as` gives the basis that it has for a model. */
function vipFobEnd(as: <T>(value: T, what: string) => Fact<T>): Facts<BatteryEndModel> {
  return {
    endMillivolts: end.endMillivolts,
    notice: as('batt  75', `${BLOG}: at switch-on garbled characters, then “batt  75”, and no code`),
    garbledUs: end.garbledUs,
    noticeStays: end.goesOff,
    memoryHoldUs: end.memoryHoldUs,
    wipedText: as(
      '88888888',
      `${BLOG}: after five minutes without a cell 88888888 for good, the button dead`,
    ),
    cellReplaceable: as(true, `${BLOG}: its CR2032 was changed`),
  };
}

/** The end of a GO 3, for which that fob is taken. */
export const go3End = vipFobEnd((value, what) =>
  measured(value, `${what}; that it is a GO 3 no page says`, { by: 'one blogger', fobs: 1 }),
);

/** The end of a model of the same family or service, about which no source speaks. */
export function familyEnd(model: string): Facts<BatteryEndModel> {
  return vipFobEnd((value, what) =>
    publishedForTheKind(value, `${what} (one fob); of the ${model} nothing is told`),
  );
}

export const go6End: Facts<BatteryEndModel> = {
  ...familyEnd('GO 6'),
  notice: published('Disabled', `${WIKI}: its glass stands on the word “Disabled”`),
  garbledUs: end.noGarbledUs,
  noticeStays: published(true, `${WIKI}: stands on the word, the button without effect, no codes`),
  cellReplaceable: measured(
    true,
    'ciotto/teardown, digipass-go-6: a shell that opens; VASCO’s sheet calls the cell not replaceable',
    {
      by: 'one teardown',
      fobs: 1,
    },
  ),
};

export const cardEnd: Facts<BatteryEndModel> = {
  endMillivolts: end.endMillivolts,
  notice: publishedForTheKind(
    'Err',
    'itsupport.umd.edu KB0013701: dying Duo tokens show “Err” or distorted digits; of a VIP card nothing is told',
  ),
  garbledUs: end.noGarbledUs,
  noticeStays: end.goesOff,
  memoryHoldUs: end.memoryHoldUs,
  wipedText: assumed('', 'its cell is not changed'),
  cellReplaceable: publishedForTheKind(
    false,
    'otp.to product-specs: cards are 0.76 to 0.8 mm thick (ID-1), laminated over a paper cell',
  ),
};
