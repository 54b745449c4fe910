// Rows, audit records and changes that the store contract and its neighbours share.
import type {
  AuditEntry,
  Change,
  CredentialFacts,
  CredentialState,
  StoredAnswer,
} from '../../src/stores/store.js';

export const startUs = 1_800_000_000_000_000;

export const sampleFacts: CredentialFacts = {
  serial: '3315511111',
  manufacturer: 'OneSpan',
  model: 'onespan/digipass-go7',
  sealedSeed: Uint8Array.of(0, 1, 2, 253, 254, 255),
  seedKeyId: 'k1',
  kind: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  stepSeconds: 30,
  t0Seconds: 0,
  policy: 'rfc',
  notBeforeUs: null,
  expiresUs: null,
  enrolledUs: startUs,
  replacedBy: null,
  owner: null,
  issuer: null,
  label: null,
};

export const sampleState: CredentialState = {
  lifecycle: 'active',
  lastConsumed: -1,
  driftSteps: 0,
  driftAnchorSteps: 0,
  driftAnchorUs: startUs,
  windowPhase: 'initial',
  failures: 0,
  lastWrongDigest: null,
  throttledUntilUs: null,
  lockedAtUs: null,
  resyncFailures: 0,
  resyncSinceUs: null,
  candidateStep: null,
  candidateExpiresUs: null,
  lastSuccessUs: null,
};

export function auditOf(credentialId: string, event: string, over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    timeUs: startUs,
    credentialId,
    event,
    outcome: 'accepted',
    actor: 'test',
    reason: '',
    requestId: null,
    detail: [['stepsOff', '-1']],
    ...over,
  };
}

/** The enrolment of `id`. */
export function enrolment(id: string, over: Partial<CredentialState> = {}): Change {
  return {
    credentialId: id,
    timeUs: startUs,
    condition: { version: 0, consumedBelow: null },
    state: { ...sampleState, ...over },
    facts: { ...sampleFacts, serial: id },
    audit: auditOf(id, 'enroll'),
    answer: null,
  };
}

/** The acceptance of step `step` decided on `version`. */
export function acceptance(id: string, version: number, step: number, over: Partial<Change> = {}): Change {
  return {
    credentialId: id,
    timeUs: startUs,
    condition: { version, consumedBelow: step },
    state: { ...sampleState, lastConsumed: step },
    facts: null,
    audit: auditOf(id, 'verify', { detail: [['step', String(step)]] }),
    answer: null,
    ...over,
  };
}

export function answerOf(
  credentialId: string,
  requestId: string,
  over: Partial<StoredAnswer> = {},
): StoredAnswer {
  return {
    credentialId,
    requestId,
    questionDigest: Uint8Array.of(7, 0, 255),
    answer: '{"outcome":"accepted"}',
    expiresUs: startUs + 30_000_000,
    ...over,
  };
}
