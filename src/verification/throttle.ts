// The effect of failures: delays that grow, then a lock (RFC 4226 §7.3, NIST SP 800-63B §5.2.2).
import type { CredentialState } from '../stores/store.js';
import type { Policy } from './policy.js';
import { secondsToUs } from './step-time.js';

/** A state that counts wrong codes: of a credential, or of a set of backup codes. */
export type Throttled = Pick<
  CredentialState,
  'failures' | 'lastWrongDigest' | 'throttledUntilUs' | 'lockedAtUs'
>;

/** The state after one more wrong code. After the end of a lock the count starts again. */
export function afterFailure<State extends Throttled>(
  policy: Policy,
  state: State,
  digest: Uint8Array,
  nowUs: number,
): State {
  const { throttle } = policy;
  if (!throttle.repeatedCodeCounts && sameBytes(state.lastWrongDigest, digest)) return state;
  const failures = (state.lockedAtUs === null ? state.failures : 0) + 1;
  const delayUs = secondsToUs(delaySeconds(policy, failures));
  return {
    ...state,
    failures,
    lastWrongDigest: digest,
    throttledUntilUs: delayUs === 0 ? null : nowUs + delayUs,
    lockedAtUs: failures >= throttle.lockAfter ? nowUs : null,
  };
}

/** The delay after the given number of consecutive failures. */
export function delaySeconds(policy: Policy, failures: number): number {
  const { freeFailures, delaySeconds: unit, growth, maximumDelaySeconds } = policy.throttle;
  if (failures <= freeFailures) return 0;
  let delay = unit;
  if (growth === 'linear') delay = unit * failures;
  else for (let i = freeFailures + 1; i < failures && delay < maximumDelaySeconds; i++) delay *= 2;
  return Math.min(delay, maximumDelaySeconds);
}

/** Whether the credential is locked, and until when (null: until an operator unlocks it). */
export function lockOf(
  policy: Policy,
  state: Pick<Throttled, 'lockedAtUs'>,
  nowUs: number,
): { untilUs: number | null } | null {
  if (state.lockedAtUs === null) return null;
  if (policy.throttle.lockSeconds === 0) return { untilUs: null };
  const untilUs = state.lockedAtUs + secondsToUs(policy.throttle.lockSeconds);
  return nowUs < untilUs ? { untilUs } : null;
}

/** Until when all codes are refused; null if they are not. */
export function throttledUntil(state: Pick<Throttled, 'throttledUntilUs'>, nowUs: number): number | null {
  return state.throttledUntilUs !== null && nowUs < state.throttledUntilUs ? state.throttledUntilUs : null;
}

/** The state after a failed resynchronization: counted within the policy's period. */
export function afterFailedResynchronization(
  policy: Policy,
  state: CredentialState,
  nowUs: number,
): CredentialState {
  const same = resynchronizationPeriodEnds(policy, state) > nowUs;
  return {
    ...state,
    resyncFailures: same ? state.resyncFailures + 1 : 1,
    resyncSinceUs: same ? state.resyncSinceUs : nowUs,
  };
}

/** Until when every resynchronization is refused; null if it is not. */
export function resynchronizationThrottledUntil(
  policy: Policy,
  state: CredentialState,
  nowUs: number,
): number | null {
  const endsUs = resynchronizationPeriodEnds(policy, state);
  return state.resyncFailures >= policy.resynchronization.attempts && nowUs < endsUs ? endsUs : null;
}

function resynchronizationPeriodEnds(policy: Policy, state: CredentialState): number {
  return state.resyncSinceUs === null
    ? Number.NEGATIVE_INFINITY
    : state.resyncSinceUs + secondsToUs(policy.resynchronization.periodSeconds);
}

function sameBytes(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
