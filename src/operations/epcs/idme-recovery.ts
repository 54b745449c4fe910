// A forgotten password and a lost method at ID.me.
import { text } from '../../contract/parameter.js';
import { idme } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

export const forgotPassword = epcsOperation({
  system: 'idme',
  verb: 'forgot-password',
  summary: 'have a link sent that resets the password',
  example: 'one@example.test',
  parameters: {
    email: text('e-mail address', 'email'),
  },
  positionals: ['email'],
  value: (t) => t.Object({ asked: t.Literal(true) }),
  run: (epcs, values) => idme.forgotPassword(epcs, { email: values.email }),
});

export const resetPassword = epcsOperation({
  system: 'idme',
  verb: 'reset-password',
  summary: 'choose a new password',
  example: '--link-file l.txt --password-file p.txt',
  parameters: {
    link: fileSecret('file with the link’s secret'),
    password: fileSecret('file with the new password'),
  },
  value: (t) => t.Object({ changed: t.Literal(true) }),
  run: (epcs, values) => idme.resetPassword(epcs, { link: values.link, password: values.password }),
});

export const beginMfaRecovery = epcsOperation({
  system: 'idme',
  verb: 'begin-mfa-recovery',
  summary: 'begin the MFA recovery process',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ step: t.Literal('recovery-email') }),
  run: (epcs, values) => idme.beginMfaRecovery(epcs, values.session),
});

export const confirmRecoveryEmail = epcsOperation({
  system: 'idme',
  verb: 'confirm-recovery-email',
  summary: 'open the link of the recovery mail',
  example: '--link-file l.txt',
  parameters: {
    link: fileSecret('file with the link’s secret'),
  },
  value: (t) => t.Object({ confirmed: t.Literal(true) }),
  run: (epcs, values) => idme.confirmRecoveryEmail(epcs, { link: values.link }),
});

export const afterRecoveryEmail = epcsOperation({
  system: 'idme',
  verb: 'after-recovery-email',
  summary: 'go on after the link was opened',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ step: t.Literal('recovery-ownership') }),
  run: (epcs, values) => idme.afterRecoveryEmail(epcs, values.session),
});

export const verifyOwnership = epcsOperation({
  system: 'idme',
  verb: 'verify-ownership',
  summary: 'verify the ownership of the account',
  example:
    '--first-name Prescriber --last-name One --birth-date 1980-01-30 --ssn-file n.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    firstName: text('first name', 'first-name'),
    lastName: text('last name', 'last-name'),
    birthDate: text('birth date, such as 1980-01-30', 'birth-date'),
    ssn: fileSecret('file with the social security number'),
  },
  value: (t) => t.Object({ session: answers.sessionField(t), step: t.Literal('recovery-method') }),
  run: (epcs, values) =>
    idme.verifyOwnership(epcs, values.session, {
      firstName: values.firstName,
      lastName: values.lastName,
      birthDate: values.birthDate,
      ssn: values.ssn,
    }),
});
