// The states of a credential, their transitions, and their answers to a code.
import type { CredentialRecord, LifecycleState } from '../stores/store.js';
import type { Outcome } from './outcome.js';

/** For each state, the states to which an operator can change it. `replaced` needs a successor. */
export const transitions: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
  issued: ['active', 'disabled', 'lost', 'expired', 'deleted', 'replaced'],
  active: ['disabled', 'lost', 'expired', 'deleted', 'replaced'],
  disabled: ['active', 'lost', 'expired', 'deleted', 'replaced'],
  lost: ['deleted', 'replaced'],
  expired: ['deleted', 'replaced'],
  deleted: [],
  replaced: ['deleted'],
};

/** Why this credential takes no code at this time; null if it does. */
export function refusalOf({ facts, state }: CredentialRecord, nowUs: number): Outcome | null {
  switch (state.lifecycle) {
    case 'issued':
      return 'not-yet-active';
    case 'disabled':
    case 'lost':
    case 'expired':
    case 'deleted':
      return state.lifecycle;
    case 'replaced':
      return 'disabled';
    case 'active':
      if (facts.expiresUs !== null && nowUs >= facts.expiresUs) return 'expired';
      return facts.notBeforeUs !== null && nowUs < facts.notBeforeUs ? 'not-yet-active' : null;
  }
}
