// A verdict is the answer to a verification or a resynchronization. It has a coarse form for outsiders.
import type { CredentialRecord } from '../stores/store.js';
import type { Decision } from './decision.js';
import { type Explanation, explain } from './explain.js';
import { isSuccess, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';

export interface Verdict extends Explanation {
  readonly outcome: Outcome;
  readonly credentialId: string;
  /** The time that the caller gave to judge by. */
  readonly atUs: number;
  /** TOTP: how many steps the code is ahead of the verifier's clock. HOTP: how many counters it is after the next one. null
   *  if the code was not found. */
  readonly stepsOff: number | null;
  /** The step or counter of the code. */
  readonly step: number | null;
  /** The learned drift after this verdict; null for HOTP, and if there is no credential. */
  readonly driftSteps: number | null;
  /** Consecutive failures after this verdict. */
  readonly failures: number | null;
  /** When to try again; null means at once, or not without an operator. */
  readonly retryAtUs: number | null;
  readonly policy: string | null;
  /** The vendor's result codes under the policy, the most specific first. Most policies have none. */
  readonly vendorCodes: readonly string[];
  /** True if this is the answer that the same request got before. */
  readonly retransmitted: boolean;
}

/** All that somebody who has proved nothing may see. */
export interface CoarseVerdict {
  readonly outcome: 'accepted' | 'refused';
  readonly atUs: number;
}

export function coarse(verdict: Verdict): CoarseVerdict {
  return { outcome: isSuccess(verdict.outcome) ? 'accepted' : 'refused', atUs: verdict.atUs };
}

const noCodes: readonly string[] = [];

export function verdictOf(
  decision: Decision,
  credentialId: string,
  record: CredentialRecord | null,
  policy: Policy | null,
  atUs: number,
): Verdict {
  const state = decision.state ?? record?.state ?? null;
  const timed = record?.facts.kind === 'totp';
  const { cause, suggestedAction } = explain(decision, record, atUs);
  return {
    outcome: decision.outcome,
    credentialId,
    atUs,
    stepsOff: decision.stepsOff,
    step: decision.step,
    driftSteps: timed && state !== null ? state.driftSteps : null,
    failures: state === null ? null : state.failures,
    retryAtUs: decision.retryAtUs,
    policy: policy === null ? null : policy.name,
    vendorCodes: vendorCodesOf(decision.outcome, timed, policy),
    retransmitted: false,
    cause,
    suggestedAction,
  };
}

function vendorCodesOf(outcome: Outcome, timed: boolean, policy: Policy | null): readonly string[] {
  if (policy === null) return noCodes;
  return (timed ? undefined : policy.eventResultCodes[outcome]) ?? policy.resultCodes[outcome] ?? noCodes;
}
