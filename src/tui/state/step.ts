// The next state after an event, and the effects that it needs.
import type { Effect } from './effect.js';
import type { LabState } from './state.js';

export type Step = readonly [state: LabState, effects: readonly Effect[]];
