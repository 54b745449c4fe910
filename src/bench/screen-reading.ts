// The answer of everything that touches a fob. It carries the screen after the change, so that no client polls for it.

import { isoTime } from '../contract/iso-time.js';
import type { ScreenAnswer } from '../contract/results/screen.js';
import type { Bench } from './bench.js';

export type { ScreenAnswer };

export function screenAnswer(bench: Bench, serial: string): ScreenAnswer {
  const { state, text, lowBattery } = bench.view(serial);
  return { serial, seq: bench.log.last, at: isoTime(bench.nowUs()), screen: { state, text, lowBattery } };
}

/**
 * The digits on the LCD and nothing else; none where it tells of the battery: those are no code. What a key typed is
 * whole: a static password has letters and punctuation.
 */
export function digitsOnScreen({ screen }: ScreenAnswer): string {
  if (screen.state === 'notice' || screen.state === 'dead') return '';
  if (screen.state === 'showing' && /[^\d\s-]/.test(screen.text)) return screen.text;
  return screen.text.replace(/[^0-9]/g, '');
}

export function screenLine({ serial, screen }: ScreenAnswer): string {
  const shown = screen.text === '' ? '(blank)' : screen.text;
  return `${serial}  ${shown}  ${screen.state}${screen.lowBattery ? '  battery low' : ''}`;
}
