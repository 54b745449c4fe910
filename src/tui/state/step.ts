// What an event leads to: the next state, and what has to happen outside for it.
import type { Effect } from './effect.js';
import type { LabState } from './state.js';

export type Step = readonly [state: LabState, effects: readonly Effect[]];
