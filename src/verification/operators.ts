// The changes that operators make to a credential: its lifecycle, lock, drift, counter, step, owner and policy.
import { quotedWord } from '../serials/index.js';
import type { CredentialState, LifecycleState } from '../stores/store.js';
import { ownerOf, unthrottled, writeOf } from './backup-code-set.js';
import { type Core, policyOf } from './core.js';
import type { CredentialView } from './credential-view.js';
import { transitions } from './lifecycle.js';
import { type OperatorRequest, operate } from './operator.js';
import { VerificationError } from './verification-error.js';

export interface StateRequest extends OperatorRequest {
  readonly state: LifecycleState;
  /** The ID of the successor: required for `replaced`, and only allowed there. */
  readonly replacedBy?: string;
}

/** Changes the state of a credential. Throws `bad-transition` if the change is not allowed. */
export async function setState(core: Core, request: StateRequest): Promise<CredentialView> {
  const { state: to, replacedBy, credentialId } = request;
  if ((to === 'replaced') !== (replacedBy !== undefined))
    throw new VerificationError('bad-value', 'Give replacedBy with the state "replaced", and only there.');
  const successor = replacedBy === undefined ? null : await core.store.get(replacedBy);
  if (
    replacedBy !== undefined &&
    (successor === null || successor.id === (await core.store.get(credentialId))?.id)
  )
    throw new VerificationError(
      'unknown-credential',
      `${quotedWord(replacedBy)} cannot replace ${quotedWord(credentialId)}: enrol another credential first.`,
    );
  return operate(core, 'state', to, request, ({ facts, state }) => {
    const from = state.lifecycle;
    const next = transitions[from];
    if (!next.includes(to))
      throw new VerificationError(
        'bad-transition',
        `Credential ${credentialId} is ${from} and cannot become ${to}: ` +
          (next.length === 0 ? 'that is final.' : `it can become ${next.join(', ')}.`),
      );
    return {
      state: { ...state, lifecycle: to },
      ...(successor === null ? {} : { facts: { ...facts, replacedBy: successor.id } }),
      detail: [['from', from], ...(successor === null ? [] : ([['replacedBy', successor.id]] as const))],
    };
  });
}

/** Ends a lock or a delay, and forgets the failures, also those of its owner's backup codes. */
export function unlock(core: Core, request: OperatorRequest): Promise<CredentialView> {
  return operate(core, 'unlock', 'unlocked', request, ({ state, ...record }, backupCodes) => ({
    state: {
      ...state,
      failures: 0,
      lastWrongDigest: null,
      throttledUntilUs: null,
      lockedAtUs: null,
      resyncFailures: 0,
      resyncSinceUs: null,
    },
    detail: [['failures', String(state.failures)]],
    ...(backupCodes.failures === 0
      ? {}
      : { row: writeOf(ownerOf({ ...record, state }), unthrottled(backupCodes)) }),
  }));
}

/** Forgets the drift. The initial window applies until the next success. */
export function resetDrift(core: Core, request: OperatorRequest): Promise<CredentialView> {
  return operate(core, 'reset-drift', 'reset', request, ({ facts, state }) => {
    if (facts.kind !== 'totp')
      throw wrongKind(request.credentialId, 'a counter and no clock: set its counter');
    return { state: withDrift(state, 0, request.atUs), detail: [['drift', `${state.driftSteps} → 0`]] };
  });
}

export interface CounterRequest extends OperatorRequest {
  /** The next expected counter. */
  readonly counter: number;
}

/** Moves a counter forward. It never goes back, since used codes would be good again. */
export function setCounter(core: Core, request: CounterRequest): Promise<CredentialView> {
  const { counter, credentialId } = request;
  checkCounter(counter);
  return operate(core, 'set-counter', 'set', request, ({ facts, state }) => {
    if (facts.kind !== 'hotp') throw wrongKind(credentialId, 'a clock and no counter: reset its drift');
    const next = state.lastConsumed + 1;
    if (counter < next)
      throw new VerificationError(
        'bad-value',
        `The counter of ${credentialId} is at ${next} and never goes back to ${counter}. A fob whose counter was ` +
          'set back gets a new seed: enrol it as a new credential and replace this one.',
      );
    return {
      state: { ...state, lastConsumed: counter - 1, candidateStep: null, candidateExpiresUs: null },
      detail: [['counter', `${next} → ${counter}`]],
    };
  });
}

export interface StepRequest extends OperatorRequest {
  readonly stepSeconds: number;
}

/**
 * Changes the length of the step. It converts the last consumed step and the drift, so that all time up to the last
 * acceptance stays used up, and the fob's clock stays as far off as it was.
 */
export function setStep(core: Core, request: StepRequest): Promise<CredentialView> {
  const { stepSeconds, credentialId } = request;
  checkStepSeconds(stepSeconds);
  return operate(core, 'set-step', 'set', request, ({ facts, state }) => {
    if (facts.kind !== 'totp') throw wrongKind(credentialId, 'a counter and no step');
    const old = facts.stepSeconds;
    const driftSteps = Math.round((state.driftSteps * old) / stepSeconds);
    return {
      facts: { ...facts, stepSeconds },
      state: {
        ...withDrift(state, driftSteps, request.atUs),
        lastConsumed: rescaledStep(state.lastConsumed, old, stepSeconds),
      },
      detail: [
        ['stepSeconds', `${old} → ${stepSeconds}`],
        ['drift', `${state.driftSteps} → ${driftSteps}`],
      ],
    };
  });
}

/** The last new step that begins before the end of the old step, so that all consumed time is covered; −1 if none was. */
export function rescaledStep(step: number, oldSeconds: number, newSeconds: number): number {
  return step < 0 ? -1 : Math.ceil(((step + 1) * oldSeconds) / newSeconds) - 1;
}

export interface PolicyRequest extends OperatorRequest {
  readonly policy: string;
}

export interface OwnerRequest extends OperatorRequest {
  /** null: it has no owner. */
  readonly owner: string | null;
}

/** Gives a credential to another owner, whose backup codes then apply. */
export async function setOwner(core: Core, request: OwnerRequest): Promise<CredentialView> {
  const { owner } = request;
  if (owner !== null && (owner.length < 1 || owner.length > 128))
    throw new VerificationError('bad-value', `The owner has ${owner.length} characters: give 1 to 128.`);
  return operate(core, 'set-owner', 'set', request, ({ facts, state }) => ({
    state,
    facts: { ...facts, owner },
    detail: [['owner', `${facts.owner ?? 'none'} → ${owner ?? 'none'}`]],
  }));
}

/** Changes the policy of a credential. */
export async function setPolicy(core: Core, request: PolicyRequest): Promise<CredentialView> {
  const { name } = policyOf(core, request.policy);
  return operate(core, 'set-policy', 'set', request, ({ facts, state }) => ({
    state,
    facts: { ...facts, policy: name },
    detail: [['policy', `${facts.policy} → ${name}`]],
  }));
}

/** A million codes below the last exact integer, which is more than a fob shows in its life. */
const counterMaximum = Number.MAX_SAFE_INTEGER - 1_000_000;

export function checkCounter(counter: number): void {
  if (!(Number.isSafeInteger(counter) && counter >= 0 && counter <= counterMaximum))
    throw new VerificationError(
      'bad-value',
      `The counter ${counter} is not a whole number from 0 to ${counterMaximum}.`,
    );
}

export function checkStepSeconds(stepSeconds: number): void {
  if (!(Number.isInteger(stepSeconds) && stepSeconds >= 1 && stepSeconds <= 86_400 * 4))
    throw new VerificationError(
      'bad-value',
      `The step of ${stepSeconds} s cannot be: give whole seconds from 1 to 345600 (30 and 60 are usual).`,
    );
}

function withDrift(state: CredentialState, driftSteps: number, atUs: number): CredentialState {
  return {
    ...state,
    driftSteps,
    driftAnchorSteps: driftSteps,
    driftAnchorUs: atUs,
    windowPhase: 'initial',
    candidateStep: null,
    candidateExpiresUs: null,
  };
}

function wrongKind(id: string, what: string): VerificationError {
  return new VerificationError('wrong-kind', `Credential ${id} has ${what}.`);
}
