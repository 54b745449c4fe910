// One picture of the LCD: its driven segments and its annunciators.

import { encode } from './glyphs.js';

export const COUNTDOWN_BARS = 6;

export interface Annunciators {
  batteryLow: boolean;
  /** Lit bars of the countdown, 0 to {@link COUNTDOWN_BARS}. */
  countdown: number;
}

export interface LcdFrame {
  /** One byte for each position, with the bits of SEGMENT. */
  segments: Uint8Array;
  annunciators: Annunciators;
}

/** An LCD that is off. No segment is driven, so a stuck one is dark, too. */
export function blankFrame(positions: number): LcdFrame {
  return { segments: new Uint8Array(positions), annunciators: { batteryLow: false, countdown: 0 } };
}

/**
 * A frame with text, starting at the left.
 * @throws RangeError as {@link encode} does, or if the countdown is not 0 to 6
 */
export function textFrame(
  text: string,
  positions: number,
  annunciators: Partial<Annunciators> = {},
): LcdFrame {
  const countdown = annunciators.countdown ?? 0;
  if (!Number.isInteger(countdown) || countdown < 0 || countdown > COUNTDOWN_BARS)
    throw new RangeError(`The countdown has 0 to ${COUNTDOWN_BARS} bars, not ${countdown}`);
  return {
    segments: encode(text, positions),
    annunciators: { batteryLow: annunciators.batteryLow ?? false, countdown },
  };
}
