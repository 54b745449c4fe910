// The physical fobs that something was kept of, the last read first.
import type { ObservedSight } from './device-answers.js';
import type { LabState } from './state.js';

export function observedInOrder({ devices: { observed } }: LabState): readonly ObservedSight[] {
  return typeof observed === 'object' ? [...observed].sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1)) : [];
}
