// The verbs of administration as operations.
import { choice, optional, text } from '../../contract/parameter.js';
import { instantSchema, oneOf, orNull } from '../../contract/schema.js';
import { administration } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, named } from './epcs-operation.js';

export const enterRight = epcsOperation({
  system: 'administration',
  verb: 'enter-right',
  summary: 'enter the right to sign: the first of two persons',
  example: '1234567893 --by "Person One"',
  parameters: {
    npi: text('NPI', 'npi'),
    by: text('who enters it', 'by'),
  },
  positionals: ['npi'],
  access: 'administer',
  value: (t) => t.shared(answers.signingRightSchema),
  run: (epcs, values, request) =>
    administration.enterRight(epcs, {
      npi: values.npi,
      by: values.by,
      ...request,
    }),
});

export const executeRight = epcsOperation({
  system: 'administration',
  verb: 'execute-right',
  summary: 'execute the right to sign: the second person, a DEA registrant',
  example: '1234567893 --registrant 2000000002 --token 3315511112 --otp 755224',
  parameters: {
    npi: text('NPI', 'npi'),
    registrant: text('NPI of the DEA registrant who executes it', 'registrant'),
    token: text('own token of the registrant', 'token'),
    otp: text('code that it shows', 'otp'),
  },
  positionals: ['npi'],
  access: 'administer',
  value: (t) => t.shared(answers.signingRightSchema),
  run: (epcs, values, request) =>
    administration.executeRight(epcs, {
      npi: values.npi,
      registrant: values.registrant,
      token: values.token,
      otp: values.otp,
      ...request,
    }),
});

export const revokeRight = epcsOperation({
  system: 'administration',
  verb: 'revoke-right',
  summary: 'end the right to sign',
  example: '1234567893 --by "Person One" --reason leaves',
  parameters: {
    npi: text('NPI', 'npi'),
    by: text('who ends it', 'by'),
    reason: text('why', 'reason'),
  },
  positionals: ['npi'],
  access: 'administer',
  value: (t) => t.shared(answers.signingRightSchema),
  run: (epcs, values) =>
    administration.revokeSigningRight(epcs, { npi: values.npi, by: values.by, reason: values.reason }),
});

export const list = epcsOperation({
  system: 'administration',
  verb: 'list',
  summary: 'list the prescribers with their rights and tokens',
  example: '',
  parameters: {},
  effect: 'read',
  access: 'administer',
  value: (t) =>
    t.Object({
      prescribers: t.Array(
        t.Object({
          npi: t.String(),
          name: t.String(),
          email: t.String(),
          region: orNull(t, t.Integer()),
          right: orNull(t, answers.signingRightState(t)),
          tokens: t.Array(
            t.Object({
              credentialId: t.String(),
              nickname: t.String(),
              state: answers.bindingState(t),
              reason: orNull(t, t.String()),
            }),
          ),
        }),
      ),
    }),
  run: (epcs) => administration.prescriberList(epcs),
});

export const right = epcsOperation({
  system: 'administration',
  verb: 'right',
  summary: 'show the right to sign',
  example: '1234567893',
  parameters: {
    npi: text('NPI', 'npi'),
  },
  positionals: ['npi'],
  effect: 'read',
  access: 'administer',
  value: (t) => t.Object({ right: orNull(t, t.shared(answers.signingRightSchema)) }),
  run: async (epcs, values) => named('right', await administration.signingRight(epcs, { npi: values.npi })),
});

export const resynchronize = epcsOperation({
  system: 'administration',
  verb: 'resynchronize',
  summary: 'resynchronize a token with two codes that its owner reads out',
  example: '1234567893 3315511111 755224 287082 --by IT --reason clock',
  parameters: {
    npi: text('NPI', 'npi'),
    credentialId: text('token', 'credential-id'),
    by: text('who does it', 'by'),
    reason: text('why', 'reason'),
    currentCode: text('Current Code', 'current-code'),
    nextCode: text('Next Code', 'next-code'),
  },
  positionals: ['npi', 'credentialId', 'currentCode', 'nextCode'],
  access: 'administer',
  value: (t) => t.Object({ resynchronized: t.Literal(true) }),
  run: (epcs, values) =>
    administration.resynchronizeToken(epcs, {
      npi: values.npi,
      credentialId: values.credentialId,
      by: values.by,
      reason: values.reason,
      currentCode: values.currentCode,
      nextCode: values.nextCode,
    }),
});

export const unlock = epcsOperation({
  system: 'administration',
  verb: 'unlock',
  summary: 'unlock a token',
  example: '1234567893 3315511111 --by IT --reason typing',
  parameters: {
    npi: text('NPI', 'npi'),
    credentialId: text('token', 'credential-id'),
    by: text('who does it', 'by'),
    reason: text('why', 'reason'),
  },
  positionals: ['npi', 'credentialId'],
  access: 'administer',
  value: (t) => t.Object({ unlocked: t.Literal(true) }),
  run: (epcs, values) =>
    administration.unlockToken(epcs, {
      npi: values.npi,
      credentialId: values.credentialId,
      by: values.by,
      reason: values.reason,
    }),
});

export const reportLost = epcsOperation({
  system: 'administration',
  verb: 'report-lost',
  summary: 'report a token lost or stolen: the right to sign ends',
  example: '1234567893 3315511111 --by IT --reason stolen',
  parameters: {
    npi: text('NPI', 'npi'),
    credentialId: text('token', 'credential-id'),
    by: text('who does it', 'by'),
    reason: text('why', 'reason'),
  },
  positionals: ['npi', 'credentialId'],
  access: 'administer',
  value: (t) => t.Object({ advice: answers.secondTokenAdvice(t) }),
  run: (epcs, values) =>
    administration.reportLost(epcs, {
      npi: values.npi,
      credentialId: values.credentialId,
      by: values.by,
      reason: values.reason,
    }),
});

export const reportBroken = epcsOperation({
  system: 'administration',
  verb: 'report-broken',
  summary: 'report a token broken or empty: its owner goes on with the second one',
  example: '1234567893 3315511111 --what "battery empty" --by IT --reason blank',
  parameters: {
    npi: text('NPI', 'npi'),
    credentialId: text('token', 'credential-id'),
    by: text('who does it', 'by'),
    reason: text('why', 'reason'),
    what: choice('what it is', ['broken', 'battery empty']),
  },
  positionals: ['npi', 'credentialId'],
  access: 'administer',
  value: (t) => t.Object({ advice: answers.secondTokenAdvice(t) }),
  run: (epcs, values) =>
    administration.reportBroken(epcs, {
      npi: values.npi,
      credentialId: values.credentialId,
      by: values.by,
      reason: values.reason,
      what: values.what,
    }),
});

export const incidents = epcsOperation({
  system: 'administration',
  verb: 'incidents',
  summary: 'report the security incidents of a day',
  example: '2026-01-31',
  parameters: {
    day: text('day, such as 2026-01-31', 'day'),
  },
  positionals: ['day'],
  effect: 'read',
  access: 'administer',
  value: (t) => t.Object({ day: t.String(), incidents: t.Array(t.shared(answers.incidentSchema)) }),
  run: (epcs, values) => administration.dailyIncidentReport(epcs, { day: values.day }),
});

export const replace = epcsOperation({
  system: 'administration',
  verb: 'replace',
  summary: 'replace a token by another one from stock, which its owner proves with two codes',
  help: 'The old token takes no code any more, for good. A right to sign that a loss has ended stays ended: two persons give it again.',
  example: '1234567893 3315511111 3315511112 755224 287082 --by IT --reason broken',
  parameters: {
    npi: text('NPI', 'npi'),
    credentialId: text('old token', 'credential-id'),
    successor: text('new token', 'successor'),
    currentCode: text('Current Code of the new token', 'current-code'),
    nextCode: text('Next Code of the new token', 'next-code'),
    nickname: optional(text('nickname; that of the old token where left out', 'nickname')),
    by: text('who does it', 'by'),
    reason: text('why', 'reason'),
  },
  positionals: ['npi', 'credentialId', 'successor', 'currentCode', 'nextCode'],
  access: 'administer',
  value: (t) =>
    t.Object({
      credentialId: t.String(),
      replacedBy: t.String(),
      advice: answers.secondTokenAdvice(t),
    }),
  run: (epcs, values) =>
    administration.replaceToken(epcs, {
      npi: values.npi,
      credentialId: values.credentialId,
      successor: values.successor,
      currentCode: values.currentCode,
      nextCode: values.nextCode,
      by: values.by,
      reason: values.reason,
      ...(values.nickname === undefined ? {} : { nickname: values.nickname }),
    }),
});

export const setDeaRegistration = epcsOperation({
  system: 'administration',
  verb: 'set-dea-registration',
  summary: 'renew a DEA registration for three years, or end it: the right to sign ends with the last one',
  example: '1234567893 FP0000012 renewed --by "Person One"',
  parameters: {
    npi: text('NPI', 'npi'),
    deaNumber: text('DEA number', 'dea-number'),
    state: choice('what becomes of it', administration.registrationStates),
    by: text('who does it', 'by'),
  },
  positionals: ['npi', 'deaNumber', 'state'],
  access: 'administer',
  value: (t) =>
    t.Object({
      organization: t.String(),
      deaNumber: t.String(),
      status: oneOf(t, ['ACTIVE', 'INACTIVE']),
      deaExpiresAt: instantSchema(t),
    }),
  run: (epcs, { npi, deaNumber, state, by }) =>
    administration.setDeaRegistration(epcs, { npi, deaNumber, state, by }),
});
