// The verifier: all operations of the core, over any store.
import type { AuditRow, Companions, CredentialRecord, ListQuery, Store } from '../stores/store.js';
import { type AuditReport, verifyAudit } from './audit.js';
import { ownerOf, remainingBackupCodes } from './backup-code-set.js';
import {
  type BackupCodeRequest,
  type BackupCodesRequest,
  consumeBackupCode,
  generateBackupCodes,
} from './backup-codes.js';
import { checkedStore, checksOf } from './checked-store.js';
import { type Checkpoint, type CheckpointRequest, writeCheckpoint } from './checkpoint.js';
import { codeDigest } from './code-digest.js';
import { type Core, checkedTime, KeyCache, refusalStepsOf, write } from './core.js';
import { type CredentialView, viewOf } from './credential-view.js';
import { diagnose } from './diagnose.js';
import { type Enrollment, type EnrollmentRequest, enroll } from './enroll.js';
import type { Keyring } from './keyring.js';
import { type OperatorRequest, operate } from './operator.js';
import {
  type CounterRequest,
  type OwnerRequest,
  type PolicyRequest,
  resetDrift,
  type StateRequest,
  type StepRequest,
  setCounter,
  setOwner,
  setPolicy,
  setState,
  setStep,
  unlock,
} from './operators.js';
import { defaultCheckpointEvery, PeriodicCheckpoints } from './periodic-checkpoints.js';
import { builtInPolicies } from './policies/index.js';
import type { Policy } from './policy.js';
import { type Resealed, reseal } from './reseal.js';
import { openSeed } from './sealed-seed.js';
import type { Verdict } from './verdict.js';
import {
  type ActivationRequest,
  activate,
  type ResynchronizationRequest,
  resynchronize,
  type VerificationRequest,
  verify,
} from './verify.js';

export interface VerifierOptions {
  readonly store: Store;
  readonly keyring: Keyring;
  /** The built-in ones if absent. The first is the default for enrolments without a policy. */
  readonly policies?: readonly Policy[];
  /** How many credentials have their prepared keys in memory; 10 000 if absent. */
  readonly keyCacheSize?: number;
  /** N of scrypt for backup codes; 2^15 if absent. */
  readonly backupCodeCost?: number;
  /** The interval in records at which the log is signed by itself; a young log is signed sooner. 256 if absent, 0 for never.
   *  If absent, a store in memory is not signed at all. */
  readonly checkpointEvery?: number;
}

/** A verifier reads no clock: every `atUs` is the time to judge by, in whole microseconds since 1970. A judgement resolves
 *  to a verdict. A request that cannot be carried out rejects with a VerificationError. */
export interface Verifier {
  enroll(request: EnrollmentRequest): Promise<Enrollment>;
  verify(request: VerificationRequest): Promise<Verdict>;
  resynchronize(request: ResynchronizationRequest): Promise<Verdict>;
  /** Makes an issued credential active by proof. The same write uses up the codes. */
  activate(request: ActivationRequest): Promise<Verdict>;

  /** For an operator, after a code was refused: a sentence that says under which other parameters the code is right; null if
   *  none fit. It accepts nothing and changes nothing. */
  diagnose(request: VerificationRequest): Promise<string | null>;

  credential(id: string): Promise<CredentialView | null>;
  credentials(query?: ListQuery): Promise<readonly CredentialView[]>;

  setState(request: StateRequest): Promise<CredentialView>;
  unlock(request: OperatorRequest): Promise<CredentialView>;
  resetDrift(request: OperatorRequest): Promise<CredentialView>;
  setCounter(request: CounterRequest): Promise<CredentialView>;
  setStep(request: StepRequest): Promise<CredentialView>;
  setPolicy(request: PolicyRequest): Promise<CredentialView>;
  setOwner(request: OwnerRequest): Promise<CredentialView>;
  /** The seed in clear, for an export of this credential. The audit records it before it is returned. */
  revealSeed(request: OperatorRequest): Promise<Uint8Array>;

  generateBackupCodes(request: BackupCodesRequest): Promise<readonly string[]>;
  consumeBackupCode(request: BackupCodeRequest): Promise<Verdict>;

  /** Stores rows and records of a relying party without a verdict. Rejects with a StaleCompanionError, and stores nothing, if
   *  a row does not have the version that its write names. */
  record(request: RecordRequest): Promise<void>;

  /** Up to `limit` records from `from` on, of one credential if given. */
  audit(from?: number, limit?: number, credentialId?: string): Promise<readonly AuditRow[]>;
  verifyAudit(kept?: readonly Checkpoint[]): Promise<AuditReport>;
  writeCheckpoint(request: CheckpointRequest): Promise<Checkpoint>;
  /** To be called once where a store on disk is opened: brings one that has no checks yet, or that was written under the
   *  development key, under the keyring's own key. Null where there was nothing to do. */
  reseal(atUs: number): Promise<Resealed | null>;
  /** The same, for use before a store is closed; null if this verifier has added nothing since the last one. */
  checkpointUnsigned(request: CheckpointRequest): Promise<Checkpoint | null>;

  readonly policies: readonly Policy[];
}

export interface RecordRequest extends Companions {
  readonly atUs: number;
}

export function createVerifier(options: VerifierOptions): Verifier {
  const { keyring, policies = builtInPolicies, keyCacheSize = 10_000 } = options;
  const { backupCodeCost = 2 ** 15, checkpointEvery = options.store.volatile ? 0 : defaultCheckpointEvery } =
    options;
  // A store in memory cannot be written by others, so it needs no checks.
  const onDisk = options.store.volatile !== true;
  const store = onDisk ? checkedStore(options.store, keyring) : options.store;
  const defaultPolicy = policies[0];
  if (defaultPolicy === undefined) throw new TypeError('A verifier needs at least one policy.');
  const checkpoints = new PeriodicCheckpoints(checkpointEvery, (request) => writeCheckpoint(core, request));
  const core: Core = {
    store,
    keyring,
    policies: new Map(policies.map((policy) => [policy.name, policy])),
    defaultPolicy,
    refusalSteps: refusalStepsOf(policies),
    keys: new KeyCache(keyring, keyCacheSize),
    wrongDigest: (id, code) => codeDigest(keyring, 'wrong', [id, code]),
    // Records are not even counted here: to chain each at once would cost the memory store as much as the verdict.
    checkpoints: checkpointEvery === 0 && !onDisk ? null : checkpoints,
    checks: onDisk ? checksOf(keyring) : null,
  };
  const view = async (record: CredentialRecord): Promise<CredentialView> =>
    viewOf(record, await remainingBackupCodes(core, ownerOf(record)));
  return {
    policies,
    enroll: (request) => enroll(core, request),
    verify: (request) => verify(core, request),
    resynchronize: (request) => resynchronize(core, request),
    activate: (request) => activate(core, request),
    diagnose: (request) => diagnose(core, request),
    credential: async (id) => {
      const record = await store.get(id);
      return record === null ? null : view(record);
    },
    credentials: async (query) => Promise.all((await store.list(query)).map(view)),
    setState: (request) => setState(core, request),
    unlock: (request) => unlock(core, request),
    resetDrift: (request) => resetDrift(core, request),
    setCounter: async (request) => setCounter(core, request),
    setStep: async (request) => setStep(core, request),
    setPolicy: (request) => setPolicy(core, request),
    setOwner: (request) => setOwner(core, request),
    revealSeed: (request) => revealSeed(core, request),
    generateBackupCodes: (request) => generateBackupCodes(core, backupCodeCost, request),
    consumeBackupCode: (request) => consumeBackupCode(core, backupCodeCost, request),
    record: async ({ atUs, rows, audit }) => {
      const companions = { rows, audit };
      await write(core, '', null, checkedTime(atUs), {
        state: null,
        facts: null,
        audit: null,
        answer: null,
        companions,
      });
    },
    audit: (from = 1, limit = 100, credentialId) => store.audit(from, limit, credentialId),
    verifyAudit: (kept) => verifyAudit(options.store, keyring, kept),
    reseal: async (atUs) => (onDisk ? reseal(options.store, keyring, atUs) : null),
    writeCheckpoint: (request) => checkpoints.write(request),
    checkpointUnsigned: (request) => checkpoints.writeUnsigned(request),
  };
}

async function revealSeed(core: Core, request: OperatorRequest): Promise<Uint8Array> {
  checkedTime(request.atUs);
  let seed: Uint8Array | undefined;
  const open = ({ id, facts }: CredentialRecord): Uint8Array =>
    new Uint8Array(openSeed(core.keyring, facts.seedKeyId, id, facts.sealedSeed));
  await operate(core, 'reveal-seed', 'revealed', request, (record) => {
    seed = open(record);
    return { state: record.state };
  });
  // For a repeat the audit has it already. The seed is stored only in the row.
  return seed ?? open((await core.store.get(request.credentialId))!);
}
