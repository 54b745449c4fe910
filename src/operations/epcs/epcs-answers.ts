// Answers that several verbs of the relying parties share. Instants are in ISO 8601.

import {
  instantSchema,
  oneOf,
  orNull,
  type SchemaBuilder,
  type Shaped,
  shared,
} from '../../contract/schema.js';
import { administration, idme, iprescribe, signing } from '../../epcs/index.js';

/** The token of a session: who has it is signed in, or as far as the sign-in has come. */
export const sessionField = (t: SchemaBuilder) => t.String({ description: 'token of the session: a secret' });

export const signedOut = (t: SchemaBuilder) => t.Object({ signedOut: t.Literal(true) });

export const sessionOnly = (t: SchemaBuilder) => t.Object({ session: sessionField(t) });

export const authorizationOnly = (t: SchemaBuilder) =>
  t.Object({
    authorization: t.String({ description: 'ID of the request that ID.me asks the prescriber about' }),
  });

/** What the system advises beside its answer; null: nothing. */
export const secondTokenAdvice = (t: SchemaBuilder) =>
  orNull(t, oneOf(t, ['second-token-recommended', 'entire-proofing-again']));

export const bindingState = (t: SchemaBuilder) => oneOf(t, ['active', 'inactive', 'lost', 'deleted']);

export const bindingSchema = shared('EpcsBinding', (t) =>
  t.Object({
    credentialId: t.String(),
    npi: t.String(),
    nickname: t.String(),
    manufacturer: oneOf(t, ['SYMANTEC', 'ONESPAN', 'IPRESCRIBE', 'IDME']),
    issuer: t.Literal('DRFIRST'),
    type: oneOf(t, ['OTP HARD TOKEN', 'OTP SOFT TOKEN']),
    model: t.String(),
    state: bindingState(t),
    reason: orNull(t, t.String({ description: 'why it is not active' })),
    device: orNull(t, t.String({ description: 'the device that a soft token lives on' })),
    boundAt: instantSchema(t),
    changedAt: instantSchema(t),
  }),
);

export const boundTokenSchema = shared('EpcsBoundToken', (t) =>
  t.Object({
    binding: t.shared(bindingSchema),
    warnings: t.Array(t.String(), { description: 'codes of messages that go with it' }),
  }),
);

/** A row of the token table of EPCS Gold. */
export const goldTokenSchema = shared('EpcsGoldToken', (t) =>
  t.Object({
    name: t.String(),
    credentialId: t.String(),
    manufacturer: t.String(),
    issuer: t.String(),
    type: t.String(),
    model: t.String(),
    status: goldStatus(t),
    reason: orNull(t, t.String()),
    actions: t.Array(oneOf(t, ['Edit', 'Disable', 'Enable', 'Delete'])),
  }),
);

export const goldStatus = (t: SchemaBuilder) => oneOf(t, ['Active', 'Inactive', 'Lost', 'Deleted']);

/** A token as a person picks it. */
export const tokenChoices = (t: SchemaBuilder) =>
  t.Array(t.Object({ nickname: t.String(), credentialId: t.String() }));

export const enrolmentFields = (t: SchemaBuilder) => ({
  step: oneOf(t, ['token', 'proofing', 'passphrase']),
  name: t.String(),
  npi: t.String(),
  tokens: t.Array(
    t.Object({
      nickname: t.String(),
      credentialId: t.String(),
      manufacturer: t.String(),
      issuer: t.String(),
      type: t.String(),
      auth: t.Literal('OTP'),
    }),
  ),
  advice: secondTokenAdvice(t),
});

export const goldSignedIn = (t: SchemaBuilder) =>
  t.Object({ session: sessionField(t), name: t.String(), npi: t.String(), advice: secondTokenAdvice(t) });

export const incidentSchema = shared('EpcsIncident', (t) =>
  t.Object({
    kind: oneOf(t, administration.incidentKinds),
    at: instantSchema(t),
    npi: orNull(t, t.String()),
    credentialId: orNull(t, t.String()),
    actor: t.String(),
    what: t.String(),
  }),
);

export const signingRightState = (t: SchemaBuilder) => oneOf(t, ['entered', 'granted', 'revoked']);

export const signingRightSchema = shared('EpcsSigningRight', (t) =>
  t.Object({
    npi: t.String(),
    state: signingRightState(t),
    enteredBy: t.String(),
    enteredAt: instantSchema(t),
    executedBy: orNull(t, t.String()),
    executedAt: orNull(t, instantSchema(t)),
    revokedReason: orNull(t, t.String()),
    revokedAt: orNull(t, instantSchema(t)),
  }),
);

export const prescriptionSchema = shared('EpcsPrescription', (t) =>
  t.Object({
    patient: t.String(),
    patientAddress: t.String(),
    drug: t.String(),
    strength: t.String(),
    dosageForm: t.String(),
    quantity: t.String(),
    directions: t.String(),
    refills: t.Integer(),
    schedule: oneOf(t, signing.schedules),
    deaNumber: t.String(),
    id: t.String(),
    npi: t.String(),
    revision: t.Integer({ description: '+1 at each change: it is marked ready as it was shown' }),
    state: oneOf(t, ['draft', 'ready', 'signed', 'cancelled']),
    createdAt: instantSchema(t),
    record: orNull(t, t.String({ description: 'where it is archived; null: it is not signed' })),
  }),
);

export const signedSchema = shared('EpcsSigned', (t) =>
  t.Object({
    signedAt: instantSchema(t),
    records: t.Array(t.String(), { description: 'where each is archived' }),
  }),
);

/** A way of ID.me to prove who signs in. */
export const idmeMethodSchema = shared('EpcsIdmeMethod', (t) =>
  t.Object({ id: t.String(), kind: idmeMethodKind(t), name: t.String(), addedAt: instantSchema(t) }),
);

export const idmeMethodKind = (t: SchemaBuilder) => oneOf(t, ['phone', 'push', 'code-generator']);

/** A way that the sign-in of ID.me offers. */
export const idmeChoices = (t: SchemaBuilder) =>
  t.Array(
    t.Object({
      id: t.String(),
      kind: idmeMethodKind(t),
      name: t.String(),
      label: t.String({ description: 'as the page calls it' }),
    }),
  );

export const sentTo = (t: SchemaBuilder) =>
  t.Object({ sentTo: t.String({ description: 'the address or number, masked' }) });

export const idmeSignedIn = (t: SchemaBuilder) =>
  t.Object({ session: sessionField(t), step: t.Literal('signed-in') });

export const proofingStepFields = (t: SchemaBuilder) => ({ step: oneOf(t, idme.proofingSteps) });

export const proofingStep = (t: SchemaBuilder) => t.Object(proofingStepFields(t));

/** The secret for an authenticator app. */
export const generatorSecret = (t: SchemaBuilder) =>
  t.Object({
    credentialId: t.String(),
    secretKey: t.String({ description: 'base32' }),
    uri: t.String({ description: 'otpauth' }),
  });

/** A device that iPrescribe pairs. */
export const authenticatorRow = (t: SchemaBuilder) =>
  t.Object({ id: t.String(), name: t.String(), paired: t.Boolean() });

/** A device in the table of DrChrono. */
export const deviceRow = (t: SchemaBuilder) =>
  t.Object({
    id: t.String(),
    name: t.String(),
    option: oneOf(t, ['Generate 2FA Key', 'Push Notification 2FA']),
    primary: t.Boolean(),
  });

export const registrationStep = (t: SchemaBuilder) => oneOf(t, iprescribe.registrationSteps);

export const registryEntrySchema = shared('EpcsRegistryEntry', (t) =>
  t.Object({
    npi: t.String(),
    entityType: oneOf(t, ['individual', 'organization']),
    firstName: t.String({ description: 'empty for an organization' }),
    lastName: t.String({ description: 'of a person, or the name of an organization' }),
    licences: t.Array(t.Object({ number: t.String(), state: t.String({ description: 'two letters' }) })),
    taxonomies: t.Array(t.String()),
    practice: t.Object({
      address: t.String(),
      city: t.String(),
      state: t.String(),
      postalCode: t.String(),
      phone: t.String(),
    }),
    deactivatedOn: orNull(t, t.String({ description: 'YYYY-MM-DD' })),
    region: orNull(t, t.Integer({ description: '1 to 5, by which authenticator binding asks' })),
  }),
);

/** A refusal of a relying party. It is an answer, since it is what the system says to its user. */
export const refusalSchema = shared('EpcsRefusal', (t) =>
  t.Object({
    code: t.String({ description: 'docs/epcs.md lists every code' }),
    message: t.String(),
    causes: t.Array(t.Object({ cause: t.String(), remedy: t.String() }), {
      description: 'every cause that the user has to think of',
    }),
    remedy: t.String(),
    field: orNull(t, t.String({ description: 'field of the form that it is about' })),
    retryAt: orNull(t, instantSchema(t, 'when to try again')),
  }),
);

export type EpcsRefusal = Shaped<typeof refusalSchema>;
