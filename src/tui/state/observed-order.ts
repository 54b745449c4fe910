// The physical fobs that something was kept of, the last read first.
import type { ObservedSummary } from './device-answers.js';
import type { LabState } from './state.js';

export function observedInOrder({ devices: { observed } }: LabState): readonly ObservedSummary[] {
  return typeof observed === 'object' ? [...observed].sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1)) : [];
}
