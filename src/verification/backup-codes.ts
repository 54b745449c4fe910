// Backup codes: each is shown once and good once, and they have their own throttle. They belong to the owner of the
// credentials, so that the owner can log in while a lost fob is replaced.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { AuditEntry, CredentialRecord } from '../stores/store.js';
import {
  backupCodeBytes,
  hashBackupCode,
  newBackupCode,
  normalizeBackupCode,
  saltBytes,
} from './backup-code-hash.js';
import { type BackupCodeSet, ownerOf, readBackupCodeSet, unthrottled, writeOf } from './backup-code-set.js';
import { codeDigest } from './code-digest.js';
import { type Core, checkedTime, policyOf, write } from './core.js';
import { type Decision, refusal } from './decision.js';
import { unknown } from './operator.js';
import type { Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import {
  answerTo,
  checkedRequestId,
  keptFor,
  operatorAnswer,
  operatorQuestion,
  sameDigest,
} from './repetition.js';
import { openBackupCodes, sealBackupCodes } from './sealed-backup-codes.js';
import { afterFailure, lockOf, throttledUntil } from './throttle.js';
import { type Verdict, verdictOf } from './verdict.js';
import { StaleCompanionError, VerificationError } from './verification-error.js';
import { type Asked, companionsOf, keptVerdict, longestId, repeatedVerdict } from './verify.js';

/** The codes of an owner by name, or of the owner of a credential. */
export type BackupCodeOwner =
  | { readonly owner: string; readonly credentialId?: undefined }
  | { readonly credentialId: string; readonly owner?: undefined };

export type BackupCodesRequest = BackupCodeOwner & {
  readonly atUs: number;
  readonly actor: string;
  readonly reason: string;
  /** 1 to 20; 10 if absent. */
  readonly count?: number;
  /** Unpredictable bytes, ten for each code; from the system's generator if absent. */
  readonly random?: Uint8Array;
  /** ID of this request, 1 to 128 characters. A repeat within ten minutes gets the same codes. */
  readonly requestId?: string;
};

export type BackupCodeRequest = BackupCodeOwner &
  Omit<Asked, 'credentialId'> & {
    /** As typed. */
    readonly code: string;
  };

const absentSalt = new Uint8Array(saltBytes);

/** Makes a new set, which makes an older one void. Returns the codes. A repeat of the same request gets them again for as
 *  long as the sealed answer is kept; nobody gets them after that. */
export async function generateBackupCodes(
  core: Core,
  cost: number,
  request: BackupCodesRequest,
): Promise<readonly string[]> {
  const { count = 10, requestId, random } = request;
  const atUs = checkedTime(request.atUs);
  if (!(Number.isInteger(count) && count >= 1 && count <= 20))
    throw new VerificationError('bad-value', `${count} backup codes cannot be made: give 1 to 20.`);
  if (random !== undefined && random.length < count * backupCodeBytes)
    throw new VerificationError('bad-value', `Give ${count * backupCodeBytes} random bytes.`);
  const { keyring } = core;
  const named = await namedBy(core, request);
  const { subject } = named;
  const made = { credentialId: subject, ...(requestId === undefined ? {} : { requestId }) };
  const question = operatorQuestion(core, 'backup-codes', { ...request, credentialId: subject });
  // Checked before the hashes, which take a second.
  const done = await operatorAnswer<string>(core, question, atUs);
  if (done !== null) return openBackupCodes(keyring, made, done);
  const { owner } = named;
  if (owner === null) throw unknown(subject);
  const codes = Array.from({ length: count }, (_, i) =>
    newBackupCode(random?.subarray(i * backupCodeBytes, (i + 1) * backupCodeBytes)),
  );
  const salt = new Uint8Array(randomBytes(saltBytes));
  const hashes = await Promise.all(
    codes.map((code) => hashBackupCode(normalizeBackupCode(code) ?? '', salt, cost)),
  );
  const sealed = question === null ? null : sealBackupCodes(keyring, made, codes);
  const audit: AuditEntry = {
    timeUs: atUs,
    credentialId: subject,
    event: 'backup-codes',
    outcome: 'generated',
    actor: request.actor,
    reason: request.reason,
    requestId: question?.requestId ?? null,
    detail: [['count', String(count)], ...(owner === subject ? [] : [['owner', owner] as const])],
  };
  for (;;) {
    const set = { ...unthrottled(await readBackupCodeSet(core, owner)), salt, hashes };
    const planned = {
      state: null,
      facts: null,
      audit,
      answer: sealed === null ? null : keptFor(question, atUs, sealed),
      companions: { rows: [writeOf(owner, set)], audit: [] },
    };
    const result = await againstOthers(() => write(core, subject, null, atUs, planned));
    if (result === null) continue;
    if (result.applied) return codes;
    // The same request was done at the same time elsewhere. Its codes are the valid ones.
    if (result.answer !== null && question !== null)
      return openBackupCodes(keyring, made, answerTo<string>(question, result.answer));
  }
}

/** Judges a backup code and uses it up. It is also good while the fob is lost, locked or worn out. A request that names a
 *  credential is refused if that credential is disabled, deleted or not yet active. */
export async function consumeBackupCode(
  core: Core,
  cost: number,
  request: BackupCodeRequest,
): Promise<Verdict> {
  const atUs = checkedTime(request.atUs);
  const requestId = checkedRequestId(request.requestId);
  const code = normalizeBackupCode(request.code);
  // The row is read before the kept answer, as in a verification.
  let { record, owner, subject } = await namedBy(core, request);
  const digest = codeDigest(core.keyring, 'question', [
    'backup-code',
    subject,
    code ?? request.code.slice(0, 64),
  ]);
  let reused = false;
  if (requestId !== null && subject.length <= longestId) {
    const first = await core.store.answer(subject, requestId, atUs);
    if (first !== null && sameDigest(first, digest)) return repeatedVerdict(first);
    reused = first !== null;
  }
  for (;;) {
    const set = await readBackupCodeSet(core, owner ?? '');
    const policy = record === null ? core.defaultPolicy : policyOf(core, record.facts.policy);
    // One scrypt in any case, so that a refusal costs the same for every reason.
    const hash = await hashBackupCode(code ?? '', set.salt ?? absentSalt, cost);
    const judged: Judged =
      owner === null
        ? { decision: refusal('unknown-credential'), set: null }
        : reused
          ? { decision: refusal('malformed'), set: null }
          : judge(core, owner, closedBy(record), set, policy, code, hash, atUs);
    const verdict = {
      ...verdictOf(judged.decision, subject, record, record === null ? null : policy, atUs),
      failures: (judged.set ?? set).failures,
      ...explanationOf(judged.decision.outcome),
    };
    const answer =
      requestId === null || reused || owner === null
        ? null
        : keptVerdict(policy, subject, requestId, digest, verdict);
    const further = companionsOf(request, verdict);
    const rows =
      judged.set === null || owner === null ? further.rows : [writeOf(owner, judged.set), ...further.rows];
    const planned = {
      state: null,
      facts: null,
      audit: auditOf(request, subject, judged.set ?? set, judged.decision),
      answer,
      companions: { rows, audit: further.audit },
    };
    const result = await againstOthers(() => write(core, subject, null, atUs, planned));
    if (result === null) {
      ({ record, owner, subject } = await namedBy(core, request));
      continue;
    }
    if (result.applied) return verdict;
    if (result.answer !== null) {
      if (sameDigest(result.answer, digest)) return repeatedVerdict(result.answer);
      reused = true;
    }
  }
}

interface Judged {
  readonly decision: Decision;
  /** The new state of the set; null if it stays. */
  readonly set: BackupCodeSet | null;
}

function judge(
  core: Core,
  owner: string,
  closed: Outcome | null,
  set: BackupCodeSet,
  policy: Policy,
  code: string | null,
  hash: Uint8Array,
  nowUs: number,
): Judged {
  const at = indexOfHash(set.hashes, hash);
  const refused = (decision: Decision): Judged => ({ decision, set: null });
  if (closed !== null) return refused(refusal(closed));
  const lock = lockOf(policy, set, nowUs);
  if (lock !== null) return refused(refusal('locked', null, null, lock.untilUs));
  const untilUs = throttledUntil(set, nowUs);
  if (untilUs !== null) return refused(refusal('throttled', null, null, untilUs));
  if (code === null) return refused(refusal('malformed'));
  if (at < 0 || set.salt === null) {
    const wrong = codeDigest(core.keyring, 'backup', [owner, code]);
    return { decision: refusal('invalid'), set: afterFailure(policy, set, wrong, nowUs) };
  }
  const left = set.hashes.filter((_, i) => i !== at);
  const accepted: Decision = {
    outcome: 'accepted',
    state: null,
    step: null,
    stepsOff: null,
    retryAtUs: null,
  };
  return { decision: accepted, set: { ...unthrottled(set), hashes: left } };
}

/** Compares with all of them, so that the time does not depend on the match. */
function indexOfHash(hashes: readonly Uint8Array[], hash: Uint8Array): number {
  let found = -1;
  hashes.forEach((known, i) => {
    if (timingSafeEqual(known, hash)) found = i;
  });
  return found;
}

function closedBy(record: CredentialRecord | null): Outcome | null {
  switch (record?.state.lifecycle) {
    case 'disabled':
    case 'deleted':
      return record.state.lifecycle;
    case 'issued':
      return 'not-yet-active';
    default:
      return null;
  }
}

interface Named {
  readonly record: CredentialRecord | null;
  /** null if the request names an unknown credential. */
  readonly owner: string | null;
  /** Its name in the audit and in kept answers: the ID of the credential, or the owner. */
  readonly subject: string;
}

async function namedBy(core: Core, request: BackupCodeOwner): Promise<Named> {
  if (request.owner !== undefined) return { record: null, owner: request.owner, subject: request.owner };
  const { credentialId } = request;
  const record = credentialId.length > longestId ? null : await core.store.get(credentialId);
  return { record, owner: record === null ? null : ownerOf(record), subject: record?.id ?? credentialId };
}

/** null if another request wrote the set first. Another stale row is thrown to the caller. */
async function againstOthers<T>(attempt: () => Promise<T>): Promise<T | null> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof StaleCompanionError && error.table === 'backup-codes') return null;
    throw error;
  }
}

function explanationOf(
  outcome: Outcome,
): { readonly cause: string; readonly suggestedAction: string } | object {
  if (outcome === 'accepted')
    return { cause: 'the backup code was unused; it is used up now', suggestedAction: 'nothing to do' };
  if (outcome === 'invalid')
    return {
      cause: 'no unused backup code of this owner is this one: it is wrong, was used, or is of an older set',
      suggestedAction: 'use the next code of the newest set, or have new ones made',
    };
  if (outcome === 'malformed')
    return {
      cause: 'this is no backup code: they are ten letters and digits, such as 7k2qm-x0d9a',
      suggestedAction: 'enter it as it was printed; case and the dash do not matter',
    };
  if (outcome === 'locked')
    return {
      cause: 'too many wrong backup codes in a row',
      suggestedAction: 'find out who guessed, then unlock the credential or have new backup codes made',
    };
  return {};
}

function auditOf(
  request: BackupCodeRequest,
  subject: string,
  set: BackupCodeSet,
  decision: Decision,
): AuditEntry {
  return {
    timeUs: request.atUs,
    credentialId: subject.slice(0, longestId),
    event: 'backup-code',
    outcome: decision.outcome,
    actor: (request.actor ?? '').slice(0, longestId),
    reason: '',
    requestId: request.requestId ?? null,
    detail: decision.outcome === 'unknown-credential' ? [] : [['remaining', String(set.hashes.length)]],
  };
}
