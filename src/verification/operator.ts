// How an operator's change reaches the store: on the row as read, again where somebody else wrote first.
import type { CredentialFacts, CredentialRecord, CredentialState } from '../stores/store.js';
import { type Core, checkedTime, write } from './core.js';
import { type CredentialView, viewOf } from './credential-view.js';
import { VerificationError } from './verification-error.js';

/** Every operator's change says who, when and why. */
export interface OperatorRequest {
  readonly credentialId: string;
  readonly atUs: number;
  readonly actor: string;
  readonly reason: string;
}

export interface OperatorChange {
  readonly state: CredentialState;
  readonly facts?: CredentialFacts;
  readonly detail?: readonly (readonly [string, string])[];
}

/** Applies `change` to the row. Throws a VerificationError `unknown-credential`, or what `change` throws. */
export async function operate(
  core: Core,
  event: string,
  outcome: string,
  request: OperatorRequest,
  change: (record: CredentialRecord) => OperatorChange,
): Promise<CredentialView> {
  const timeUs = checkedTime(request.atUs);
  let record = await core.store.get(request.credentialId);
  for (;;) {
    if (record === null) throw unknown(request.credentialId);
    const { state, facts, detail = [] } = change(record);
    const result = await write(core, record.id, record, timeUs, {
      state,
      facts: facts ?? null,
      audit: {
        timeUs,
        credentialId: record.id,
        event,
        outcome,
        actor: request.actor,
        reason: request.reason,
        requestId: null,
        detail,
      },
      answer: null,
    });
    if (result.applied)
      return viewOf({ id: record.id, version: record.version + 1, facts: facts ?? record.facts, state });
    record = result.row;
  }
}

export function unknown(id: string): VerificationError {
  return new VerificationError('unknown-credential', `There is no credential ${JSON.stringify(id)}.`);
}
