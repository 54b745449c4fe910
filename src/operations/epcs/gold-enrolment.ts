// The enrolment at EPCS Gold, by an Invitation ID.
import { choice, optional, text } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { gold } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { by, epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

export const invite = epcsOperation({
  system: 'gold',
  verb: 'invite',
  summary: 'send a prescriber an Invitation ID by mail',
  example: '1234567893',
  parameters: {
    npi: text('NPI', 'npi'),
    by,
  },
  positionals: ['npi'],
  access: 'administer',
  value: (t) => t.Object({ npi: t.String(), sentTo: t.String(), expiresAt: instantSchema(t) }),
  run: (epcs, values, request) =>
    gold.invite(epcs, {
      npi: values.npi,
      by: values.by ?? 'operator',
      ...request,
    }),
});

export const beginEnrolment = epcsOperation({
  system: 'gold',
  verb: 'begin-enrolment',
  summary: 'begin the enrolment with an Invitation ID, or go on with it',
  example: '--invitation-id-file id.txt',
  parameters: {
    invitationId: fileSecret('file with the Invitation ID'),
  },
  value: (t) => t.Object({ ...answers.enrolmentFields(t), session: answers.sessionField(t) }),
  run: (epcs, values) => gold.beginEnrolment(epcs, { invitationId: values.invitationId }),
});

export const enrolToken = epcsOperation({
  system: 'gold',
  verb: 'enrol-token',
  summary: 'bind a token during the enrolment',
  example:
    '--session-file s.txt --manufacturer ONESPAN --type "OTP HARD TOKEN" --nickname fob --credential-id 3315511111 --otp 755224',
  parameters: {
    session: sessionParameter,
    manufacturer: choice('Token Manufacturer', ['SYMANTEC', 'ONESPAN']),
    issuer: optional(choice('Token Issuer; DRFIRST where left out', ['DRFIRST'])),
    type: choice('Token Type', ['OTP HARD TOKEN', 'OTP SOFT TOKEN']),
    nickname: text('Token Nickname', 'nickname'),
    credentialId: text('Serial number or Credential ID', 'credential-id'),
    otp: text('One Time Pin', 'otp'),
    nextOtp: optional(text('the code after it', 'next-otp')),
    device: optional(text('device that a soft token lives on', 'device')),
  },
  value: (t) => t.shared(answers.boundTokenSchema),
  run: (epcs, values, request) =>
    gold.enrolToken(epcs, values.session, {
      manufacturer: values.manufacturer,
      issuer: values.issuer ?? 'DRFIRST',
      type: values.type,
      nickname: values.nickname,
      credentialId: values.credentialId,
      otp: values.otp,
      ...(values.nextOtp === undefined ? {} : { nextOtp: values.nextOtp }),
      ...(values.device === undefined ? {} : { device: values.device }),
      ...request,
    }),
});

export const proveIdentity = epcsOperation({
  system: 'gold',
  verb: 'prove-identity',
  summary: 'end the identity proofing as the tester says',
  example: 'verified --session-file s.txt',
  parameters: {
    session: sessionParameter,
    outcome: choice('how the identity proofing ends', ['verified', 'not-verified']),
  },
  positionals: ['outcome'],
  value: (t) => t.Object({ step: t.Literal('passphrase') }),
  run: (epcs, values) => gold.proveIdentity(epcs, values.session, { outcome: values.outcome }),
});

export const choosePassphrase = epcsOperation({
  system: 'gold',
  verb: 'choose-passphrase',
  summary: 'choose the passphrase; that ends the enrolment',
  example: '--session-file s.txt --passphrase-file p.txt --question "First pet?" --answer-file a.txt',
  parameters: {
    session: sessionParameter,
    passphrase: fileSecret('file with the passphrase'),
    question: text('security question', 'question'),
    answer: fileSecret('file with its answer'),
  },
  value: (t) => t.Object({ npi: t.String(), enrolled: t.Literal(true) }),
  run: (epcs, values, request) =>
    gold.choosePassphrase(epcs, values.session, {
      passphrase: values.passphrase,
      question: values.question,
      answer: values.answer,
      ...request,
    }),
});

export const enrolment = epcsOperation({
  system: 'gold',
  verb: 'enrolment',
  summary: 'show where an enrolment stands',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object(answers.enrolmentFields(t)),
  run: (epcs, values) => gold.enrolment(epcs, values.session),
});
