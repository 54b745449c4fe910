// Judges two or three consecutive codes over a wide ring (RFC 4226 §7.4, RFC 6238 §6). It is pure and does the same work in
// any case.
import type { CredentialRecord } from '../stores/store.js';
import { type Decision, refusal, success } from './decision.js';
import type { HmacKey } from './kernel/index.js';
import { refusalOf } from './lifecycle.js';
import type { Policy } from './policy.js';
import { codeValue, nearest, noCode, ringSize, spendSteps, stepsWithCode } from './search.js';
import { afterFailedResynchronization, lockOf, resynchronizationThrottledUntil } from './throttle.js';
import { type Ring, ringsOf, wideRing } from './window.js';

export interface ResynchronizationInput {
  readonly policy: Policy;
  readonly record: CredentialRecord;
  readonly key: HmacKey;
  /** The normalized codes in the order in which the fob showed them; null for one that has another length. */
  readonly codes: readonly (string | null)[];
  readonly nowUs: number;
  /** As for a verification, for each code. */
  readonly refusalSteps: number;
}

export function decideResynchronization(input: ResynchronizationInput): Decision {
  const { policy, record, key, codes, nowUs } = input;
  const { facts, state } = record;
  const rings = ringsOf(policy, record, nowUs);
  const wide = wideRing(policy, record, rings);
  const matches = codes.map((code, i) =>
    stepsWithCode(key, ringOf(wide, i), facts.digits, code === null ? noCode : codeValue(code)),
  );
  const decision = closedBy(input) ?? decide();
  if (decision.outcome !== 'resynchronized') spendSteps(codes.length * (input.refusalSteps - ringSize(wide)));
  return decision;

  function decide(): Decision {
    const starts = (matches[0] ?? []).filter((first) =>
      matches.every((steps, i) => steps.includes(first + i)),
    );
    const first = nearest(starts, rings.centre, state.lastConsumed);
    const last = codes.length - 1;
    if (first !== null) return success('resynchronized', policy, record, first + last, nowUs, true);
    const failed = afterFailedResynchronization(policy, state, nowUs);
    const used = nearest(starts, rings.centre, -1);
    return used === null
      ? refusal('invalid', failed)
      : refusal('replayed', failed, { step: used + last, stepsOff: used + last - rings.origin });
  }
}

/** The ring of the (i+1)th code: the same ring, i steps later. */
function ringOf(wide: Ring, i: number): Ring {
  return { first: Math.min(wide.first + i, wide.last + 1), last: wide.last };
}

function closedBy({ policy, record, codes, nowUs }: ResynchronizationInput): Decision | null {
  const lifecycle = refusalOf(record, nowUs);
  if (lifecycle !== null) return refusal(lifecycle);
  const lock = lockOf(policy, record.state, nowUs);
  if (lock !== null && !policy.resynchronization.whileLocked)
    return refusal('locked', null, null, lock.untilUs);
  const untilUs = resynchronizationThrottledUntil(policy, record.state, nowUs);
  if (untilUs !== null) return refusal('throttled', null, null, untilUs);
  const count = policy.resynchronization.codes;
  return codes.length !== count || codes.includes(null) ? refusal('malformed') : null;
}
