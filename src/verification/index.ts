// foblab/verification: verifies one-time passwords of hard tokens. See docs/verification.md.
export { createMemoryStore } from '../stores/memory-store.js';
export { openStore, StoreError } from '../stores/open-store.js';
export { openPostgresStore } from '../stores/postgres-store.js';
export { openSqliteStore } from '../stores/sqlite-store.js';
export type {
  AuditEntry,
  AuditRow,
  CompanionQuery,
  CompanionRow,
  Companions,
  CompanionWrite,
  CredentialRecord,
  LifecycleState,
  ListQuery,
  Store,
} from '../stores/store.js';
export { lifecycleStates } from '../stores/store.js';
export type { AuditReport } from './audit.js';
export type { BackupCodeOwner, BackupCodeRequest, BackupCodesRequest } from './backup-codes.js';
export type { Checkpoint } from './checkpoint.js';
export { codeDigest } from './code-digest.js';
export { normalizeCode } from './code-input.js';
export type { CredentialView } from './credential-view.js';
export { diagnoseCode, type FobParameters } from './diagnose.js';
export type { Enrollment, EnrollmentRequest } from './enroll.js';
export { timeZoneText } from './explain.js';
export {
  createKeyring,
  developmentKeyring,
  type Keyring,
  type KeyringEntry,
  loadBenchKeyring,
  loadKeyring,
} from './keyring.js';
export { transitions } from './lifecycle.js';
export type { OperatorRequest } from './operator.js';
export type { CounterRequest, OwnerRequest, PolicyRequest, StateRequest, StepRequest } from './operators.js';
export { isSuccess, type Outcome, outcomes } from './outcome.js';
export {
  builtInPolicies,
  djangoOtp,
  duo,
  entrust,
  freeipa,
  googlePam,
  linotp,
  multiotp,
  okta,
  onespan,
  onespanDynamic,
  pamOath,
  privacyidea,
  rfc,
  smallOperator,
  strict,
  symantecVip,
  symantecVipLow,
} from './policies/index.js';
export type { Policy } from './policy.js';
export { comparedPpm, type PolicyFigures, policyFigures } from './policy-comparison.js';
export { acceptedHalfSteps, daysInside, type PolicyCost, policyCost } from './policy-cost.js';
export { PolicyError, parsePolicy, policyRules } from './policy-file.js';
export { openSealed, seal } from './sealed-seed.js';
export { type CoarseVerdict, coarse, type Verdict } from './verdict.js';
export { StaleCompanionError, VerificationError, type VerificationErrorCode } from './verification-error.js';
export { createVerifier, type RecordRequest, type Verifier, type VerifierOptions } from './verifier.js';
export type { ActivationRequest, ResynchronizationRequest, VerificationRequest } from './verify.js';
