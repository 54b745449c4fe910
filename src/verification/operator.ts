// Stores a change by an operator. It applies to the row as it was read, and is tried again if somebody else wrote first.
import { quotedWord } from '../serials/index.js';
import type {
  Companions,
  CompanionWrite,
  CredentialFacts,
  CredentialRecord,
  CredentialState,
} from '../stores/store.js';
import { type BackupCodeSet, ownerOf, readBackupCodeSet } from './backup-code-set.js';
import { type Core, checkedTime, write } from './core.js';
import { type CredentialView, viewOf } from './credential-view.js';
import { answerTo, keptFor, operatorAnswer, operatorQuestion } from './repetition.js';
import { VerificationError } from './verification-error.js';

/** Every operator's change says who, when and why. */
export interface OperatorRequest {
  readonly credentialId: string;
  readonly atUs: number;
  readonly actor: string;
  readonly reason: string;
  /** ID of this request, 1 to 128 characters. A repeat within ten minutes gets the same answer and does nothing. */
  readonly requestId?: string;
  /** The rows and records that a relying party stores in the same transaction; see Asked. */
  readonly companions?: () => Companions;
}

export interface OperatorChange {
  readonly state: CredentialState;
  readonly facts?: CredentialFacts;
  readonly detail?: readonly (readonly [string, string])[];
  /** What a repeat needs besides the credential. It never holds a secret in clear. */
  readonly kept?: string;
  /** A row of the core itself, such as backup codes, that is stored with the change. */
  readonly row?: CompanionWrite;
}

export interface Operated {
  readonly credential: CredentialView;
  /** Null if the change gave none. */
  readonly kept: string | null;
}

/** Applies `change` to the row. Throws a VerificationError `unknown-credential`, or what `change` throws. */
export async function operate(
  core: Core,
  event: string,
  outcome: string,
  request: OperatorRequest,
  change: (record: CredentialRecord, backupCodes: BackupCodeSet) => OperatorChange,
): Promise<CredentialView> {
  return (await operateOnce(core, event, outcome, request, change)).credential;
}

/** The same, and returns what the change has kept, now or at the request that this one repeats. */
export async function operateOnce(
  core: Core,
  event: string,
  outcome: string,
  request: OperatorRequest,
  change: (record: CredentialRecord, backupCodes: BackupCodeSet) => OperatorChange,
): Promise<Operated> {
  const timeUs = checkedTime(request.atUs);
  const question = operatorQuestion(core, event, request);
  // The row is read before the kept answer. In the other order the same request could be done in between, and this one
  // would be judged again on the row that it has left.
  let record = await core.store.get(request.credentialId);
  const done = await operatorAnswer<Operated>(core, question, timeUs);
  if (done !== null) return done;
  for (;;) {
    if (record === null) throw unknown(request.credentialId);
    const backupCodes = await readBackupCodeSet(core, ownerOf(record));
    const { state, facts, detail = [], kept = null, row } = change(record, backupCodes);
    const credential = viewOf(
      { id: record.id, version: record.version + 1, facts: facts ?? record.facts, state },
      backupCodes.hashes.length,
    );
    const companions = request.companions?.();
    const rows = row === undefined ? [] : [row];
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
        requestId: question?.requestId ?? null,
        detail,
      },
      answer: keptFor(question, timeUs, { credential, kept } satisfies Operated),
      ...(companions === undefined && row === undefined
        ? {}
        : { companions: { rows: [...rows, ...(companions?.rows ?? [])], audit: companions?.audit ?? [] } }),
    });
    if (result.applied) return { credential, kept };
    if (result.answer !== null && question !== null) return answerTo(question, result.answer);
    record = result.row;
  }
}

export function unknown(id: string): VerificationError {
  return new VerificationError('unknown-credential', `There is no credential ${quotedWord(id)}.`);
}
