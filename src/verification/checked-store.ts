// A store on disk as a verifier uses it: what it writes carries its check, and a credential whose check fails is refused.
import type { Change, CommitResult, CredentialRecord, Store } from '../stores/store.js';
import type { Keyring } from './keyring.js';
import { auditCheck, checkCredential, credentialCheck, type RowCheckFinding } from './row-check.js';
import { VerificationError } from './verification-error.js';

/** What a verifier adds to a change of a store on disk; nothing where the store ends with the process. */
export interface Checks {
  ofCredential(row: Pick<CredentialRecord, 'id' | 'version' | 'facts' | 'state'>): { rowCheck: string };
}

/** `get` and `commit` reject with a VerificationError `altered` where the row is not as a holder of the key wrote it. */
export function checkedStore(store: Store, keyring: Keyring): Store {
  const checked = (row: CredentialRecord | null): CredentialRecord | null => {
    if (row !== null) refuseAltered(row, checkCredential(keyring, row));
    return row;
  };
  const recordCheck = (sequence: number, hash: Uint8Array): string => auditCheck(keyring, sequence, hash);
  return {
    get: async (id) => checked(await store.get(id)),
    spelledTwice: () => store.spelledTwice(),
    list: (query) => store.list(query),
    async commit(change: Change): Promise<CommitResult> {
      const result = await store.commit({ ...change, recordCheck });
      if (!result.applied) checked(result.row);
      return result;
    },
    answer: (credentialId, requestId, nowUs) => store.answer(credentialId, requestId, nowUs),
    companion: (table, key) => store.companion(table, key),
    companions: (query) => store.companions(query),
    auditHead: () => store.auditHead(),
    audit: (from, limit, credentialId) => store.audit(from, limit, credentialId),
    close: () => store.close(),
  };
}

export function checksOf(keyring: Keyring): Checks {
  return { ofCredential: (row) => ({ rowCheck: credentialCheck(keyring, row) }) };
}

function refuseAltered({ id, rowCheck }: CredentialRecord, finding: RowCheckFinding): void {
  if (finding === 'good') return;
  if (finding === 'unknown key')
    throw new VerificationError(
      'unknown-key',
      `The check of credential ${id} was made under key ${rowCheck!.split(' ')[0]}, which is not in the keyring. Add it to the key file.`,
    );
  throw new VerificationError(
    'altered',
    `The row of credential ${id} was altered: ${finding === 'wrong' ? 'its check does not fit it' : 'it has no check'}. Restore the store from a copy (foblab audit verify says what else is wrong)`,
  );
}
