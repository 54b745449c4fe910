// The answer of everything that touches a fob: it carries the screen after it, so that nobody polls and nobody races.
import type { FobState } from '../../firmware-sim/index.js';
import { isoTime } from '../contract/iso-time.js';
import type { Bench } from './index.js';

export interface ScreenAnswer {
  serial: string;
  /** True time. */
  at: string;
  screen: {
    state: FobState;
    /** What a person reads off the glass; '' where it is blank. */
    text: string;
    lowBattery: boolean;
    /** Number of the last event that the screen includes. */
    event: number;
  };
}

export function screenAnswer(bench: Bench, serial: string): ScreenAnswer {
  const { state, text, lowBattery } = bench.view(serial);
  return { serial, at: isoTime(bench.nowUs()), screen: { state, text, lowBattery, event: bench.log.last } };
}

/** The digits on the glass and nothing else. */
export function digitsOnScreen({ screen }: ScreenAnswer): string {
  return screen.text.replace(/[^0-9]/g, '');
}

export function screenLine({ serial, screen }: ScreenAnswer): string {
  const shown = screen.text === '' ? '(blank)' : screen.text;
  return `${serial}  ${shown}  ${screen.state}${screen.lowBattery ? '  battery low' : ''}`;
}
