// The physical fobs that something was kept of: the most urgent first, as the drawer lists them.
import type { ObservedSummary } from './device-answers.js';
import type { LabState } from './state.js';

export function observedInOrder({ devices: { observed } }: LabState): readonly ObservedSummary[] {
  return typeof observed === 'object' ? observed : [];
}
