// A new account at ID.me.
import { choice, flag, optional, text } from '../../contract/parameter.js';
import { idme } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

export const signUp = epcsOperation({
  system: 'idme',
  verb: 'sign-up',
  summary: 'make an account',
  example: 'one@example.test --password-file p.txt --accept-terms --plain > s.txt',
  parameters: {
    email: text('e-mail address', 'email'),
    password: fileSecret('file with the password'),
    acceptTerms: flag('accept the terms'),
  },
  positionals: ['email'],
  value: (t) => t.Object({ session: answers.sessionField(t), step: t.Literal('confirm-email') }),
  run: (epcs, values, request) =>
    idme.signUp(epcs, {
      email: values.email,
      password: values.password,
      acceptTerms: values.acceptTerms,
      ...request,
    }),
});

export const confirmEmail = epcsOperation({
  system: 'idme',
  verb: 'confirm-email',
  summary: 'open the link of the welcome mail',
  example: '--link-file l.txt',
  parameters: {
    link: fileSecret('file with the link’s secret'),
  },
  value: (t) => t.Object({ confirmed: t.Literal(true) }),
  run: (epcs, values) => idme.confirmEmail(epcs, { link: values.link }),
});

export const afterConfirmation = epcsOperation({
  system: 'idme',
  verb: 'after-confirmation',
  summary: 'go on after the link was opened',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ step: t.Literal('set-up-phone') }),
  run: (epcs, values) => idme.afterConfirmation(epcs, values.session),
});

export const setUpPhone = epcsOperation({
  system: 'idme',
  verb: 'set-up-phone',
  summary: 'have a code sent to a phone that becomes a sign-in method',
  example: '202-555-0101 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    phone: text('phone number', 'phone'),
    channel: optional(choice('how the code comes', ['text', 'call'])),
  },
  positionals: ['phone'],
  value: answers.sentTo,
  run: (epcs, values) =>
    idme.setUpPhone(epcs, values.session, {
      phone: values.phone,
      ...(values.channel === undefined ? {} : { channel: values.channel }),
    }),
});

export const confirmPhone = epcsOperation({
  system: 'idme',
  verb: 'confirm-phone',
  summary: 'enter the code that the phone got',
  example: '755224 --session-file s.txt --plain > s2.txt',
  parameters: {
    session: sessionParameter,
    code: text('6-digit code', 'code'),
  },
  positionals: ['code'],
  value: answers.idmeSignedIn,
  run: (epcs, values) => idme.confirmPhone(epcs, values.session, { code: values.code }),
});
