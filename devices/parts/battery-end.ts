// How tokens behave when their cell is at its end. The sources speak of one Vasco fob in VIP service, of a GO 6 and of
// Duo's tokens.

import type { BatteryEndModel } from '../../firmware-sim/model.js';
import { assumed, type Fact, type Facts, measured, published, publishedForTheKind } from '../fact.js';

const BLOG = 'compdocjos.blogspot.com 2012/03, “Dead Paypal Security Key”: a Vasco fob in VIP service';
const WIKI = 'wowpedia.fandom.com, Blizzard Authenticator, a GO 6';

const end = {
  endMillivolts: assumed(
    2250,
    'no source gives it; it lies between the low mark and the reset voltage; the 75 that one fob showed may be per cent of 3.0 V',
  ),
  garbledUs: assumed(500_000, 'the source says that garbled characters “flash”, and not for how long'),
  noGarbledUs: assumed(0, 'no source speaks of garbled characters on this token'),
  goesOff: assumed(false, 'no source says it; it goes off like a code'),
  memoryHoldUs: assumed(
    60_000_000,
    'one fob kept its notice over a quick change of the cell and lost its memory within five minutes; a minute lies between; Square Enix (KB 12834) and AIB say that a change of the battery erases their Digipass',
  ),
} as const;

/** The end that the blog describes. `as` gives the basis that it has for a model. */
function vipFobEnd(as: <T>(value: T, what: string) => Fact<T>): Facts<BatteryEndModel> {
  return {
    endMillivolts: end.endMillivolts,
    notice: as('batt  75', `${BLOG}: at switch-on it shows garbled characters, then “batt  75”, and no code`),
    garbledUs: end.garbledUs,
    noticeStays: end.goesOff,
    memoryHoldUs: end.memoryHoldUs,
    wipedText: as(
      '88888888',
      `${BLOG}: after five minutes without a cell it shows 88888888 for good, and the button is dead`,
    ),
    cellReplaceable: as(true, `${BLOG}: its CR2032 was changed`),
  };
}

/** The end of a GO 3, for which that fob is taken. */
export const go3End = vipFobEnd((value, what) =>
  measured(value, `${what}; no page says that it is a GO 3`, { by: 'one blogger', fobs: 1 }),
);

/** The end of a model of the same family or service, about which no source speaks. */
export function familyEnd(model: string): Facts<BatteryEndModel> {
  return vipFobEnd((value, what) =>
    publishedForTheKind(value, `${what} (one fob); no source speaks of the ${model}`),
  );
}

export const go6End: Facts<BatteryEndModel> = {
  ...familyEnd('GO 6'),
  notice: published('Disabled', `${WIKI}: its display shows the word “Disabled”`),
  garbledUs: end.noGarbledUs,
  noticeStays: published(true, `${WIKI}: the word stays, the button has no effect, and there are no codes`),
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
    'itsupport.umd.edu KB0013701: dying Duo tokens show “Err” or distorted digits; no source speaks of a VIP card',
  ),
  garbledUs: end.noGarbledUs,
  noticeStays: end.goesOff,
  memoryHoldUs: end.memoryHoldUs,
  wipedText: assumed('', 'its cell cannot be changed'),
  cellReplaceable: publishedForTheKind(
    false,
    'otp.to product-specs: cards are 0.76 to 0.8 mm thick (ID-1), laminated over a paper cell',
  ),
};
