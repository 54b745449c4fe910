// Checkpoints: signed statements about the end of the log. They are written into it, and can be kept elsewhere.
import { sign, verify as verifySignature } from 'node:crypto';
import type { AuditEntry, AuditHead } from '../stores/store.js';
import { type Core, checkedTime } from './core.js';
import type { Keyring } from './keyring.js';
import type { OperatorRequest } from './operator.js';
import { answerTo, keptFor, operatorAnswer, operatorQuestion } from './repetition.js';

/** A signed statement about the end of the log. A copy kept elsewhere shows if records were cut off. */
export interface Checkpoint {
  /** How many records it signs. */
  readonly sequence: number;
  /** Hash of the last of them, hex. */
  readonly hash: string;
  readonly timeUs: number;
  readonly keyId: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

export type CheckpointRequest = Omit<OperatorRequest, 'credentialId'>;

/** Signs the end of the log, appends the checkpoint as a record, and returns it, so that it can be kept elsewhere. */
export async function writeCheckpoint(core: Core, request: CheckpointRequest): Promise<Checkpoint> {
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

/** The checkpoint in a record, or null if the record has none. */
export function checkpointOf(entry: AuditEntry | null): Checkpoint | null {
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

/** What is wrong with a checkpoint, given the hash of each record so far; null if it is valid. */
export function checkCheckpoint(
  checkpoint: Checkpoint,
  hashes: readonly Uint8Array[],
  keyring: Keyring,
): string | null {
  const { sequence, timeUs, keyId } = checkpoint;
  const hash = hashes[sequence];
  if (hash === undefined) return `its checkpoint signs ${sequence} records, but fewer come before it`;
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
