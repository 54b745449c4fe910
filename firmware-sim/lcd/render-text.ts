// The LCD as one line of text, annunciators included.

import { COUNTDOWN_BARS, type LcdFrame } from './frame.js';
import { decode } from './glyphs.js';

/** `755224  ####..  BAT`: the text, then the countdown bars and the battery sign if they are lit. */
export function renderText(frame: LcdFrame): string {
  const parts = [decode(frame.segments)];
  const { batteryLow, countdown } = frame.annunciators;
  if (countdown > 0) parts.push('#'.repeat(countdown) + '.'.repeat(COUNTDOWN_BARS - countdown));
  if (batteryLow) parts.push('BAT');
  return parts.filter((part) => part !== '').join('  ');
}
