// The sign-in of EPCS Gold: passphrase, then token or biometric; and a forgotten passphrase.
import { secretText, text } from '../../contract/parameter.js';
import { gold } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

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
