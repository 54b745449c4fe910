// The audit: read it, sign where it stands, and check all of it from the first record on.
import { sign, verify as verifySignature } from 'node:crypto';
import { auditGenesis, linkAudit } from '../stores/audit-link.js';
import type { AuditEntry, AuditHead, AuditRow, Store } from '../stores/store.js';
import { type Core, checkedTime } from './core.js';
import type { Keyring } from './keyring.js';
import type { OperatorRequest } from './operator.js';
import { answerTo, keptFor, operatorAnswer, operatorQuestion } from './repetition.js';

/** A signed statement of where the log stood. Kept elsewhere, it shows that records were cut off its end. */
export interface Checkpoint {
  /** How many records it vouches for. */
  readonly sequence: number;
  /** Hash of the last of them, hex. */
  readonly hash: string;
  readonly timeUs: number;
  readonly keyId: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

export interface AuditReport {
  /** `unverifiable`: there is nothing to check, a record has no hash, or a checkpoint's key is not there. */
  readonly status: 'valid' | 'invalid' | 'unverifiable';
  readonly records: number;
  /** How many records, from the first on, a good checkpoint vouches for. The rest is chained but unsigned: who can
   *  write the log could have written it. */
  readonly signed: number;
  readonly checkpoints: number;
  /** The first record that something is wrong with. */
  readonly firstBad: { readonly sequence: number; readonly problem: string } | null;
}

const page = 500;

/** Signs where the log stands and appends that as a record. Returns it, to be kept elsewhere too. */
export async function writeCheckpoint(
  core: Core,
  request: Omit<OperatorRequest, 'credentialId'>,
): Promise<Checkpoint> {
  const timeUs = checkedTime(request.atUs);
  const question = operatorQuestion(core, 'checkpoint', { credentialId: '', ...request });
  const done = await operatorAnswer<Checkpoint>(core, question, timeUs);
  if (done !== null) return done;
  const head = await core.store.auditHead();
  const keyId = core.keyring.currentId;
  const signature = sign(null, statement(head, timeUs, keyId), core.keyring.signingKey(keyId));
  const checkpoint = {
    sequence: head.sequence,
    hash: Buffer.from(head.hash).toString('hex'),
    timeUs,
    keyId,
    signature: signature.toString('base64'),
  };
  const entry: AuditEntry = {
    timeUs,
    credentialId: '',
    event: 'checkpoint',
    outcome: 'signed',
    actor: request.actor,
    reason: request.reason,
    requestId: question?.requestId ?? null,
    detail: [
      ['sequence', String(checkpoint.sequence)],
      ['hash', checkpoint.hash],
      ['keyId', keyId],
      ['signature', checkpoint.signature],
    ],
  };
  const result = await core.store.commit({
    credentialId: '',
    timeUs,
    condition: null,
    state: null,
    facts: null,
    audit: entry,
    answer: keptFor(question, timeUs, checkpoint),
  });
  if (!result.applied && result.answer !== null && question !== null)
    return answerTo(question, result.answer);
  return checkpoint;
}

/** Checks every record. `kept`: checkpoints that were kept elsewhere. */
export async function verifyAudit(
  store: Store,
  keyring: Keyring,
  kept: readonly Checkpoint[] = [],
): Promise<AuditReport> {
  const hashes: Uint8Array[] = [auditGenesis];
  const keptBySequence = new Map(kept.map((checkpoint) => [checkpoint.sequence, checkpoint]));
  let signed = 0;
  let checkpoints = 0;
  let unknownKey: string | null = null;
  const report = (status: AuditReport['status'], bad: AuditReport['firstBad']): AuditReport => ({
    status,
    records: hashes.length - 1,
    signed,
    checkpoints,
    firstBad: bad,
  });
  for (;;) {
    const from = hashes.length;
    const rows = await store.audit(from, page);
    for (const row of rows) {
      const sequence = hashes.length;
      const problem = problemOf(row, sequence, hashes[sequence - 1] ?? auditGenesis);
      if (problem !== null) return report(problem.status, { sequence, problem: problem.text });
      hashes.push(row.hash ?? auditGenesis);
      const said = checkpointOf(row.entry);
      for (const checkpoint of [said, keptBySequence.get(sequence) ?? null]) {
        if (checkpoint === null) continue;
        const wrong = checkCheckpoint(checkpoint, hashes, keyring);
        if (wrong === 'unknown key') unknownKey ??= checkpoint.keyId;
        else if (wrong !== null) return report('invalid', { sequence, problem: wrong });
        else {
          checkpoints += 1;
          signed = Math.max(signed, checkpoint.sequence);
        }
      }
    }
    if (rows.length < page) break;
  }
  const records = hashes.length - 1;
  const cut = kept.find((checkpoint) => checkpoint.sequence > records);
  if (cut !== undefined)
    return report('invalid', {
      sequence: records + 1,
      problem: `a checkpoint vouches for ${cut.sequence} records, but the log ends after ${records}`,
    });
  if (records === 0) return report('unverifiable', null);
  if (unknownKey !== null)
    return report('unverifiable', {
      sequence: signed + 1,
      problem: `a checkpoint is signed under key ${unknownKey}, which is not in the keyring`,
    });
  return report('valid', null);
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

/** What a checkpoint's record says, or null where the record is none. */
function checkpointOf(entry: AuditEntry | null): Checkpoint | null {
  if (entry === null || entry.event !== 'checkpoint') return null;
  const detail = new Map(entry.detail.map(([name, value]) => [name, String(value)]));
  return {
    sequence: Number(detail.get('sequence')),
    hash: detail.get('hash') ?? '',
    timeUs: entry.timeUs,
    keyId: detail.get('keyId') ?? '',
    signature: detail.get('signature') ?? '',
  };
}

function checkCheckpoint(
  checkpoint: Checkpoint,
  hashes: readonly Uint8Array[],
  keyring: Keyring,
): string | null {
  const { sequence, timeUs, keyId } = checkpoint;
  const hash = hashes[sequence];
  if (hash === undefined)
    return `its checkpoint vouches for ${sequence} records, which is more than come before`;
  if (Buffer.from(hash).toString('hex') !== checkpoint.hash)
    return `its checkpoint was signed over another record ${sequence}`;
  let key: ReturnType<Keyring['verifyingKey']>;
  try {
    key = keyring.verifyingKey(keyId);
  } catch {
    return 'unknown key';
  }
  const signature = Buffer.from(checkpoint.signature, 'base64');
  return verifySignature(null, statement({ sequence, hash }, timeUs, keyId), key, signature)
    ? null
    : 'its checkpoint’s signature is wrong';
}

function statement({ sequence, hash }: AuditHead, timeUs: number, keyId: string): Buffer {
  const fields = [
    'foblab checkpoint 1',
    String(sequence),
    Buffer.from(hash).toString('hex'),
    String(timeUs),
    keyId,
  ];
  return Buffer.from(fields.map((field) => `${field.length}:${field}`).join(''), 'utf8');
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
