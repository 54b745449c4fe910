// The verbs of EPCS Gold as operations.
import { choice, flag, optional, secretText, text } from '../../contract/parameter.js';
import { instantSchema, orNull } from '../../contract/schema.js';
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
  run: (epcs, values, requestId) =>
    gold.invite(epcs, {
      npi: values.npi,
      by: values.by ?? 'operator',
      ...(requestId === undefined ? {} : { requestId }),
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
  run: (epcs, values, requestId) =>
    gold.enrolToken(epcs, values.session, {
      manufacturer: values.manufacturer,
      issuer: values.issuer ?? 'DRFIRST',
      type: values.type,
      nickname: values.nickname,
      credentialId: values.credentialId,
      otp: values.otp,
      ...(values.nextOtp === undefined ? {} : { nextOtp: values.nextOtp }),
      ...(values.device === undefined ? {} : { device: values.device }),
      ...(requestId === undefined ? {} : { requestId }),
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
  run: (epcs, values, requestId) =>
    gold.choosePassphrase(epcs, values.session, {
      passphrase: values.passphrase,
      question: values.question,
      answer: values.answer,
      ...(requestId === undefined ? {} : { requestId }),
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

export const signIn = epcsOperation({
  system: 'gold',
  verb: 'sign-in',
  summary: 'the first page of the sign-in: NPI and passphrase',
  example: '1234567893 --passphrase-file p.txt --plain > s.txt',
  parameters: {
    npi: text('NPI', 'npi'),
    passphrase: fileSecret('file with the passphrase'),
  },
  positionals: ['npi'],
  value: (t) =>
    t.Object({ session: answers.sessionField(t), tokens: answers.tokenChoices(t), biometric: t.Boolean() }),
  run: (epcs, values) => gold.signIn(epcs, { npi: values.npi, passphrase: values.passphrase }),
});

export const secondFactor = epcsOperation({
  system: 'gold',
  verb: 'second-factor',
  summary: 'show the tokens that the second page of the sign-in offers',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ tokens: answers.tokenChoices(t), biometric: t.Boolean() }),
  run: (epcs, values) => gold.secondFactor(epcs, values.session),
});

export const cancelSignIn = epcsOperation({
  system: 'gold',
  verb: 'cancel-sign-in',
  summary: 'leave the second page of the sign-in',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.signedOut,
  run: (epcs, values) => gold.cancelSignIn(epcs, values.session),
});

export const submitOtp = epcsOperation({
  system: 'gold',
  verb: 'submit-otp',
  summary: 'the second page of the sign-in: token and code',
  example: '3315511111 755224 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    token: text('token: its serial number or Credential ID', 'token'),
    otp: text('code that it shows', 'otp'),
  },
  positionals: ['token', 'otp'],
  value: answers.goldSignedIn,
  run: (epcs, values) => gold.submitOtp(epcs, values.session, { token: values.token, otp: values.otp }),
});

export const submitBiometric = epcsOperation({
  system: 'gold',
  verb: 'submit-biometric',
  summary: 'sign in with a biometric device in place of a token',
  example: '--identifier-file i.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    identifier: fileSecret('file with the identifier of the device'),
  },
  value: answers.goldSignedIn,
  run: (epcs, values) => gold.submitBiometric(epcs, values.session, { identifier: values.identifier }),
});

export const forgotPassphrase = epcsOperation({
  system: 'gold',
  verb: 'forgot-passphrase',
  summary: 'have a link sent that resets the passphrase',
  example: '1234567893',
  parameters: {
    npi: text('NPI', 'npi'),
  },
  positionals: ['npi'],
  value: (t) => t.Object({ asked: t.Literal(true) }),
  run: (epcs, values) => gold.forgotPassphrase(epcs, { npi: values.npi }),
});

export const securityQuestion = epcsOperation({
  system: 'gold',
  verb: 'security-question',
  summary: 'show the security question behind a link',
  example: '--link-file l.txt',
  parameters: {
    link: fileSecret('file with the link’s secret'),
  },
  value: (t) => t.Object({ question: t.String() }),
  run: (epcs, values) => gold.securityQuestion(epcs, { link: values.link }),
});

export const resetPassphrase = epcsOperation({
  system: 'gold',
  verb: 'reset-passphrase',
  summary: 'answer the security question and choose a new passphrase',
  example: '--link-file l.txt --answer-file a.txt --passphrase-file p.txt',
  parameters: {
    link: fileSecret('file with the link’s secret'),
    answer: fileSecret('file with the answer'),
    passphrase: fileSecret('file with the new passphrase'),
  },
  value: (t) => t.Object({ changed: t.Literal(true) }),
  run: (epcs, values) =>
    gold.resetPassphrase(epcs, { link: values.link, answer: values.answer, passphrase: values.passphrase }),
});

export const reportLostToken = epcsOperation({
  system: 'gold',
  verb: 'report-lost-token',
  summary: 'report a lost token before the sign-in',
  example: '1234567893 3315511111 --passphrase-file p.txt',
  parameters: {
    npi: text('NPI', 'npi'),
    credentialId: text('the lost token', 'credential-id'),
    passphrase: fileSecret('file with the passphrase'),
  },
  positionals: ['npi', 'credentialId'],
  value: (t) => t.Object({ reported: t.Literal(true) }),
  run: (epcs, values, requestId) =>
    gold.reportLostToken(epcs, {
      npi: values.npi,
      credentialId: values.credentialId,
      passphrase: values.passphrase,
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const home = epcsOperation({
  system: 'gold',
  verb: 'home',
  summary: 'show Home: grants and tokens',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      name: t.String(),
      npi: t.String(),
      grants: t.Array(t.Object({ organization: t.String(), deaNumber: t.String(), status: t.String() })),
      tokens: t.Array(t.Object({ name: t.String(), identifier: t.String(), status: answers.goldStatus(t) })),
      advice: answers.secondTokenAdvice(t),
    }),
  run: (epcs, values) => gold.home(epcs, values.session),
});

export const profile = epcsOperation({
  system: 'gold',
  verb: 'profile',
  summary: 'show Profile',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      name: t.String(),
      npi: t.String(),
      email: t.String(),
      phone: t.String(),
      role: t.String(),
      specialty: t.String(),
      licence: t.Object({ number: t.String(), state: t.String() }),
      biometric: t.Boolean(),
    }),
  run: (epcs, values) => gold.profile(epcs, values.session),
});

export const contactUs = epcsOperation({
  system: 'gold',
  verb: 'contact-us',
  summary: 'show Contact Us',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ contact: t.String() }),
  run: (epcs, values) => gold.contactUs(epcs, values.session),
});

export const tokens = epcsOperation({
  system: 'gold',
  verb: 'tokens',
  summary: 'show the table of tokens and what can be done with each',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
    showDeleted: flag('deleted tokens too'),
  },
  value: (t) =>
    t.Object({
      name: t.String(),
      npi: t.String(),
      tokens: t.Array(t.shared(answers.goldTokenSchema)),
      advice: answers.secondTokenAdvice(t),
    }),
  run: (epcs, values) => gold.tokens(epcs, values.session, { showDeleted: values.showDeleted }),
});

export const addToken = epcsOperation({
  system: 'gold',
  verb: 'add-token',
  summary: 'add a token by its code',
  example:
    '--session-file s.txt --manufacturer SYMANTEC --type "OTP SOFT TOKEN" --nickname phone --credential-id SYMC12345678 --otp 755224',
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
  value: (t) => t.Object({ token: t.shared(answers.goldTokenSchema), warnings: t.Array(t.String()) }),
  run: (epcs, values, requestId) =>
    gold.addToken(epcs, values.session, {
      manufacturer: values.manufacturer,
      issuer: values.issuer ?? 'DRFIRST',
      type: values.type,
      nickname: values.nickname,
      credentialId: values.credentialId,
      otp: values.otp,
      ...(values.nextOtp === undefined ? {} : { nextOtp: values.nextOtp }),
      ...(values.device === undefined ? {} : { device: values.device }),
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const editToken = epcsOperation({
  system: 'gold',
  verb: 'edit-token',
  summary: 'give a token another nickname',
  example: '3315511111 drawer --session-file s.txt',
  parameters: {
    session: sessionParameter,
    credentialId: text('token', 'credential-id'),
    nickname: text('its new nickname', 'nickname'),
  },
  positionals: ['credentialId', 'nickname'],
  value: (t) => t.shared(answers.goldTokenSchema),
  run: (epcs, values, requestId) =>
    gold.editToken(epcs, values.session, {
      credentialId: values.credentialId,
      nickname: values.nickname,
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const disableToken = epcsOperation({
  system: 'gold',
  verb: 'disable-token',
  summary: 'disable a token, with the reason',
  example: '3315511111 --reason broken --session-file s.txt',
  parameters: {
    session: sessionParameter,
    credentialId: text('token', 'credential-id'),
    reason: choice('why', [
      'temporarily unavailable',
      'broken',
      'battery empty',
      'replaced by another token',
      'no longer used',
    ]),
  },
  positionals: ['credentialId'],
  value: (t) => t.shared(answers.goldTokenSchema),
  run: (epcs, values, requestId) =>
    gold.disableToken(epcs, values.session, {
      credentialId: values.credentialId,
      reason: values.reason,
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const enableToken = epcsOperation({
  system: 'gold',
  verb: 'enable-token',
  summary: 'enable a token that was temporarily unavailable',
  example: '3315511111 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    credentialId: text('token', 'credential-id'),
  },
  positionals: ['credentialId'],
  value: (t) => t.shared(answers.goldTokenSchema),
  run: (epcs, values, requestId) =>
    gold.enableToken(epcs, values.session, {
      credentialId: values.credentialId,
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const deleteToken = epcsOperation({
  system: 'gold',
  verb: 'delete-token',
  summary: 'delete a token; its owner may add it again by a code',
  example: '3315511111 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    credentialId: text('token', 'credential-id'),
  },
  positionals: ['credentialId'],
  value: (t) => t.shared(answers.goldTokenSchema),
  run: (epcs, values, requestId) =>
    gold.deleteToken(epcs, values.session, {
      credentialId: values.credentialId,
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const reportLost = epcsOperation({
  system: 'gold',
  verb: 'report-lost',
  summary: 'report a token lost while signed in',
  example: '3315511111 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    credentialId: text('token', 'credential-id'),
  },
  positionals: ['credentialId'],
  value: (t) => t.shared(answers.goldTokenSchema),
  run: (epcs, values, requestId) =>
    gold.reportLost(epcs, values.session, {
      credentialId: values.credentialId,
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const bindingReport = epcsOperation({
  system: 'gold',
  verb: 'binding-report',
  summary: 'report every token that was bound, and what became of it',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      bindings: t.Array(
        t.Object({
          nickname: t.String(),
          credentialId: t.String(),
          status: answers.goldStatus(t),
          reason: orNull(t, t.String()),
          boundAt: instantSchema(t),
          changedAt: instantSchema(t),
        }),
      ),
    }),
  run: (epcs, values) => gold.bindingReport(epcs, values.session),
});

export const signedRecordReport = epcsOperation({
  system: 'gold',
  verb: 'signed-record-report',
  summary: 'report what was signed in a month',
  example: '2026-01 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    month: text('month, such as 2026-01', 'month'),
  },
  positionals: ['month'],
  value: (t) =>
    t.Object({
      month: t.String({ description: 'YYYY-MM' }),
      records: t.Array(
        t.Object({
          key: t.String(),
          id: t.String(),
          signedAt: instantSchema(t),
          credentialId: t.String(),
          patient: t.String(),
          drug: t.String(),
          deaNumber: t.String(),
          signatureHolds: t.Boolean(),
        }),
      ),
    }),
  run: (epcs, values) => gold.signedRecordReport(epcs, values.session, { month: values.month }),
});

export const incidentReport = epcsOperation({
  system: 'gold',
  verb: 'incident-report',
  summary: 'report the security incidents about this prescriber',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ incidents: t.Array(t.shared(answers.incidentSchema)) }),
  run: (epcs, values) => gold.incidentReport(epcs, values.session),
});

export const logOut = epcsOperation({
  system: 'gold',
  verb: 'log-out',
  summary: 'end the session',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.signedOut,
  run: (epcs, values) => gold.logOut(epcs, values.session),
});

export const registerBiometric = epcsOperation({
  system: 'gold',
  verb: 'register-biometric',
  summary: 'register the unique identifier of a biometric device, which then does in place of a token',
  help: 'Without --identifier-file the one that is registered is removed. The identifier is any text of the tester’s: nobody’s biometric data is ever taken in.',
  example: '--passphrase-file p.txt --identifier-file id.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    passphrase: fileSecret('file with the passphrase'),
    identifier: secretText('file with the identifier, 8 characters or more'),
  },
  value: (t) => t.Object({ biometric: t.Boolean() }),
  run: (epcs, values) =>
    gold.registerBiometric(epcs, values.session, {
      passphrase: values.passphrase,
      ...(values.identifier === undefined ? {} : { identifier: values.identifier }),
    }),
});
