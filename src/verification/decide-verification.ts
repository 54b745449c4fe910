// Judges one code. It is pure, and a wrong code always takes the same work.
import type { CredentialRecord } from '../stores/store.js';
import { type Decision, refusal, success } from './decision.js';
import type { HmacKey } from './kernel/index.js';
import { refusalOf } from './lifecycle.js';
import type { Policy } from './policy.js';
import { codeValue, inside, nearest, noCode, ringSize, spendSteps, stepsWithCode } from './search.js';
import { secondsToUs } from './step-time.js';
import { afterFailure, lockOf, throttledUntil } from './throttle.js';
import { autosyncRing, type Rings, recognitionRing, ringsOf } from './window.js';

export interface VerificationInput {
  readonly policy: Policy;
  readonly record: CredentialRecord;
  readonly key: HmacKey;
  /** The normalized code; null if its length is not that of this credential. */
  readonly code: string | null;
  /** The keyed digest of a wrong code. */
  readonly wrongDigest: (credentialId: string, code: string) => Uint8Array;
  readonly nowUs: number;
  /** The least number of steps that a refusal computes, so that it costs the same for any reason. */
  readonly refusalSteps: number;
}

export function decideVerification(input: VerificationInput): Decision {
  const { policy, record, key, nowUs } = input;
  const { facts, state } = record;
  const code = input.code === null ? noCode : codeValue(input.code);
  const rings = ringsOf(policy, record, nowUs);
  const inWindow = stepsWithCode(key, rings.window, facts.digits, code);
  const closed = closedBy(input);
  const fresh = nearest(inWindow, rings.centre, state.lastConsumed);
  if (closed === null && fresh !== null) return success('accepted', policy, record, fresh, nowUs, false);

  // From here on the code is refused or resynchronizes the fob. The whole ring is searched in either case.
  const wide = recognitionRing(policy, record, rings);
  const matches = stepsWithCode(key, wide, facts.digits, code);
  const decision = closed ?? decideOutside(input, rings, inWindow, matches);
  if (decision.state === null || decision.state.lastConsumed === state.lastConsumed)
    spendSteps(input.refusalSteps - ringSize(rings.window) - ringSize(wide));
  return decision;
}

/** The outcome that refuses a code without looking at it. */
function closedBy({ policy, record, code, nowUs }: VerificationInput): Decision | null {
  const lifecycle = refusalOf(record, nowUs);
  if (lifecycle !== null) return refusal(lifecycle);
  const lock = lockOf(policy, record.state, nowUs);
  if (lock !== null) return refusal('locked', null, null, lock.untilUs);
  const untilUs = throttledUntil(record.state, nowUs);
  if (untilUs !== null) return refusal('throttled', null, null, untilUs);
  return code === null ? refusal('malformed') : null;
}

function decideOutside(
  input: VerificationInput,
  rings: Rings,
  inWindow: readonly number[],
  matches: readonly number[],
): Decision {
  const { policy, record, nowUs } = input;
  const { state } = record;
  const used = nearest(inWindow, rings.centre, -1);
  if (used !== null) return refusal('replayed', null, found(rings, used));

  const unused = nearest(matches, rings.centre, state.lastConsumed);
  if (unused !== null) {
    const synchronized = autosynchronize(input, rings, matches, unused);
    if (synchronized !== null) return synchronized;
    const failed = afterFailure(policy, state, digestOf(input), nowUs);
    const candidate =
      policy.autosync.rule === 'candidate' && inside(autosyncRing(policy, record, rings), unused);
    const expiresUs = nowUs + secondsToUs(policy.autosync.candidateSeconds);
    return refusal(
      'out-of-sync',
      candidate ? { ...failed, candidateStep: unused, candidateExpiresUs: expiresUs } : failed,
      found(rings, unused),
    );
  }
  const old = nearest(matches, rings.centre, -1);
  if (old !== null) return refusal('replayed', null, found(rings, old));
  return refusal('invalid', afterFailure(policy, state, digestOf(input), nowUs));
}

function found(rings: Rings, step: number): { step: number; stepsOff: number } {
  return { step, stepsOff: step - rings.origin };
}

function digestOf({ wrongDigest, record, code }: VerificationInput): Uint8Array {
  return wrongDigest(record.id, code ?? '');
}

function autosynchronize(
  { policy, record, nowUs }: VerificationInput,
  rings: Rings,
  matches: readonly number[],
  unused: number,
): Decision | null {
  const { autosync } = policy;
  const { candidateStep, candidateExpiresUs } = record.state;
  const accept = (step: number, anchors: boolean): Decision =>
    success('accepted-resynchronized', policy, record, step, nowUs, anchors);
  // One code proves too little: the bound of the drift keeps its anchor.
  if (autosync.rule === 'direct')
    return inside(autosyncRing(policy, record, rings), unused) ? accept(unused, false) : null;
  if (autosync.rule === 'none' || candidateStep === null || candidateExpiresUs === null) return null;
  if (nowUs >= candidateExpiresUs) return null;
  const ahead = { first: candidateStep + 1, last: candidateStep + autosync.candidateGapSteps };
  const second = matches.find((step) => inside(ahead, step) && step > record.state.lastConsumed);
  return second === undefined ? null : accept(second, true);
}
