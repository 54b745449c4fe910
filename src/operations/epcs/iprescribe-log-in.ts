import { text } from '../../contract/parameter.js';
import { oneOf, orNull } from '../../contract/schema.js';
import { iprescribe } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

export const logIn = epcsOperation({
  system: 'iprescribe',
  verb: 'log-in',
  summary: 'log in: user name and password',
  example: 'one --password-file p.txt --plain > s.txt',
  parameters: {
    username: text('user name', 'username'),
    password: fileSecret('file with the password'),
  },
  positionals: ['username'],
  value: (t) =>
    t.Object({
      session: answers.sessionField(t),
      step: oneOf(t, ['second-factor', 'set-up']),
      tokens: answers.tokenChoices(t),
      backupCodes: t.Boolean(),
    }),
  run: (epcs, values) => iprescribe.logIn(epcs, { username: values.username, password: values.password }),
});

export const progress = epcsOperation({
  system: 'iprescribe',
  verb: 'progress',
  summary: 'show where the session is in its steps',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      stage: oneOf(t, iprescribe.iprescribeStages),
      name: t.String(),
      npi: t.String(),
      username: orNull(t, t.String()),
      registration: t.Union([answers.registrationStep(t), t.Literal('account')]),
      idme: orNull(t, oneOf(t, ['pending', 'allowed', 'denied'])),
      epcsActivated: t.Boolean(),
      tokens: answers.tokenChoices(t),
      backupCodes: t.Boolean(),
      synchronizing: orNull(t, t.Object({ serial: t.String(), nextCode: oneOf(t, ['wait', 'press-again']) })),
      authenticator: orNull(t, t.String()),
      pairing: orNull(t, oneOf(t, ['idme', 'device', 'activate'])),
    }),
  run: (epcs, values) => iprescribe.progress(epcs, values.session),
});

export const submitCode = epcsOperation({
  system: 'iprescribe',
  verb: 'submit-code',
  summary: 'log in: the security code of a token',
  example: '3315511111 755224 --session-file s.txt --plain > s2.txt',
  parameters: {
    session: sessionParameter,
    token: text('token', 'token'),
    otp: text('code that it shows', 'otp'),
  },
  positionals: ['token', 'otp'],
  value: answers.sessionOnly,
  run: (epcs, values) =>
    iprescribe.submitCode(epcs, values.session, { token: values.token, otp: values.otp }),
});

export const submitBackupCode = epcsOperation({
  system: 'iprescribe',
  verb: 'submit-backup-code',
  summary: 'log in with a backup code while a lost token is replaced',
  example: '--code-file c.txt --session-file s.txt --plain > s2.txt',
  parameters: {
    session: sessionParameter,
    code: fileSecret('file with the backup code'),
  },
  value: answers.sessionOnly,
  run: (epcs, values) => iprescribe.submitBackupCode(epcs, values.session, { code: values.code }),
});

export const logOut = epcsOperation({
  system: 'iprescribe',
  verb: 'log-out',
  summary: 'end the session',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.signedOut,
  run: (epcs, values) => iprescribe.logOut(epcs, values.session),
});
