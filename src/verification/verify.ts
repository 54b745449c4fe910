// Verification and resynchronization against the store: decide on the row as read, write if it is still so.
import type { AuditEntry, CredentialRecord, StoredAnswer } from '../stores/store.js';
import { codeDigest } from './code-digest.js';
import { normalizeCode } from './code-input.js';
import { type Core, checkedTime, policyOf, write } from './core.js';
import { decideResynchronization } from './decide-resynchronization.js';
import { decideVerification } from './decide-verification.js';
import { type Decision, refusal } from './decision.js';
import type { Policy } from './policy.js';
import { spendSteps } from './search.js';
import { secondsToUs } from './step-time.js';
import { type Verdict, verdictOf } from './verdict.js';

export interface Asked {
  readonly credentialId: string;
  /** The time to judge by, in whole microseconds since 1970. */
  readonly atUs: number;
  /** Who asks; for the audit. */
  readonly actor?: string;
  /** Names this request, 1 to 128 characters: a retransmit of it gets the same answer for a while. */
  readonly requestId?: string;
}

export interface VerificationRequest extends Asked {
  /** As typed. */
  readonly code: string;
}

export interface ResynchronizationRequest extends Asked {
  /** As typed, in the order in which the fob showed them. */
  readonly codes: readonly string[];
}

export function verify(core: Core, request: VerificationRequest): Promise<Verdict> {
  return judge(core, 'verify', request, [request.code], (record, policy, refusalSteps) =>
    decideVerification({
      policy,
      record,
      key: core.keys.keyOf(record),
      code: normalizeCode(request.code, record.facts.digits),
      digest: () =>
        codeDigest(core.keyring, 'wrong', [
          record.id,
          normalizeCode(request.code, record.facts.digits) ?? request.code,
        ]),
      nowUs: request.atUs,
      refusalSteps,
    }),
  );
}

export function resynchronize(core: Core, request: ResynchronizationRequest): Promise<Verdict> {
  // More codes than any policy asks for are malformed; they are not searched for.
  const codes = request.codes.length <= 3 ? request.codes : request.codes.slice(0, 3).map(() => '');
  return judge(core, 'resynchronize', request, request.codes, (record, policy, refusalSteps) =>
    decideResynchronization({
      policy,
      record,
      key: core.keys.keyOf(record),
      codes: codes.map((code) => normalizeCode(code, record.facts.digits)),
      nowUs: request.atUs,
      refusalSteps,
    }),
  );
}

/** No credential has a longer id. */
export const longestId = 128;

type Decide = (record: CredentialRecord, policy: Policy, refusalSteps: number) => Decision;

async function judge(
  core: Core,
  event: string,
  request: Asked,
  question: readonly string[],
  decide: Decide,
): Promise<Verdict> {
  const atUs = checkedTime(request.atUs);
  const id = request.credentialId;
  const requestId = checkedRequestId(request.requestId);
  let record = id.length > longestId ? null : await core.store.get(id);
  let digest: Uint8Array | null = null;
  let reused = false;
  if (requestId !== null) {
    digest = questionDigest(core, event, request, question, record);
    const answer = await core.store.answer(id, requestId, atUs);
    if (answer !== null) {
      if (sameDigest(answer, digest)) return repeated(answer);
      reused = true;
    }
  }
  for (;;) {
    const policy = record === null ? null : policyOf(core, record.facts.policy);
    const decision = reused
      ? refuse(core, 'malformed', question.length)
      : record === null || policy === null
        ? refuse(core, 'unknown-credential', question.length)
        : decide(record, policy, core.refusalSteps);
    const verdict = verdictOf(decision, id, record, policy, atUs);
    const answer =
      digest === null || requestId === null || reused || record === null
        ? null
        : answerTo(policy ?? core.defaultPolicy, id, requestId, digest, verdict);
    const audit = auditOf(event, request, record, decision);
    const conflict = await write(core, id, record, atUs, { state: changed(record, decision), audit, answer });
    if (conflict === null) return verdict;
    if (conflict.answer !== null && digest !== null) {
      if (sameDigest(conflict.answer, digest)) return repeated(conflict.answer);
      reused = true;
    }
    // Somebody else wrote first: what was decided holds no longer. Each round is another one's success.
    record = conflict.row;
  }
}

function refuse(core: Core, outcome: 'malformed' | 'unknown-credential', codes: number): Decision {
  spendSteps(core.refusalSteps * Math.min(codes, 3));
  return refusal(outcome);
}

/** A wrong code that counts only once leaves the row as it is. */
function changed(record: CredentialRecord | null, decision: Decision): Decision['state'] {
  return decision.state === record?.state ? null : decision.state;
}

function auditOf(
  event: string,
  request: Asked,
  record: CredentialRecord | null,
  decision: Decision,
): AuditEntry {
  const detail: [string, string][] = [];
  if (decision.step !== null) detail.push(['step', String(decision.step)]);
  if (decision.stepsOff !== null) detail.push(['stepsOff', String(decision.stepsOff)]);
  const before = record?.state;
  const after = decision.state;
  if (before !== undefined && after !== null) {
    if (before.driftSteps !== after.driftSteps)
      detail.push(['drift', `${before.driftSteps} → ${after.driftSteps}`]);
    if (before.failures !== after.failures) detail.push(['failures', String(after.failures)]);
    if (before.lockedAtUs === null && after.lockedAtUs !== null) detail.push(['locked', 'yes']);
  }
  return {
    timeUs: request.atUs,
    credentialId: shortened(request.credentialId),
    event,
    outcome: decision.outcome,
    actor: shortened(request.actor ?? ''),
    reason: '',
    requestId: request.requestId ?? null,
    detail,
  };
}

/** Over the codes as they were meant, not as they were typed. */
function questionDigest(
  core: Core,
  event: string,
  request: Asked,
  question: readonly string[],
  record: CredentialRecord | null,
): Uint8Array {
  const digits = record?.facts.digits ?? 6;
  const codes = question.slice(0, 4).map((code) => normalizeCode(code, digits) ?? code.slice(0, 64));
  return codeDigest(core.keyring, 'question', [event, request.credentialId, ...codes]);
}

function answerTo(
  policy: Policy,
  credentialId: string,
  requestId: string,
  questionDigest: Uint8Array,
  verdict: Verdict,
): StoredAnswer {
  const expiresUs = verdict.atUs + secondsToUs(policy.retransmitSeconds);
  return { credentialId, requestId, questionDigest, answer: JSON.stringify(verdict), expiresUs };
}

function repeated(answer: StoredAnswer): Verdict {
  return { ...(JSON.parse(answer.answer) as Verdict), retransmitted: true };
}

function sameDigest(answer: StoredAnswer, digest: Uint8Array): boolean {
  const stored = answer.questionDigest;
  return stored.length === digest.length && stored.every((byte, i) => byte === digest[i]);
}

function checkedRequestId(requestId: string | undefined): string | null {
  if (requestId === undefined) return null;
  if (requestId.length >= 1 && requestId.length <= 128) return requestId;
  throw new RangeError(`The request id has ${requestId.length} characters: give 1 to 128.`);
}

/** What strangers send is not kept at any length. */
function shortened(text: string): string {
  return text.length <= longestId ? text : `${text.slice(0, longestId - 1)}…`;
}
