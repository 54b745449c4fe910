// A verdict: the answer to one verification or resynchronization, and its coarse form for outsiders.
import type { CredentialRecord } from '../stores/store.js';
import type { Decision } from './decision.js';
import { type Explanation, explain } from './explain.js';
import { isSuccess, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';

export interface Verdict extends Explanation {
  readonly outcome: Outcome;
  readonly credentialId: string;
  /** The time that it was judged at, as the caller gave it. */
  readonly atUs: number;
  /** TOTP: how many steps the code is ahead of the verifier's clock. HOTP: how many counters after the next
   *  one. null where the code was not found. */
  readonly stepsOff: number | null;
  /** The step or counter that the code belongs to. */
  readonly step: number | null;
  /** The learned drift after this verdict; null for HOTP and where there is no credential. */
  readonly driftSteps: number | null;
  /** Consecutive failures after this verdict. */
  readonly failures: number | null;
  /** When to try again; null: at once, or never without an operator. */
  readonly retryAtUs: number | null;
  readonly policy: string | null;
  /** The vendor's own result codes under the policy, the most specific first; often none. */
  readonly vendorCodes: readonly string[];
  /** True where this repeats the answer that the same request got before. */
  readonly retransmitted: boolean;
}

/** All that somebody who has shown nothing yet may see. */
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
