// The stored credential of a fob, without its seed, as every change of it answers.
import { instantSchema, oneOf, orNull, type SchemaBuilder, type Shaped, shared } from '../schema.js';

export const credentialSchema = shared('Credential', (t) =>
  t.Object({
    id: t.String({ description: 'the serial without dashes and spaces, or an ID of its own' }),
    serial: orNull(t, t.String({ description: 'as it was given at enrolment' })),
    manufacturer: orNull(t, t.String()),
    model: orNull(t, t.String()),
    kind: oneOf(t, ['totp', 'hotp']),
    algorithm: oneOf(t, ['SHA1', 'SHA256', 'SHA512']),
    digits: t.Integer(),
    stepSeconds: t.Integer({ description: '0 for HOTP' }),
    t0Seconds: t.Integer({ description: 'T0 of RFC 6238 §4.1, Unix seconds' }),
    policy: t.String(),
    lifecycle: oneOf(t, ['issued', 'active', 'disabled', 'lost', 'expired', 'deleted', 'replaced']),
    replacedBy: orNull(t, t.String({ description: 'ID of the successor' })),
    notBeforeAt: orNull(t, instantSchema(t)),
    expiresAt: orNull(t, instantSchema(t)),
    enrolledAt: instantSchema(t),
    lastConsumed: t.Integer({ description: 'highest step or counter that was accepted; −1: none yet' }),
    counter: orNull(t, t.Integer({ description: 'the next counter; null for TOTP' })),
    driftSteps: t.Integer({ description: 'drift that the verifier has learned' }),
    failures: t.Integer({ description: 'consecutive failures' }),
    lockedAt: orNull(t, instantSchema(t)),
    throttleEndsAt: orNull(t, instantSchema(t)),
    lastSuccessAt: orNull(t, instantSchema(t)),
    owner: orNull(t, t.String()),
    issuer: orNull(t, t.String({ description: 'who issued the token, as its seed file says' })),
    label: orNull(t, t.String({ description: 'a name for people, as its seed file says' })),
    backupCodesRemaining: t.Integer(),
    version: t.Integer({ description: 'number of the last change' }),
  }),
);

export type Credential = Shaped<typeof credentialSchema>;

/** The answer of an operation on one credential. */
export const credentialAnswerSchema = (t: SchemaBuilder) =>
  t.Object({ credential: t.shared(credentialSchema) });
