// Judges the proof that the owner has the fob of a credential: one code within the initial window, or as many consecutive
// codes as a resynchronization takes, within its ring. Success makes the credential active.
import type { CredentialRecord } from '../stores/store.js';
import { decideResynchronization, type ResynchronizationInput } from './decide-resynchronization.js';
import { decideVerification } from './decide-verification.js';
import type { Decision } from './decision.js';

export interface ActivationInput extends ResynchronizationInput {
  readonly wrongDigest: (credentialId: string, code: string) => Uint8Array;
  /** Whether the proof also makes a disabled credential active. */
  readonly enables: boolean;
}

export function decideActivation(input: ActivationInput): Decision {
  const { codes, record } = input;
  const { lifecycle } = record.state;
  // All other states refuse, at the same cost.
  const opens =
    lifecycle === 'issued' || (lifecycle === 'disabled' && input.enables && record.facts.replacedBy === null);
  const judged: CredentialRecord = opens
    ? { ...record, state: { ...record.state, lifecycle: 'active' } }
    : record;
  const decision =
    codes.length === 1
      ? decideVerification({ ...input, record: judged, code: codes[0] ?? null })
      : decideResynchronization({ ...input, record: judged });
  const { state } = decision;
  if (!opens || state === null || state.lastConsumed > record.state.lastConsumed) return decision;
  // A refusal counts as a failure and leaves the state of the credential as it was.
  return { ...decision, state: state === judged.state ? record.state : { ...state, lifecycle } };
}
