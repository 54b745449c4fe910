// What operators do to a credential: its lifecycle, its lock, its drift, its counter, its step.
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
  /** Only with `replaced`, and there needed: the id of the successor. */
  readonly replacedBy?: string;
}

/** Moves a credential to another state. Throws `bad-transition` where that cannot follow. */
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

/** Ends a lock and a throttle and forgets the failures, those of its owner's backup codes too. */
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

/** Takes the fob's clock for right again; the next success is judged by the initial window. */
export function resetDrift(core: Core, request: OperatorRequest): Promise<CredentialView> {
  return operate(core, 'reset-drift', 'reset', request, ({ facts, state }) => {
    if (facts.kind !== 'totp')
      throw wrongKind(request.credentialId, 'a counter and no clock: set its counter');
    return { state: withDrift(state, 0, request.atUs), detail: [['drift', `${state.driftSteps} → 0`]] };
  });
}

export interface CounterRequest extends OperatorRequest {
  /** The next counter that is expected. */
  readonly counter: number;
}

/** Moves a counter forward; it never goes back, since codes that were used would be good again. */
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
 * Changes the step's length. The last consumed step and the drift are converted, so that the time up to the
 * last acceptance stays used up in the new unit too and the fob's clock stays as far off as it was.
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

/** The last new step that begins before the old step's end: all of what was consumed, −1 where nothing was. */
export function rescaledStep(step: number, oldSeconds: number, newSeconds: number): number {
  return step < 0 ? -1 : Math.ceil(((step + 1) * oldSeconds) / newSeconds) - 1;
}

export interface PolicyRequest extends OperatorRequest {
  readonly policy: string;
}

export interface OwnerRequest extends OperatorRequest {
  /** null: nobody's. */
  readonly owner: string | null;
}

/** Gives a credential to another owner, whose backup codes go with it from now on. */
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

/** Puts a credential under another policy. */
export async function setPolicy(core: Core, request: PolicyRequest): Promise<CredentialView> {
  const { name } = policyOf(core, request.policy);
  return operate(core, 'set-policy', 'set', request, ({ facts, state }) => ({
    state,
    facts: { ...facts, policy: name },
    detail: [['policy', `${facts.policy} → ${name}`]],
  }));
}

/** A million codes before the end of the numbers that are exact: more than any fob shows in its life. */
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
