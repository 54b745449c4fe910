// The state of a credential that has not taken a code yet.
import type { CredentialState, LifecycleState } from '../stores/store.js';

export interface InitialState {
  readonly lifecycle: LifecycleState;
  /** -1 for a time-based fob; the counter before the next one for an event-based fob. */
  readonly lastConsumed: number;
  readonly driftSteps: number;
}

export function initialState(
  { lifecycle, lastConsumed, driftSteps }: InitialState,
  atUs: number,
): CredentialState {
  return {
    lifecycle,
    lastConsumed,
    driftSteps,
    driftAnchorSteps: driftSteps,
    driftAnchorUs: atUs,
    windowPhase: 'initial',
    failures: 0,
    lastWrongDigest: null,
    throttledUntilUs: null,
    lockedAtUs: null,
    resyncFailures: 0,
    resyncSinceUs: null,
    candidateStep: null,
    candidateExpiresUs: null,
    lastSuccessUs: null,
  };
}
