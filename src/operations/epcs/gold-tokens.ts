// The tokens of a prescriber at EPCS Gold.
import { choice, flag, optional, text } from '../../contract/parameter.js';
import { gold } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

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
  run: (epcs, values, request) =>
    gold.addToken(epcs, values.session, {
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
  run: (epcs, values, request) =>
    gold.editToken(epcs, values.session, {
      credentialId: values.credentialId,
      nickname: values.nickname,
      ...request,
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
  run: (epcs, values, request) =>
    gold.disableToken(epcs, values.session, {
      credentialId: values.credentialId,
      reason: values.reason,
      ...request,
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
  run: (epcs, values, request) =>
    gold.enableToken(epcs, values.session, {
      credentialId: values.credentialId,
      ...request,
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
  run: (epcs, values, request) =>
    gold.deleteToken(epcs, values.session, {
      credentialId: values.credentialId,
      ...request,
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
  run: (epcs, values, request) =>
    gold.reportLost(epcs, values.session, {
      credentialId: values.credentialId,
      ...request,
    }),
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
  run: (epcs, values, request) =>
    gold.reportLostToken(epcs, {
      npi: values.npi,
      credentialId: values.credentialId,
      passphrase: values.passphrase,
      ...request,
    }),
});
