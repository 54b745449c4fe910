// Checks the whole audit: the hash chain of the records, the end that the store gives, and the checkpoints.
import { auditGenesis, linkAudit } from '../stores/audit-link.js';
import type { AuditRow, Store } from '../stores/store.js';
import { type Checkpoint, checkCheckpoint, checkpointOf } from './checkpoint.js';
import type { Keyring } from './keyring.js';
import { checkAuditRecord, checkCredential } from './row-check.js';

export interface AuditReport {
  /** `unverifiable`: the log is empty, a record has no hash, or the key of a checkpoint is missing. */
  readonly status: 'valid' | 'invalid' | 'unverifiable';
  readonly records: number;
  /** How many records, from the first on, a valid checkpoint signs. */
  readonly signed: number;
  readonly checkpoints: number;
  /** The first bad record. */
  readonly firstBad: { readonly sequence: number; readonly problem: string } | null;
  /** The first credential whose row is not as a verifier with the key wrote it. */
  readonly firstBadCredential: { readonly id: string; readonly problem: string } | null;
}

const page = 500;

/**
 * Checks every record and, on disk, every credential. `kept`: checkpoints from outside the store.
 * The first record with a check covers those before it: the check is over the chain up to that record.
 */
export async function verifyAudit(
  store: Store,
  keyring: Keyring,
  kept: readonly Checkpoint[] = [],
): Promise<AuditReport> {
  const hashes: Uint8Array[] = [auditGenesis];
  let signed = 0;
  let checkpoints = 0;
  let unknownKey: string | null = null;
  const report = (status: AuditReport['status'], bad: AuditReport['firstBad']): AuditReport => ({
    status,
    records: hashes.length - 1,
    signed,
    checkpoints,
    firstBad: bad,
    firstBadCredential: null,
  });
  const invalid = (sequence: number, problem: string): AuditReport =>
    report('invalid', { sequence, problem });
  /** The first problem of a checkpoint. */
  const checked = (found: readonly Checkpoint[]): string | null => {
    for (const checkpoint of found) {
      const wrong = checkCheckpoint(checkpoint, hashes, keyring);
      if (wrong === 'unknown key') unknownKey ??= checkpoint.keyId;
      else if (wrong !== null) return wrong;
      else {
        checkpoints += 1;
        signed = Math.max(signed, checkpoint.sequence);
      }
    }
    return null;
  };
  const keptAt = bySequence(kept);
  const wrongAtOnce = checked(keptAt.get(0) ?? []);
  if (wrongAtOnce !== null) return invalid(0, wrongAtOnce);

  let lastChecked = 0;
  for (;;) {
    const rows = await store.audit(hashes.length, page);
    for (const row of rows) {
      const sequence = hashes.length;
      const problem = problemOf(row, sequence, hashes[sequence - 1] ?? auditGenesis);
      if (problem !== null) return report(problem.status, { sequence, problem: problem.text });
      hashes.push(row.hash ?? auditGenesis);
      if (store.volatile !== true) {
        const finding = checkAuditRecord(keyring, row.rowCheck, sequence, row.hash ?? auditGenesis);
        if (finding === 'good') lastChecked = sequence;
        else if (finding === 'unknown key')
          return report('unverifiable', {
            sequence,
            problem: `its check was made under key ${row.rowCheck!.split(' ')[0]}, which is not in the keyring`,
          });
        else if (finding === 'wrong') return invalid(sequence, 'its check does not fit it');
        else if (lastChecked > 0) return invalid(sequence, 'it has no check, and a record before it has one');
      }
      const said = checkpointOf(row.entry);
      const wrong = checked([...(said === null ? [] : [said]), ...(keptAt.get(sequence) ?? [])]);
      if (wrong !== null) return invalid(sequence, wrong);
    }
    if (rows.length === page) continue;
    // The head was read after the records, and it moves in the transaction that appends: there cannot be fewer records.
    const head = await store.auditHead();
    const records = hashes.length - 1;
    if (head.sequence > records) {
      if ((await store.audit(records + 1, 1)).length > 0) continue;
      return invalid(
        records + 1,
        `it is missing: the store’s head stands at record ${head.sequence}, but the log ends after ${records}`,
      );
    }
    if (head.sequence < records)
      return invalid(
        head.sequence + 1,
        `the store’s head ends the log at record ${head.sequence}, before it`,
      );
    if (!sameBytes(head.hash, hashes[records]!))
      return invalid(records, 'the store’s head has another hash for it');
    break;
  }
  const records = hashes.length - 1;
  const cut = kept.find((checkpoint) => checkpoint.sequence > records);
  if (cut !== undefined)
    return invalid(
      records + 1,
      `a checkpoint signs ${cut.sequence} records, but the log ends after ${records}`,
    );
  if (records === 0) return report('unverifiable', null);
  if (store.volatile !== true && lastChecked === 0)
    return report('unverifiable', {
      sequence: 1,
      problem: 'no record has a check under a key of this keyring',
    });
  if (unknownKey !== null)
    return report('unverifiable', {
      sequence: signed + 1,
      problem: `a checkpoint is signed under key ${unknownKey}, which is not in the keyring`,
    });
  const bad = store.volatile === true ? null : await firstBadCredential(store, keyring);
  return bad === null ? report('valid', null) : { ...report('invalid', null), firstBadCredential: bad };
}

async function firstBadCredential(
  store: Store,
  keyring: Keyring,
): Promise<AuditReport['firstBadCredential']> {
  for (let afterId: string | undefined; ; ) {
    const rows = await store.list({ limit: page, ...(afterId === undefined ? {} : { afterId }) });
    for (const row of rows) {
      const finding = checkCredential(keyring, row);
      if (finding !== 'good') return { id: row.id, problem: credentialProblems[finding] };
    }
    if (rows.length < page) return null;
    afterId = rows.at(-1)!.id;
  }
}

const credentialProblems = {
  absent: 'its row has no check',
  wrong: 'its row was altered: its check does not fit it',
  'unknown key': 'the check of its row was made under a key that is not in the keyring',
} as const;

function bySequence(kept: readonly Checkpoint[]): ReadonlyMap<number, readonly Checkpoint[]> {
  const found = new Map<number, Checkpoint[]>();
  for (const checkpoint of kept) {
    const same = found.get(checkpoint.sequence);
    if (same === undefined) found.set(checkpoint.sequence, [checkpoint]);
    else same.push(checkpoint);
  }
  return found;
}

function problemOf(
  row: AuditRow,
  sequence: number,
  previous: Uint8Array,
): { status: 'invalid' | 'unverifiable'; text: string } | null {
  if (row.sequence !== sequence)
    return {
      status: 'invalid',
      text: `it is missing: record ${row.sequence} follows record ${sequence - 1}`,
    };
  if (row.entry === null) return { status: 'invalid', text: 'its bytes are no audit record' };
  if (row.hash === null) return { status: 'unverifiable', text: 'it has no hash' };
  const hash = linkAudit(previous, sequence, row.entry);
  return sameBytes(hash, row.hash)
    ? null
    : { status: 'invalid', text: 'its hash does not follow from it and the record before' };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
