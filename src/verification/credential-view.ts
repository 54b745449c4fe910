// A credential for operators: without its seed, its digests and its backup codes.
import type { CredentialRecord, LifecycleState } from '../stores/store.js';

export interface CredentialView {
  readonly id: string;
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly kind: 'totp' | 'hotp';
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: number;
  /** 0 for HOTP. */
  readonly stepSeconds: number;
  readonly t0Seconds: number;
  readonly policy: string;
  readonly lifecycle: LifecycleState;
  readonly replacedBy: string | null;
  readonly notBeforeUs: number | null;
  readonly expiresUs: number | null;
  readonly enrolledUs: number;
  /** Highest consumed step or counter; −1 if there is none. */
  readonly lastConsumed: number;
  /** HOTP: the next counter; null for TOTP. */
  readonly counter: number | null;
  readonly driftSteps: number;
  readonly failures: number;
  readonly lockedAtUs: number | null;
  readonly throttledUntilUs: number | null;
  readonly lastSuccessUs: number | null;
  /** Its owner; null if it has none. */
  readonly owner: string | null;
  readonly issuer: string | null;
  /** A name for people. */
  readonly label: string | null;
  /** Unused backup codes of its owner. */
  readonly backupCodesRemaining: number;
  readonly version: number;
}

export function viewOf(
  { id, version, facts, state }: CredentialRecord,
  backupCodesRemaining: number,
): CredentialView {
  return {
    id,
    serial: facts.serial,
    manufacturer: facts.manufacturer,
    model: facts.model,
    kind: facts.kind,
    algorithm: facts.algorithm,
    digits: facts.digits,
    stepSeconds: facts.stepSeconds,
    t0Seconds: facts.t0Seconds,
    policy: facts.policy,
    lifecycle: state.lifecycle,
    replacedBy: facts.replacedBy,
    notBeforeUs: facts.notBeforeUs,
    expiresUs: facts.expiresUs,
    enrolledUs: facts.enrolledUs,
    lastConsumed: state.lastConsumed,
    counter: facts.kind === 'hotp' ? state.lastConsumed + 1 : null,
    driftSteps: state.driftSteps,
    failures: state.failures,
    lockedAtUs: state.lockedAtUs,
    throttledUntilUs: state.throttledUntilUs,
    lastSuccessUs: state.lastSuccessUs,
    owner: facts.owner,
    issuer: facts.issuer,
    label: facts.label,
    backupCodesRemaining,
    version,
  };
}
