// Enrolment. The seed is sealed and never returned. A proof code consumes its step at once.
import { quotedWord } from '../serials/index.js';
import type { CredentialFacts, CredentialRecord, CredentialState } from '../stores/store.js';
import { remainingBackupCodes } from './backup-code-set.js';
import { normalizeCode } from './code-input.js';
import { type Core, checkedTime, policyOf, write } from './core.js';
import { type CredentialView, viewOf } from './credential-view.js';
import { type Decision, refusal, success } from './decision.js';
import { initialState } from './initial-state.js';
import { type Algorithm, prepareKey } from './kernel/index.js';
import { checkCounter, checkStepSeconds } from './operators.js';
import { answerTo, keptFor, operatorAnswer, operatorQuestion } from './repetition.js';
import { sealSeed } from './sealed-seed.js';
import { codeValue, nearest, stepsWithCode } from './search.js';
import { type Verdict, verdictOf } from './verdict.js';
import { VerificationError } from './verification-error.js';
import { longestId } from './verify.js';
import { type Ring, ringsOf, wideRing } from './window.js';

/** The longest issuer or label. */
const longestName = 256;

export interface EnrollmentRequest {
  /** The serial number or credential ID, which verifications name; 1 to 128 characters. */
  readonly id: string;
  /** 1 to 1024 bytes. */
  readonly seed: Uint8Array;
  readonly kind: 'totp' | 'hotp';
  readonly atUs: number;
  readonly actor: string;
  readonly reason: string;
  readonly serial?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  /** SHA1 if absent. */
  readonly algorithm?: Algorithm;
  /** 6 to 10; 6 if absent. */
  readonly digits?: number;
  /** TOTP: whole seconds; 30 if absent. */
  readonly stepSeconds?: number;
  /** TOTP: 0 if absent. */
  readonly t0Seconds?: number;
  /** HOTP: the next counter; 0 if absent. */
  readonly counter?: number;
  /** TOTP: how many steps the fob's clock is known to be ahead; 0 if absent. */
  readonly driftSteps?: number;
  /** Who issued the token, and a name for people: kept for display and export, 1 to 256 characters each. */
  readonly issuer?: string;
  readonly label?: string;
  /** Its owner, to whom backup codes belong. It has none if absent. */
  readonly owner?: string;
  /** The verifier's default policy if absent, which is `rfc` unless it was changed. */
  readonly policy?: string;
  /** `active` if absent. */
  readonly lifecycle?: 'issued' | 'active';
  readonly notBeforeUs?: number;
  readonly expiresUs?: number;
  /** A code that proves that the person has the fob. A wrong one enrolls nothing; a right one is consumed. */
  readonly proofCode?: string;
  /** ID of this request, 1 to 128 characters. A repeat within ten minutes gets the same answer. */
  readonly requestId?: string;
}

export type Enrollment =
  | { readonly enrolled: true; readonly credential: CredentialView; readonly verdict: Verdict | null }
  /** The proof code is wrong, and nothing is enrolled. */
  | { readonly enrolled: false; readonly verdict: Verdict };

/** Throws a VerificationError: `bad-value`, `unknown-policy`, or `credential-exists` (an ID is never used again, not even
 *  after a deletion). */
export async function enroll(core: Core, request: EnrollmentRequest): Promise<Enrollment> {
  const atUs = checkedTime(request.atUs);
  const policy = policyOf(core, request.policy ?? core.defaultPolicy.name);
  const facts = factsOf(core, request, policy.name);
  // The counter and the drift are not compared, since the fob changes them meanwhile.
  const { id, seed, kind, requestId, proofCode, lifecycle } = request;
  const asked = {
    credentialId: id,
    seed,
    kind,
    proofCode,
    lifecycle,
    ...(requestId === undefined ? {} : { requestId }),
  };
  const question = operatorQuestion(core, 'enroll', asked);
  const done = await operatorAnswer<Enrollment>(core, question, atUs);
  if (done !== null) return done;
  let state = stateOf(request, atUs);
  let verdict: Verdict | null = null;
  if (request.proofCode !== undefined) {
    const record = { id: request.id, version: 0, facts, state };
    const decision = prove(request, record, core);
    verdict = verdictOf(decision, request.id, record, policy, atUs);
    if (decision.state === null) return { enrolled: false, verdict };
    state = { ...decision.state, lifecycle: state.lifecycle };
  }
  const remaining = await remainingBackupCodes(core, facts.owner ?? request.id);
  const credential = viewOf({ id: request.id, version: 1, facts, state }, remaining);
  const enrollment = { enrolled: true, credential, verdict } as const;
  const result = await write(core, request.id, null, atUs, {
    state,
    facts,
    audit: {
      timeUs: atUs,
      credentialId: request.id,
      event: 'enroll',
      outcome: state.lifecycle,
      actor: request.actor,
      reason: request.reason,
      requestId: question?.requestId ?? null,
      detail: [
        ['policy', policy.name],
        ['kind', facts.kind],
        ['proof', verdict === null ? 'none' : `step ${verdict.step}`],
      ],
    },
    answer: keptFor(question, atUs, enrollment),
  });
  if (result.applied) return enrollment;
  if (result.answer !== null && question !== null) return answerTo(question, result.answer);
  throw new VerificationError('credential-exists', existing(request.id, result.row));
}

/** A deleted, lost or replaced credential takes no code. Its fob can return only with a new seed and another ID. */
function existing(id: string, row: CredentialRecord | null): string {
  const state = row?.state.lifecycle ?? 'gone';
  const spelled = row === null || row.id === id ? '' : `, spelled ${quotedWord(row.id)}`;
  const advice: Readonly<Record<string, string>> = {
    issued: 'Enable that one.',
    active: 'Verify with that one, or enrol another fob under its own id.',
    disabled: 'Enable that one where its owner still holds the fob.',
  };
  return (
    `There is a credential ${quotedWord(id)} already (${state}${spelled}), and an id is never used twice. ` +
    (advice[state] ?? 'That is final: give the fob a new seed and enrol it under another id.')
  );
}

function prove(request: EnrollmentRequest, record: CredentialRecord, core: Core): Decision {
  const { facts, state } = record;
  const code = normalizeCode(request.proofCode ?? '', facts.digits);
  if (code === null) return refusal('malformed');
  const policy = policyOf(core, facts.policy);
  const rings = ringsOf(policy, record, request.atUs);
  const key = prepareKey(facts.algorithm, request.seed);
  const search = (ring: Ring): number | null =>
    nearest(stepsWithCode(key, ring, facts.digits, codeValue(code)), rings.centre, state.lastConsumed);
  const step = search(rings.window);
  if (step !== null) return success('accepted', policy, record, step, request.atUs, true);
  const far = search(wideRing(policy, record, rings));
  return far === null
    ? refusal('invalid')
    : refusal('out-of-sync', null, { step: far, stepsOff: far - rings.origin });
}

function factsOf(core: Core, request: EnrollmentRequest, policy: string): CredentialFacts {
  const { id, seed, kind, algorithm = 'SHA1', digits = 6, t0Seconds = 0 } = request;
  const stepSeconds = kind === 'totp' ? (request.stepSeconds ?? 30) : 0;
  const bad = (message: string): VerificationError => new VerificationError('bad-value', message);
  if (id.length < 1 || id.length > longestId)
    throw bad(`The id has ${id.length} characters: give 1 to ${longestId}.`);
  for (const [name, text] of [
    ['id', id],
    ['serial', request.serial],
    ['owner', request.owner],
    ['issuer', request.issuer],
    ['label', request.label],
  ] as const)
    if (text !== undefined && /\0|\p{Surrogate}/u.test(text))
      throw bad(
        `The ${name} has a NUL or half of a surrogate pair in it: give text that every database can hold.`,
      );
  if (seed.length < 1 || seed.length > 1024) throw bad(`The seed has ${seed.length} bytes: give 1 to 1024.`);
  if (kind !== 'totp' && kind !== 'hotp') throw bad(`The kind ${quotedWord(kind)} is neither totp nor hotp.`);
  if (!['SHA1', 'SHA256', 'SHA512'].includes(algorithm))
    throw bad(`The algorithm ${quotedWord(algorithm)} is unknown: give SHA1, SHA256 or SHA512.`);
  if (!(Number.isInteger(digits) && digits >= 6 && digits <= 10))
    throw bad(`Codes of ${digits} digits cannot be verified: give 6 to 10.`);
  if (kind === 'totp') checkStepSeconds(stepSeconds);
  if (!(Number.isInteger(t0Seconds) && Math.abs(t0Seconds) <= 253_402_300_799))
    throw bad(`T0 ${t0Seconds} is not a time in whole seconds.`);
  if (request.owner !== undefined && (request.owner.length < 1 || request.owner.length > longestId))
    throw bad(`The owner has ${request.owner.length} characters: give 1 to ${longestId}.`);
  for (const [name, text] of [
    ['issuer', request.issuer],
    ['label', request.label],
  ] as const)
    if (text !== undefined && (text.length < 1 || text.length > longestName))
      throw bad(`The ${name} has ${text.length} characters: give 1 to ${longestName}.`);
  for (const given of [request.notBeforeUs, request.expiresUs]) if (given !== undefined) checkedTime(given);
  const keyId = core.keyring.currentId;
  return {
    serial: request.serial ?? null,
    manufacturer: request.manufacturer ?? null,
    model: request.model ?? null,
    sealedSeed: sealSeed(core.keyring, keyId, id, seed),
    seedKeyId: keyId,
    kind,
    algorithm,
    digits,
    stepSeconds,
    t0Seconds: kind === 'totp' ? t0Seconds : 0,
    policy,
    notBeforeUs: request.notBeforeUs ?? null,
    expiresUs: request.expiresUs ?? null,
    enrolledUs: request.atUs,
    replacedBy: null,
    owner: request.owner ?? null,
    issuer: request.issuer ?? null,
    label: request.label ?? null,
  };
}

function stateOf(request: EnrollmentRequest, atUs: number): CredentialState {
  const { kind, counter = 0, driftSteps = 0, lifecycle = 'active' } = request;
  checkCounter(counter);
  if (!Number.isSafeInteger(driftSteps) || Math.abs(driftSteps) > 100_000)
    throw new VerificationError('bad-value', `The drift of ${driftSteps} steps is not within ±100000.`);
  const timed = kind === 'totp';
  return initialState(
    { lifecycle, lastConsumed: timed ? -1 : counter - 1, driftSteps: timed ? driftSteps : 0 },
    atUs,
  );
}
