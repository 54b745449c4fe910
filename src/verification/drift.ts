// Learns the drift of the fob's clock from a success, in whole steps and within bounds (RFC 6238 §6).
import type { CredentialFacts, CredentialState } from '../stores/store.js';
import type { Policy } from './policy.js';
import { secondsToUs } from './step-time.js';

/** The drift after a success at `matchedSteps` from the verifier's clock. The policy says how to learn it. It never exceeds
 *  the policy's ppm × time since the anchor + its constant. */
export function learnedDrift(
  policy: Policy,
  facts: CredentialFacts,
  state: CredentialState,
  matchedSteps: number,
  nowUs: number,
): number {
  const { learning } = policy.drift;
  if (learning === 'none') return state.driftSteps;
  const move = matchedSteps - state.driftSteps;
  const wanted = learning === 'match' ? matchedSteps : state.driftSteps + Math.sign(move);
  const bound = driftBoundSteps(policy, facts, state, nowUs);
  const lowest = state.driftAnchorSteps - bound;
  return Math.max(lowest, Math.min(lowest + 2 * bound, wanted));
}

/** How far the drift may be from its anchor now. */
export function driftBoundSteps(
  policy: Policy,
  facts: CredentialFacts,
  state: CredentialState,
  nowUs: number,
): number {
  const elapsedUs = Math.max(0, nowUs - state.driftAnchorUs);
  const gone = (elapsedUs * policy.drift.maximumPpm) / 1e6 / secondsToUs(facts.stepSeconds);
  return Math.floor(gone) + policy.drift.constantSteps;
}
