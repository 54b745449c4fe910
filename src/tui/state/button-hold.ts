// Whether a finger is on a fob's button, and what puts one there or takes it off.
import type { FobSummary } from './bench-answers.js';
import type { Effect } from './effect.js';

export function isHeld({ held }: FobSummary): boolean {
  return held;
}

export function holdEffect(fob: string, down: boolean): Effect {
  const operation = down ? 'fob.hold' : 'fob.release';
  return { effect: 'run', operation, arguments: { fob }, origin: 'key' };
}

/** A finger that comes down to stay, or lifts: neither takes time, and a lift must not overtake what it lifts. */
export function startsOrEndsHold(operation: string, given: Readonly<Record<string, unknown>>): boolean {
  return operation === 'fob.release' || (operation === 'fob.hold' && given.for === undefined);
}
