// The verbs of ID.me as operations.
import { choice, flag, optional, text } from '../../contract/parameter.js';
import { instantSchema, oneOf, orNull } from '../../contract/schema.js';
import { idme } from '../../epcs/index.js';
import { putAppOnBench, versionOf } from './app-on-bench.js';
import * as answers from './epcs-answers.js';
import { by, epcsOperation, fileSecret, opaqueId, sessionParameter } from './epcs-operation.js';

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
  run: (epcs, values, requestId) =>
    idme.signUp(epcs, {
      email: values.email,
      password: values.password,
      acceptTerms: values.acceptTerms,
      ...(requestId === undefined ? {} : { requestId }),
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

export const methods = epcsOperation({
  system: 'idme',
  verb: 'methods',
  summary: 'Sign In & Security: the sign-in methods',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      email: t.String(),
      memberSinceAt: instantSchema(t),
      verifiedAt: orNull(t, instantSchema(t)),
      methods: t.Array(t.shared(answers.idmeMethodSchema)),
      recoveryCode: t.Boolean(),
    }),
  run: (epcs, values) => idme.methods(epcs, values.session),
});

export const beginCodeGenerator = epcsOperation({
  system: 'idme',
  verb: 'begin-code-generator',
  summary: 'enrol a code generator: its secret key and URI',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  secretFields: ['secretKey', 'uri'],
  value: answers.generatorSecret,
  run: (epcs, values) => idme.beginCodeGenerator(epcs, values.session),
});

export const sendActivationLink = epcsOperation({
  system: 'idme',
  verb: 'send-activation-link',
  summary: 'send an activation link to a phone',
  example: 'text 202-555-0101 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    channel: choice('how it comes', ['text', 'mail']),
    to: text('number or address', 'to'),
  },
  positionals: ['channel', 'to'],
  value: answers.sentTo,
  run: (epcs, values) =>
    idme.sendActivationLink(epcs, values.session, { channel: values.channel, to: values.to }),
});

export const openActivationLink = epcsOperation({
  system: 'idme',
  verb: 'open-activation-link',
  summary: 'open an activation link as the app does',
  help: 'With --app the code generator is on the bench afterwards, under that name. The version is --app-version, or that of an app that is on the bench.',
  example: '--link-file l.txt --app-version 1.5.0 --app MyiPhone',
  parameters: {
    link: fileSecret('file with the link’s secret'),
    appVersion: optional(text('version of the app', 'app-version')),
    app: optional(text('name of the app on the bench', 'app')),
  },
  secretFields: ['secretKey', 'uri'],
  value: answers.generatorSecret,
  run: async (epcs, { link, appVersion, app }, _, context) => {
    const version = versionOf(context, app, appVersion);
    const opened = await idme.openActivationLink(epcs, { link, appVersion: version });
    if (opened.ok && app !== undefined)
      putAppOnBench(context, app, { secretKey: opened.value.secretKey, version });
    return opened;
  },
});

export const confirmCodeGenerator = epcsOperation({
  system: 'idme',
  verb: 'confirm-code-generator',
  summary: 'confirm the device by its code, and name it',
  example: '755224 --name MyiPhone --session-file s.txt',
  parameters: {
    session: sessionParameter,
    code: text('6-digit code', 'code'),
    name: optional(text('name of the device', 'name')),
  },
  positionals: ['code'],
  value: (t) =>
    t.Object({
      session: answers.sessionField(t),
      method: t.shared(answers.idmeMethodSchema),
      warnings: t.Array(t.String()),
    }),
  run: (epcs, values) =>
    idme.confirmCodeGenerator(epcs, values.session, {
      code: values.code,
      ...(values.name === undefined ? {} : { name: values.name }),
    }),
});

export const addPush = epcsOperation({
  system: 'idme',
  verb: 'add-push',
  summary: 'add Push Notification',
  example: 'phone-1 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    app: text('ID of the app', 'app'),
    name: optional(text('name of the device', 'name')),
  },
  positionals: ['app'],
  value: (t) => t.shared(answers.idmeMethodSchema),
  run: (epcs, values) =>
    idme.addPush(epcs, values.session, {
      app: values.app,
      ...(values.name === undefined ? {} : { name: values.name }),
    }),
});

export const renameMethod = epcsOperation({
  system: 'idme',
  verb: 'rename-method',
  summary: 'rename a sign-in method',
  example: 'METHOD OfficeiPhone --session-file s.txt',
  parameters: {
    session: sessionParameter,
    method: opaqueId('method', 'method'),
    name: text('its new name', 'name'),
  },
  positionals: ['method', 'name'],
  value: (t) => t.shared(answers.idmeMethodSchema),
  run: (epcs, values) =>
    idme.renameMethod(epcs, values.session, { method: values.method, name: values.name }),
});

export const deleteMethod = epcsOperation({
  system: 'idme',
  verb: 'delete-method',
  summary: 'delete a sign-in method',
  example: 'METHOD --session-file s.txt',
  parameters: {
    session: sessionParameter,
    method: opaqueId('method', 'method'),
  },
  positionals: ['method'],
  value: (t) => t.Object({ deleted: t.String() }),
  run: (epcs, values) => idme.deleteMethod(epcs, values.session, { method: values.method }),
});

export const generateRecoveryCode = epcsOperation({
  system: 'idme',
  verb: 'generate-recovery-code',
  summary: 'generate a recovery code',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  secretFields: ['code'],
  value: (t) => t.Object({ code: t.String({ description: 'shown now and never again' }) }),
  run: (epcs, values) => idme.generateRecoveryCode(epcs, values.session),
});

export const proofing = epcsOperation({
  system: 'idme',
  verb: 'proofing',
  summary: 'say which step of the proofing comes next',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.proofingStep,
  run: (epcs, values) => idme.proofing(epcs, values.session),
});

export const photoIdentification = epcsOperation({
  system: 'idme',
  verb: 'photo-identification',
  summary: 'the photo of the identification, as the tester says',
  example: '--document passport --outcome accepted --session-file s.txt',
  parameters: {
    session: sessionParameter,
    document: choice('which document', ["driver's license", 'state ID', 'passport', 'passport card']),
    outcome: choice('how it ends', ['accepted', 'not-accepted']),
  },
  value: answers.proofingStep,
  run: (epcs, values) =>
    idme.photoIdentification(epcs, values.session, { document: values.document, outcome: values.outcome }),
});

export const photoSelf = epcsOperation({
  system: 'idme',
  verb: 'photo-self',
  summary: 'the photo of oneself, as the tester says',
  example: 'accepted --session-file s.txt',
  parameters: {
    session: sessionParameter,
    outcome: choice('how it ends', ['accepted', 'not-accepted']),
  },
  positionals: ['outcome'],
  value: answers.proofingStep,
  run: (epcs, values) => idme.photoSelf(epcs, values.session, { outcome: values.outcome }),
});

export const creditProfile = epcsOperation({
  system: 'idme',
  verb: 'credit-profile',
  summary: 'the credit profile check, as the tester says',
  example: '--phone 202-555-0101 --channel text --outcome accepted --session-file s.txt',
  parameters: {
    session: sessionParameter,
    phone: text('phone number', 'phone'),
    channel: choice('how', ['text', 'call']),
    outcome: choice('how it ends', ['accepted', 'not-accepted']),
  },
  value: answers.proofingStep,
  run: (epcs, values) =>
    idme.creditProfile(epcs, values.session, {
      phone: values.phone,
      channel: values.channel,
      outcome: values.outcome,
    }),
});

export const socialSecurityNumber = epcsOperation({
  system: 'idme',
  verb: 'social-security-number',
  summary: 'enter the social security number',
  example: '--ssn-file n.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    ssn: fileSecret('file with the number, of area 666'),
  },
  value: answers.proofingStep,
  run: (epcs, values) => idme.socialSecurityNumber(epcs, values.session, { ssn: values.ssn }),
});

export const confirmInformation = epcsOperation({
  system: 'idme',
  verb: 'confirm-information',
  summary: 'confirm the personal information',
  example:
    '--first-name Prescriber --last-name One --birth-date 1980-01-30 --address "1 Example Street" --postal-code 00000 --confirmed --session-file s.txt',
  parameters: {
    session: sessionParameter,
    firstName: text('first name', 'first-name'),
    lastName: text('last name', 'last-name'),
    birthDate: text('birth date', 'birth-date'),
    address: text('street address', 'address'),
    postalCode: text('postal code', 'postal-code'),
    confirmed: flag('the information is correct'),
  },
  value: (t) => t.Object({ ...answers.proofingStepFields(t), sentTo: t.String() }),
  run: (epcs, values) =>
    idme.confirmInformation(epcs, values.session, {
      firstName: values.firstName,
      lastName: values.lastName,
      birthDate: values.birthDate,
      address: values.address,
      postalCode: values.postalCode,
      confirmed: values.confirmed,
    }),
});

export const confirmPhoneLink = epcsOperation({
  system: 'idme',
  verb: 'confirm-phone-link',
  summary: 'open the link of the text',
  example: '--link-file l.txt',
  parameters: {
    link: fileSecret('file with the link’s secret'),
  },
  value: (t) => t.Object({ confirmed: t.Literal(true) }),
  run: (epcs, values) => idme.confirmPhoneLink(epcs, { link: values.link }),
});

export const enterNpi = epcsOperation({
  system: 'idme',
  verb: 'enter-npi',
  summary: 'enter the NPI to verify',
  example: '1234567893 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    npi: text('NPI', 'npi'),
  },
  positionals: ['npi'],
  value: answers.proofingStep,
  run: (epcs, values) => idme.enterNpi(epcs, values.session, { npi: values.npi }),
});

export const confirmNpi = epcsOperation({
  system: 'idme',
  verb: 'confirm-npi',
  summary: 'confirm NPI, license and specialty',
  example:
    '--npi 1234567893 --licence-number TEST-0001 --licence-state MD --specialty "Family Medicine" --session-file s.txt',
  parameters: {
    session: sessionParameter,
    npi: text('NPI', 'npi'),
    licenceNumber: text('state license number', 'licence-number'),
    licenceState: text('issuing state', 'licence-state'),
    specialty: text('specialty', 'specialty'),
  },
  value: answers.proofingStep,
  run: (epcs, values) =>
    idme.confirmNpi(epcs, values.session, {
      npi: values.npi,
      licenceNumber: values.licenceNumber,
      licenceState: values.licenceState,
      specialty: values.specialty,
    }),
});

export const consentPage = epcsOperation({
  system: 'idme',
  verb: 'consent-page',
  summary: 'show what Allow shares',
  example: 'REQUEST --session-file s.txt',
  parameters: {
    session: sessionParameter,
    authorization: opaqueId('request of the program', 'authorization'),
  },
  positionals: ['authorization'],
  value: (t) =>
    t.Object({
      client: t.String(),
      clientName: t.String(),
      shared: t.Array(t.Object({ name: t.String(), value: t.String() })),
    }),
  run: (epcs, values) => idme.consentPage(epcs, values.session, { authorization: values.authorization }),
});

export const answerConsent = epcsOperation({
  system: 'idme',
  verb: 'answer-consent',
  summary: 'Allow, or deny',
  example: 'REQUEST --allow --session-file s.txt',
  parameters: {
    session: sessionParameter,
    authorization: opaqueId('request of the program', 'authorization'),
    allow: flag('Allow; denied where left out'),
  },
  positionals: ['authorization'],
  value: (t) => t.Object({ state: oneOf(t, ['allowed', 'denied']), client: t.String() }),
  run: (epcs, values) =>
    idme.answerConsent(epcs, values.session, { authorization: values.authorization, allow: values.allow }),
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

export const rotateKey = epcsOperation({
  system: 'idme',
  verb: 'rotate-key',
  summary: 'have ID.me sign its tokens with a new key: clients have to fetch the key set again',
  help: 'The two keys before stay in the published set, so that tokens which they signed are still good.',
  example: '--by "Person One"',
  parameters: { by },
  access: 'administer',
  value: (t) => t.Object({ rotations: t.Integer() }),
  run: (epcs, values) => idme.rotateKey(epcs, { by: values.by ?? 'operator' }),
});
