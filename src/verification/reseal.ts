// Brings a store on disk under the keyring's own key: one from before rows carried checks, and one that was written under
// the development key, which everybody has.
import type { AuditEntry, CompanionRow, CredentialFacts, CredentialRecord, Store } from '../stores/store.js';
import { checkedTime } from './core.js';
import { developmentKeyId, type Keyring } from './keyring.js';
import {
  auditCheck,
  checkCredential,
  checksUnderDevelopmentKey,
  credentialCheck,
  isUnderDevelopmentKey,
} from './row-check.js';
import { openSeed, sealSeed } from './sealed-seed.js';

/** How many credentials it brought under the key. */
export interface Resealed {
  readonly credentials: number;
}

/** The migration leaves this row in a store that was there before checks. */
const withoutChecks = { table: 'store', key: 'without-checks' };
const page = 256;

/**
 * Each row gets a check, and a seed that was under the development key is sealed anew. Each is in the audit. A row of a store
 * that has a real key is never touched: there a missing check is an alteration.
 * @returns null where there was nothing to do
 */
export async function reseal(store: Store, keyring: Keyring, atUs: number): Promise<Resealed | null> {
  const timeUs = checkedTime(atUs);
  const before = await store.companion(withoutChecks.table, withoutChecks.key);
  if (before === null && !(await isUnderDevelopmentKeyAlone(store, keyring))) return null;
  let credentials = 0;
  for (let afterId: string | undefined; ; ) {
    const rows = await store.list({ limit: page, ...(afterId === undefined ? {} : { afterId }) });
    const written = await Promise.all(
      rows
        .filter((row) => isToBeResealed(keyring, row, before !== null))
        .map((row) => writeAnew(store, keyring, row, timeUs)),
    );
    credentials += written.filter(Boolean).length;
    if (rows.length < page) break;
    afterId = rows.at(-1)!.id;
  }
  await finish(store, keyring, before, { timeUs, credentials });
  return { credentials };
}

async function isUnderDevelopmentKeyAlone(store: Store, keyring: Keyring): Promise<boolean> {
  if (keyring.currentId === developmentKeyId) return false;
  const { sequence } = await store.auditHead();
  const [last] = sequence === 0 ? [] : await store.audit(sequence, 1);
  if (last === undefined || !isUnderDevelopmentKey(last.rowCheck)) return false;
  for (let from = 1; ; ) {
    const records = await store.audit(from, 1000);
    if (records.some(({ rowCheck }) => !isUnderDevelopmentKey(rowCheck))) return false;
    if (records.length < 1000) return true;
    from += records.length;
  }
}

function isToBeResealed(keyring: Keyring, row: CredentialRecord, fromBefore: boolean): boolean {
  if (checkCredential(keyring, row) === 'good') return false;
  return fromBefore && (row.rowCheck ?? null) === null ? true : checksUnderDevelopmentKey(keyring, row);
}

/** False where another process was first. */
async function writeAnew(
  store: Store,
  keyring: Keyring,
  { id, version, facts: old, state }: CredentialRecord,
  timeUs: number,
): Promise<boolean> {
  const facts = underOwnKey(keyring, id, old);
  const result = await store.commit({
    credentialId: id,
    timeUs,
    condition: { version, consumedBelow: null },
    state,
    facts,
    audit: entry(timeUs, id, [['keyId', facts.seedKeyId]]),
    answer: null,
    rowCheck: credentialCheck(keyring, { id, version: version + 1, facts, state }),
    recordCheck: (sequence, hash) => auditCheck(keyring, sequence, hash),
  });
  return result.applied;
}

function underOwnKey(keyring: Keyring, id: string, facts: CredentialFacts): CredentialFacts {
  const { currentId } = keyring;
  if (facts.seedKeyId !== developmentKeyId || currentId === developmentKeyId) return facts;
  const seed = openSeed(keyring, facts.seedKeyId, id, facts.sealedSeed);
  const sealedSeed = sealSeed(keyring, currentId, id, seed);
  seed.fill(0);
  return { ...facts, seedKeyId: currentId, sealedSeed };
}

async function finish(
  store: Store,
  keyring: Keyring,
  before: CompanionRow | null,
  { timeUs, credentials }: { timeUs: number; credentials: number },
): Promise<void> {
  const rows = before === null ? [] : [{ ...withoutChecks, version: before.version, body: null }];
  // Where another process was first, it has written this record.
  await store.commit({
    credentialId: '',
    timeUs,
    condition: null,
    state: null,
    facts: null,
    audit: entry(timeUs, '', [['credentials', credentials]]),
    answer: null,
    companions: { rows, audit: [] },
    recordCheck: (sequence, hash) => auditCheck(keyring, sequence, hash),
  });
}

function entry(timeUs: number, credentialId: string, detail: AuditEntry['detail']): AuditEntry {
  return {
    timeUs,
    credentialId,
    event: 'resealed',
    outcome: 'resealed',
    actor: 'foblab',
    reason: 'the store came under its own key',
    requestId: null,
    detail,
  };
}
