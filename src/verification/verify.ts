// Verification and resynchronization on a store: decides on the row as it was read, and writes if it has not changed since.
import type {
  AuditEntry,
  Companions,
  CredentialFacts,
  CredentialRecord,
  StoredAnswer,
} from '../stores/store.js';
import { codeDigest } from './code-digest.js';
import { normalizeCode } from './code-input.js';
import { type Core, checkedTime, type Judgement, policyOf, write } from './core.js';
import { decideActivation } from './decide-activation.js';
import { decideResynchronization } from './decide-resynchronization.js';
import { decideVerification } from './decide-verification.js';
import { type Decision, refusal } from './decision.js';
import { isSuccess } from './outcome.js';
import type { Policy } from './policy.js';
import { checkedRequestId, sameDigest } from './repetition.js';
import { spendSteps } from './search.js';
import { secondsToUs } from './step-time.js';
import { type Verdict, verdictOf } from './verdict.js';

export interface Asked {
  readonly credentialId: string;
  /** The time to judge by, in whole microseconds since 1970. */
  readonly atUs: number;
  /** Who asks, for the audit. */
  readonly actor?: string;
  /** ID of this request, 1 to 128 characters. A repeat gets the same answer for as long as the policy says. */
  readonly requestId?: string;
  /** Gives the rows and records that a relying party stores with the verdict, in one transaction. It is called before the
   *  verdict is stored, and again if another request wrote first. A stale row rejects with a StaleCompanionError. */
  readonly companions?: (verdict: Verdict) => Companions;
}

export interface VerificationRequest extends Asked {
  /** As typed. */
  readonly code: string;
}

export interface ResynchronizationRequest extends Asked {
  /** As typed, in the order in which the fob showed them. */
  readonly codes: readonly string[];
}

export interface ActivationRequest extends ResynchronizationRequest {
  /** The new policy; its own if absent. */
  readonly policy?: string;
  /** The new owner; its owner stays if absent. */
  readonly owner?: string;
  /** Whether a disabled credential becomes active, too; false if absent. */
  readonly enables?: boolean;
}

export function verify(core: Core, request: VerificationRequest): Promise<Verdict> {
  return judge(core, 'verify', request, [request.code], decideOnCode);
}

export function resynchronize(core: Core, request: ResynchronizationRequest): Promise<Verdict> {
  // More codes than any policy requires are malformed, and no search is done.
  const { codes } = request;
  const question = codes.length <= 3 ? codes : [...codes.slice(0, 3), ''];
  return judge(core, 'resynchronize', request, question, decideOnCodes);
}

/** Makes an issued credential active by proof: one code within the initial window, or as many consecutive ones as the
 *  policy's resynchronization takes, within its ring. The same write uses up the codes. The codes of a credential that is
 *  already active are judged and used up in the same way. */
export async function activate(core: Core, request: ActivationRequest): Promise<Verdict> {
  const { codes, policy, owner, enables = false } = request;
  if (policy !== undefined) policyOf(core, policy);
  const question = codes.length <= 3 ? codes : [...codes.slice(0, 3), ''];
  const facts = (facts: CredentialFacts): CredentialFacts => ({
    ...facts,
    policy: policy ?? facts.policy,
    owner: owner ?? facts.owner,
  });
  const decide: Decide = (core, record, policy, question, nowUs) =>
    decideActivation({
      policy,
      record,
      key: core.keys.keyOf(record),
      codes: question.map((code) => normalizeCode(code, record.facts.digits)),
      wrongDigest: core.wrongDigest,
      nowUs,
      refusalSteps: core.refusalSteps[searchOf('activate', question.length)],
      enables,
    });
  return judge(core, 'activate', request, question, decide, facts);
}

type Event = Judgement | 'activate';

/** An activation searches as far as a verification for one code, and as far as a resynchronization for several. */
function searchOf(event: Event, codes: number): Judgement {
  return event !== 'activate' ? event : codes === 1 ? 'verify' : 'resynchronize';
}

/** The codes as typed. */
type Question = readonly string[];

/** The longest credential ID. */
export const longestId = 128;

type Decide = (
  core: Core,
  record: CredentialRecord,
  policy: Policy,
  question: Question,
  nowUs: number,
) => Decision;

const decideOnCode: Decide = (core, record, policy, question, nowUs) =>
  decideVerification({
    policy,
    record,
    key: core.keys.keyOf(record),
    code: normalizeCode(question[0] ?? '', record.facts.digits),
    wrongDigest: core.wrongDigest,
    nowUs,
    refusalSteps: core.refusalSteps.verify,
  });

const decideOnCodes: Decide = (core, record, policy, question, nowUs) =>
  decideResynchronization({
    policy,
    record,
    key: core.keys.keyOf(record),
    codes: question.map((code) => normalizeCode(code, record.facts.digits)),
    nowUs,
    refusalSteps: core.refusalSteps.resynchronize,
  });

async function judge(
  core: Core,
  event: Event,
  request: Asked,
  question: Question,
  decide: Decide,
  facts: ((facts: CredentialFacts) => CredentialFacts) | null = null,
): Promise<Verdict> {
  const atUs = checkedTime(request.atUs);
  const requestId = checkedRequestId(request.requestId);
  // The row is read before the kept answer. An answer that is stored in between is found here or by the write.
  let record = request.credentialId.length > longestId ? null : await core.store.get(request.credentialId);
  const id = record?.id ?? request.credentialId;
  let digest: Uint8Array | null = null;
  let reused = false;
  if (requestId !== null) {
    digest = questionDigest(core, event, request, question, record);
    const answer = await core.store.answer(id, requestId, atUs);
    if (answer !== null) {
      if (sameDigest(answer, digest)) return repeatedVerdict(answer);
      reused = true;
    }
  }
  for (;;) {
    const planned = record === null ? null : (facts?.(record.facts) ?? record.facts);
    const policy = planned === null ? null : policyOf(core, planned.policy);
    const decision = reused
      ? refuse(core, event, 'malformed', question.length)
      : record === null || policy === null
        ? refuse(core, event, 'unknown-credential', question.length)
        : decide(core, record, policy, question, atUs);
    const verdict = verdictOf(decision, id, record, policy, atUs);
    const answer =
      digest === null || requestId === null || reused || record === null
        ? null
        : keptVerdict(policy ?? core.defaultPolicy, id, requestId, digest, verdict);
    const audit = auditOf(event, request, record, decision);
    const result = await write(core, id, record, atUs, {
      state: changed(record, decision),
      facts: facts !== null && isSuccess(decision.outcome) ? planned : null,
      audit,
      answer,
      ...(request.companions === undefined ? {} : { companions: request.companions(verdict) }),
    });
    if (result.applied) return verdict;
    if (result.answer !== null && digest !== null) {
      if (sameDigest(result.answer, digest)) return repeatedVerdict(result.answer);
      reused = true;
    }
    // Somebody else wrote first, so the decision is out of date. Each round means that another request succeeded.
    record = result.row;
  }
}

const noCompanions: Companions = { rows: [], audit: [] };

export function companionsOf({ companions }: Pick<Asked, 'companions'>, verdict: Verdict): Companions {
  return companions?.(verdict) ?? noCompanions;
}

function refuse(
  core: Core,
  event: Event,
  outcome: 'malformed' | 'unknown-credential',
  codes: number,
): Decision {
  spendSteps(core.refusalSteps[searchOf(event, codes)] * Math.min(codes, 3));
  return refusal(outcome);
}

/** A repeated wrong code that does not count again leaves the row as it is. */
function changed(record: CredentialRecord | null, decision: Decision): Decision['state'] {
  return decision.state === record?.state ? null : decision.state;
}

function auditOf(
  event: string,
  request: Asked,
  record: CredentialRecord | null,
  decision: Decision,
): AuditEntry {
  return {
    timeUs: request.atUs,
    credentialId: record?.id ?? shortened(request.credentialId),
    event,
    outcome: decision.outcome,
    actor: shortened(request.actor ?? ''),
    reason: '',
    requestId: request.requestId ?? null,
    detail: detailOf(record, decision),
  };
}

function detailOf(
  record: CredentialRecord | null,
  { state: after, step, stepsOff }: Decision,
): AuditEntry['detail'] {
  const where = step === null ? noDetail : placeDetail(step, stepsOff ?? 0);
  if (record === null || after === null) return where;
  const before = record.state;
  if (
    before.driftSteps === after.driftSteps &&
    before.failures === after.failures &&
    before.lockedAtUs === after.lockedAtUs
  )
    return where;
  const changes: [string, string | number][] = [];
  if (before.driftSteps !== after.driftSteps)
    changes.push(['drift', `${before.driftSteps} → ${after.driftSteps}`]);
  if (before.failures !== after.failures) changes.push(['failures', after.failures]);
  if (before.lockedAtUs === null && after.lockedAtUs !== null) changes.push(['locked', 'yes']);
  return [...where, ...changes];
}

const noDetail: AuditEntry['detail'] = [];

/** Most records have no steps off, so they are written only if there are any. */
function placeDetail(step: number, stepsOff: number): AuditEntry['detail'] {
  const place: [string, number] = ['step', step];
  return stepsOff === 0 ? [place] : [place, ['stepsOff', stepsOff]];
}

/** The digest of the normalized codes, not of what was typed. */
function questionDigest(
  core: Core,
  event: string,
  request: Asked,
  question: Question,
  record: CredentialRecord | null,
): Uint8Array {
  const digits = record?.facts.digits ?? 6;
  const codes = question.slice(0, 4).map((code) => normalizeCode(code, digits) ?? code.slice(0, 64));
  return codeDigest(core.keyring, 'question', [event, record?.id ?? request.credentialId, ...codes]);
}

export function keptVerdict(
  policy: Policy,
  credentialId: string,
  requestId: string,
  questionDigest: Uint8Array,
  verdict: Verdict,
): StoredAnswer {
  const expiresUs = verdict.atUs + secondsToUs(policy.retransmitSeconds);
  return { credentialId, requestId, questionDigest, answer: JSON.stringify(verdict), expiresUs };
}

export function repeatedVerdict(answer: StoredAnswer): Verdict {
  return { ...(JSON.parse(answer.answer) as Verdict), retransmitted: true };
}

/** Cuts off long IDs, which strangers may send. */
function shortened(text: string): string {
  return text.length <= longestId ? text : `${text.slice(0, longestId - 1)}…`;
}
