// The sign-in of ID.me: password, then one of the methods.
import { choice, flag, text } from '../../contract/parameter.js';
import { oneOf, orNull } from '../../contract/schema.js';
import { idme } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, opaqueId, sessionParameter } from './epcs-operation.js';

export const signIn = epcsOperation({
  system: 'idme',
  verb: 'sign-in',
  summary: 'sign in: address and password',
  example: 'one@example.test --password-file p.txt --plain > s.txt',
  parameters: {
    email: text('e-mail address', 'email'),
    password: fileSecret('file with the password'),
  },
  positionals: ['email'],
  value: (t) =>
    t.Object({
      session: answers.sessionField(t),
      step: oneOf(t, ['confirm-email', 'set-up-phone', 'choose-method']),
      methods: answers.idmeChoices(t),
    }),
  run: (epcs, values) => idme.signIn(epcs, { email: values.email, password: values.password }),
});

export const progress = epcsOperation({
  system: 'idme',
  verb: 'progress',
  summary: 'show where the session is in its steps, and what it waits for',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      stage: oneOf(t, idme.idmeStages),
      uuid: t.String(),
      email: t.String(),
      verified: t.Boolean(),
      proofing: oneOf(t, idme.proofingSteps),
      methods: answers.idmeChoices(t),
      chosen: orNull(
        t,
        t.Object({ kind: answers.idmeMethodKind(t), name: t.String(), sentTo: orNull(t, t.String()) }),
      ),
      phone: orNull(t, t.String({ description: 'the phone that is set up, masked' })),
      generator: t.Boolean({ description: 'whether a code generator waits for its first code' }),
      waits: orNull(t, t.Object({ for: oneOf(t, ['email', 'push']), over: t.Boolean() })),
    }),
  run: (epcs, values) => idme.progress(epcs, values.session),
});

export const chooseMethod = epcsOperation({
  system: 'idme',
  verb: 'choose-method',
  summary: 'choose a sign-in method',
  example: 'METHOD --session-file s.txt',
  parameters: {
    session: sessionParameter,
    method: opaqueId('method of the list', 'method'),
  },
  positionals: ['method'],
  value: (t) => t.Object({ step: oneOf(t, ['phone', 'push', 'code']), sentTo: orNull(t, t.String()) }),
  run: (epcs, values) => idme.chooseMethod(epcs, values.session, { method: values.method }),
});

export const goBack = epcsOperation({
  system: 'idme',
  verb: 'go-back',
  summary: 'go back to the list of sign-in methods',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ step: t.Literal('choose-method'), methods: answers.idmeChoices(t) }),
  run: (epcs, values) => idme.goBack(epcs, values.session),
});

export const sendCode = epcsOperation({
  system: 'idme',
  verb: 'send-code',
  summary: 'Text me, Call me, or Send it again',
  example: 'text --session-file s.txt',
  parameters: {
    session: sessionParameter,
    channel: choice('how it comes', ['text', 'call']),
  },
  positionals: ['channel'],
  value: answers.sentTo,
  run: (epcs, values) => idme.sendCode(epcs, values.session, { channel: values.channel }),
});

export const enterCode = epcsOperation({
  system: 'idme',
  verb: 'enter-code',
  summary: 'enter the code of the phone or the app',
  example: '755224 --session-file s.txt --plain > s2.txt',
  parameters: {
    session: sessionParameter,
    code: text('6-digit code', 'code'),
  },
  positionals: ['code'],
  value: answers.idmeSignedIn,
  run: (epcs, values) => idme.enterCode(epcs, values.session, { code: values.code }),
});

export const useRecoveryCode = epcsOperation({
  system: 'idme',
  verb: 'use-recovery-code',
  summary: 'sign in with the recovery code',
  example: '--code-file c.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    code: fileSecret('file with the recovery code'),
  },
  value: answers.idmeSignedIn,
  run: (epcs, values) => idme.useRecoveryCode(epcs, values.session, { code: values.code }),
});

export const answerPush = epcsOperation({
  system: 'idme',
  verb: 'answer-push',
  summary: 'answer a push notification as the app does',
  example: 'ID --approve',
  parameters: {
    id: opaqueId('request, from the message', 'id'),
    approve: flag('approve it; it is denied where left out'),
  },
  positionals: ['id'],
  value: (t) => t.Object({ state: oneOf(t, ['approved', 'denied']) }),
  run: (epcs, values) => idme.answerPush(epcs, { id: values.id, approve: values.approve }),
});

export const afterPush = epcsOperation({
  system: 'idme',
  verb: 'after-push',
  summary: 'go on after the app answered',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.idmeSignedIn,
  run: (epcs, values) => idme.afterPush(epcs, values.session),
});

export const signOut = epcsOperation({
  system: 'idme',
  verb: 'sign-out',
  summary: 'end the session',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.signedOut,
  run: (epcs, values) => idme.signOut(epcs, values.session),
});
