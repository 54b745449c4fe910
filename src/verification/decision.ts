// The result of a judgement before it is stored: the outcome, the new state of the row, and the details for operators.
import type { CredentialRecord, CredentialState } from '../stores/store.js';
import { learnedDrift } from './drift.js';
import type { Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import { stepAt } from './step-time.js';

export interface Decision {
  readonly outcome: Outcome;
  /** null: the row stays as it is. */
  readonly state: CredentialState | null;
  /** The step or counter of the code, or of the last of several; null if it was not found or not searched for. */
  readonly step: number | null;
  /** Its distance from the verifier's clock, or from the next counter. */
  readonly stepsOff: number | null;
  readonly retryAtUs: number | null;
}

export function refusal(
  outcome: Outcome,
  state: CredentialState | null = null,
  found: { step: number; stepsOff: number } | null = null,
  retryAtUs: number | null = null,
): Decision {
  return {
    outcome,
    state,
    step: found === null ? null : found.step,
    stepsOff: found === null ? null : found.stepsOff,
    retryAtUs,
  };
}

/** The state after a success at `step`: the step is consumed, failures are forgotten, and the drift is learned. `anchors`:
 *  two codes, or a first success, prove the drift, so that its bound counts from here. */
export function success(
  outcome: Outcome,
  policy: Policy,
  { facts, state }: CredentialRecord,
  step: number,
  nowUs: number,
  anchors: boolean,
): Decision {
  const timed = facts.kind === 'totp';
  const stepsOff = timed ? step - stepAt(facts, nowUs) : step - (state.lastConsumed + 1);
  const anchored = timed && (anchors || state.windowPhase === 'initial');
  const follows = policy.drift.learning !== 'none' || outcome !== 'accepted';
  let { driftSteps, driftAnchorSteps, driftAnchorUs } = state;
  if (anchored && follows) {
    driftSteps = stepsOff;
    driftAnchorSteps = stepsOff;
    driftAnchorUs = nowUs;
  } else if (timed) driftSteps = learnedDrift(policy, facts, state, stepsOff, nowUs);
  return {
    outcome,
    step,
    stepsOff,
    retryAtUs: null,
    state: {
      lifecycle: state.lifecycle,
      lastConsumed: step,
      driftSteps,
      driftAnchorSteps,
      driftAnchorUs,
      windowPhase: 'production',
      failures: 0,
      lastWrongDigest: null,
      throttledUntilUs: null,
      lockedAtUs: null,
      resyncFailures: 0,
      resyncSinceUs: null,
      candidateStep: null,
      candidateExpiresUs: null,
      lastSuccessUs: nowUs,
    },
  };
}
