// Backup codes of a credential: made once, shown once, each good once, under the credential's own throttle.
import { randomBytes } from 'node:crypto';
import type { AuditEntry, CredentialRecord, CredentialState } from '../stores/store.js';
import {
  hashBackupCode,
  newBackupCode,
  normalizeBackupCode,
  remainingBackupCodes,
  saltBytes,
  withoutHash,
} from './backup-code-hash.js';
import { codeDigest } from './code-digest.js';
import { type Core, checkedTime, policyOf, write } from './core.js';
import { type Decision, refusal } from './decision.js';
import { refusalOf } from './lifecycle.js';
import { type Operated, type OperatorRequest, operateOnce, unknown } from './operator.js';
import type { Policy } from './policy.js';
import { checkedRequestId, operatorAnswer, operatorQuestion, sameDigest } from './repetition.js';
import { openBackupCodes, sealBackupCodes } from './sealed-backup-codes.js';
import { afterFailure, lockOf, throttledUntil } from './throttle.js';
import { type Verdict, verdictOf } from './verdict.js';
import { VerificationError } from './verification-error.js';
import { keptVerdict, longestId, repeatedVerdict, type VerificationRequest } from './verify.js';

export interface BackupCodesRequest extends OperatorRequest {
  /** 1 to 20; 10 where absent. */
  readonly count?: number;
}

const absentSalt = new Uint8Array(saltBytes);
const noHash = new Uint8Array(32);

/** Makes a new set; an older one is void. Returns the codes: they are shown to whoever sends this very request again
 *  while its answer is kept, sealed, and to nobody after that. */
export async function generateBackupCodes(
  core: Core,
  cost: number,
  request: BackupCodesRequest,
): Promise<readonly string[]> {
  const { count = 10 } = request;
  if (!(Number.isInteger(count) && count >= 1 && count <= 20))
    throw new VerificationError('bad-value', `${count} backup codes cannot be made: give 1 to 20.`);
  const { keyring } = core;
  const question = operatorQuestion(core, 'backup-codes', request);
  const atUs = checkedTime(request.atUs);
  const record = await core.store.get(request.credentialId);
  // Before the hashes, which cost a second.
  const done = await operatorAnswer<Operated>(core, question, atUs);
  if (done !== null) return openBackupCodes(keyring, request, done.kept ?? '');
  if (record === null) throw unknown(request.credentialId);
  const codes = Array.from({ length: count }, newBackupCode);
  const salt = new Uint8Array(randomBytes(saltBytes));
  const hashes = await Promise.all(
    codes.map((code) => hashBackupCode(normalizeBackupCode(code) ?? '', salt, cost)),
  );
  const joined = new Uint8Array(Buffer.concat(hashes));
  const sealed = question === null ? null : sealBackupCodes(keyring, request, codes);
  const { kept } = await operateOnce(core, 'backup-codes', 'generated', request, ({ state }) => ({
    state: { ...state, backupSalt: salt, backupHashes: joined },
    detail: [['count', String(count)]],
    ...(sealed === null ? {} : { kept: sealed }),
  }));
  // Of requests at once one was done, and its codes are the ones.
  return kept === sealed ? codes : openBackupCodes(keyring, request, kept ?? '');
}

/** Judges a backup code and uses it up. It lets in also where the fob is lost in time or left at home, but a
 *  credential that is disabled, lost, expired, deleted or locked takes none. */
export async function consumeBackupCode(
  core: Core,
  cost: number,
  request: VerificationRequest,
): Promise<Verdict> {
  const atUs = checkedTime(request.atUs);
  const requestId = checkedRequestId(request.requestId);
  const code = normalizeBackupCode(request.code);
  // The row first, then the kept answer: as for a verification.
  let record = request.credentialId.length > longestId ? null : await core.store.get(request.credentialId);
  const id = record?.id ?? request.credentialId;
  const digest = codeDigest(core.keyring, 'question', ['backup-code', id, code ?? request.code.slice(0, 64)]);
  let reused = false;
  if (requestId !== null && id.length <= longestId) {
    const first = await core.store.answer(id, requestId, atUs);
    if (first !== null && sameDigest(first, digest)) return repeatedVerdict(first);
    reused = first !== null;
  }
  for (;;) {
    // One scrypt whatever comes out of it, so that a refusal costs the same for every reason.
    const hash = await hashBackupCode(code ?? '', record?.state.backupSalt ?? absentSalt, cost);
    const policy = record === null ? null : policyOf(core, record.facts.policy);
    const decision =
      record === null || policy === null
        ? refusal('unknown-credential')
        : reused
          ? refusal('malformed')
          : decide(core, record, policy, code, hash, atUs);
    const state = decision.state === record?.state ? null : decision.state;
    const verdict = verdictOf(decision, id, record, policy, atUs);
    const audit = auditOf(request, record, decision);
    const answer =
      requestId === null || reused || record === null
        ? null
        : keptVerdict(policy ?? core.defaultPolicy, id, requestId, digest, verdict);
    const result = await write(core, id, record, atUs, { state, facts: null, audit, answer });
    if (result.applied) return verdict;
    if (result.answer !== null) {
      if (sameDigest(result.answer, digest)) return repeatedVerdict(result.answer);
      reused = true;
    }
    record = result.row;
  }
}

function decide(
  core: Core,
  record: CredentialRecord,
  policy: Policy,
  code: string | null,
  hash: Uint8Array,
  nowUs: number,
): Decision {
  const { state } = record;
  const left = withoutHash(state.backupSalt === null ? noHash : state.backupHashes, hash);
  const lifecycle = refusalOf(record, nowUs);
  if (lifecycle !== null) return refusal(lifecycle);
  const lock = lockOf(policy, state, nowUs);
  if (lock !== null) return refusal('locked', null, null, lock.untilUs);
  const untilUs = throttledUntil(state, nowUs);
  if (untilUs !== null) return refusal('throttled', null, null, untilUs);
  if (code === null) return refusal('malformed');
  if (left === null || state.backupSalt === null)
    return refusal(
      'invalid',
      afterFailure(policy, state, codeDigest(core.keyring, 'backup', [record.id, code]), nowUs),
    );
  const open: CredentialState = {
    ...state,
    backupHashes: left,
    failures: 0,
    lastWrongDigest: null,
    throttledUntilUs: null,
    lockedAtUs: null,
  };
  return { outcome: 'accepted', state: open, step: null, stepsOff: null, retryAtUs: null };
}

function auditOf(
  request: VerificationRequest,
  record: CredentialRecord | null,
  decision: Decision,
): AuditEntry {
  const state = decision.state ?? record?.state;
  return {
    timeUs: request.atUs,
    credentialId: record?.id ?? request.credentialId.slice(0, longestId),
    event: 'backup-code',
    outcome: decision.outcome,
    actor: (request.actor ?? '').slice(0, longestId),
    reason: '',
    requestId: request.requestId ?? null,
    detail: state === undefined ? [] : [['remaining', String(remainingBackupCodes(state))]],
  };
}
