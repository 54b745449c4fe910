// The verbs of iPrescribe as operations.
import { writeActivation } from '../../../firmware-sim/fob-kinds.js';
import { optional, text } from '../../contract/parameter.js';
import { oneOf, orNull } from '../../contract/schema.js';
import { type Answer, authenticatorBinding, iprescribe, synchronization } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, opaqueId, sessionParameter } from './epcs-operation.js';

export const signUp = epcsOperation({
  system: 'iprescribe',
  verb: 'sign-up',
  summary: 'begin a registration with an NPI',
  example: '1234567893 --plain > s.txt',
  parameters: {
    npi: text('NPI', 'npi'),
  },
  positionals: ['npi'],
  value: (t) => t.Object({ session: answers.sessionField(t), step: t.Literal('account'), name: t.String() }),
  run: (epcs, values) => iprescribe.signUp(epcs, { npi: values.npi }),
});

export const createAccount = epcsOperation({
  system: 'iprescribe',
  verb: 'create-account',
  summary: 'Create Account: user name and password',
  example: 'one --password-file p.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    username: text('user name', 'username'),
    password: fileSecret('file with the password'),
  },
  positionals: ['username'],
  value: (t) => t.Object({ step: t.Literal('personal') }),
  run: (epcs, values, requestId) =>
    iprescribe.createAccount(epcs, values.session, {
      username: values.username,
      password: values.password,
      ...(requestId === undefined ? {} : { requestId }),
    }),
});

export const savePersonalInfo = epcsOperation({
  system: 'iprescribe',
  verb: 'save-personal-info',
  summary: 'Save Personal Info',
  example: '--email one@example.test --role Prescriber --specialty "Family Medicine" --session-file s.txt',
  parameters: {
    session: sessionParameter,
    email: text('e-mail address', 'email'),
    role: text('organizational role', 'role'),
    specialty: text('specialty', 'specialty'),
  },
  value: (t) => t.Object({ step: answers.registrationStep(t) }),
  run: (epcs, values) =>
    iprescribe.savePersonalInfo(epcs, values.session, {
      email: values.email,
      role: values.role,
      specialty: values.specialty,
    }),
});

export const savePracticeInfo = epcsOperation({
  system: 'iprescribe',
  verb: 'save-practice-info',
  summary: 'Save practice info',
  example: '--name "Example Clinic" --address "1 Example Street" --phone 202-555-0101 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    name: text('practice name', 'name'),
    address: text('street address, no PO Box', 'address'),
    phone: text('phone number', 'phone'),
    fax: optional(text('fax number', 'fax')),
  },
  value: (t) => t.Object({ step: answers.registrationStep(t) }),
  run: (epcs, values) =>
    iprescribe.savePracticeInfo(epcs, values.session, {
      name: values.name,
      address: values.address,
      phone: values.phone,
      ...(values.fax === undefined ? {} : { fax: values.fax }),
    }),
});

export const launchIdme = epcsOperation({
  system: 'iprescribe',
  verb: 'launch-idme',
  summary: 'launch ID.me: the request to take there',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.authorizationOnly,
  run: (epcs, values) => iprescribe.launchIdme(epcs, values.session),
});

export const finishRegistration = epcsOperation({
  system: 'iprescribe',
  verb: 'finish-registration',
  summary: 'come back from ID.me; needs Allow',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ step: t.Literal('registered'), username: t.String() }),
  run: (epcs, values) => iprescribe.finishRegistration(epcs, values.session),
});

export const resumeRegistration = epcsOperation({
  system: 'iprescribe',
  verb: 'resume-registration',
  summary: 'go on with an interrupted registration',
  example: 'one --password-file p.txt --plain > s.txt',
  parameters: {
    username: text('user name', 'username'),
    password: fileSecret('file with the password'),
  },
  positionals: ['username'],
  value: (t) => t.Object({ session: answers.sessionField(t), step: answers.registrationStep(t) }),
  run: (epcs, values) =>
    iprescribe.resumeRegistration(epcs, { username: values.username, password: values.password }),
});

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

export const settings = epcsOperation({
  system: 'iprescribe',
  verb: 'settings',
  summary: 'show Settings',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      menu: t.Array(t.String()),
      epcsActivated: t.Boolean(),
      advice: orNull(t, t.Literal('soft-and-hard-recommended')),
    }),
  run: (epcs, values) => iprescribe.settings(epcs, values.session),
});

export const activateEpcs = epcsOperation({
  system: 'iprescribe',
  verb: 'activate-epcs',
  summary: 'activate EPCS',
  example: '--passphrase-file p.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    passphrase: fileSecret('file with the passphrase for EPCS'),
  },
  value: (t) => t.Object({ epcsActivated: t.Literal(true) }),
  run: (epcs, values) => iprescribe.activateEpcs(epcs, values.session, { passphrase: values.passphrase }),
});

export const authenticators = epcsOperation({
  system: 'iprescribe',
  verb: 'authenticators',
  summary: 'Manage Authenticators: the list of devices',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ devices: t.Array(answers.authenticatorRow(t)) }),
  run: (epcs, values) => iprescribe.authenticators(epcs, values.session),
});

export const startPairing = epcsOperation({
  system: 'iprescribe',
  verb: 'start-pairing',
  summary: 'Pair a new ID.me Auth App: the request to take to ID.me',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.authorizationOnly,
  run: (epcs, values) => iprescribe.startPairing(epcs, values.session),
});

export const pairingPassword = epcsOperation({
  system: 'iprescribe',
  verb: 'pairing-password',
  summary: 'Enter your iPrescribe Credentials, back from ID.me',
  example: '--password-file p.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    password: fileSecret('file with the iPrescribe password'),
  },
  value: (t) => t.Object({ devices: t.Array(answers.authenticatorRow(t)) }),
  run: (epcs, values) => iprescribe.pairingPassword(epcs, values.session, { password: values.password }),
});

export const selectDevice = epcsOperation({
  system: 'iprescribe',
  verb: 'select-device',
  summary: 'select the device to pair',
  example: 'DEVICE --session-file s.txt',
  parameters: {
    session: sessionParameter,
    device: opaqueId('device of the list', 'device'),
  },
  positionals: ['device'],
  value: answers.authenticatorRow,
  run: (epcs, values) => iprescribe.selectDevice(epcs, values.session, { device: values.device }),
});

export const activateDevice = epcsOperation({
  system: 'iprescribe',
  verb: 'activate-device',
  summary: 'Activate: pair the selected device by its code',
  example: '755224 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    otp: text('one-time PIN of the app', 'otp'),
  },
  positionals: ['otp'],
  value: (t) => t.Object({ paired: answers.authenticatorRow(t) }),
  run: (epcs, values) => iprescribe.activateDevice(epcs, values.session, { otp: values.otp }),
});

export const authenticationMethods = epcsOperation({
  system: 'iprescribe',
  verb: 'authentication-methods',
  summary: 'list the methods of two-factor authentication',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ methods: t.Array(oneOf(t, authenticatorBinding.authenticationMethods)) }),
  run: (epcs, values) => authenticatorBinding.authenticationMethodList(epcs, values.session),
});

type BindingStart = authenticatorBinding.BindingStart;

/** With the image that the app scans, where the binding goes on. */
type Started =
  | (Extract<BindingStart, { outcome: 'proceed' }> & { readonly image: string })
  | Extract<BindingStart, { outcome: 'stopped' }>;

export const bindAuthenticator = epcsOperation({
  system: 'iprescribe',
  verb: 'bind-authenticator',
  summary: 'begin to bind the iPrescribe Authenticator; stopped where the NPI is in no region',
  help: 'Where it proceeds it answers the activation image, which foblab activation scan reads: it holds the seed of the app. The image is for one device: name the app on the bench that scans it.',
  example: '--app iprescribe-4821 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    app: optional(text('app on the bench that scans the image; the one of its serial where left out', 'app')),
  },
  secretFields: ['activation', 'image'],
  value: (t) =>
    t.Union([
      t.Object({
        outcome: t.Literal('proceed'),
        activation: t.Object({
          serial: t.String(),
          seed: t.String({ description: 'hexadecimal: a secret' }),
          kind: t.Literal('totp'),
          digits: t.Literal(6),
          stepSeconds: t.Literal(30),
        }),
        image: t.String({ description: 'the activation image, for foblab activation scan: a secret' }),
      }),
      t.Object({
        outcome: t.Literal('stopped'),
        feature: t.Literal(authenticatorBinding.stopFeature),
        notice: t.Object({
          message: t.String(),
          causes: t.Array(t.Object({ cause: t.String(), remedy: t.String() })),
          remedy: t.String(),
        }),
        next: t.Literal('hardware-token'),
      }),
    ]),
  run: async (epcs, values): Promise<Answer<Started>> => {
    const started = await authenticatorBinding.startBinding(epcs, values.session);
    if (!started.ok) return started;
    if (started.value.outcome === 'stopped') return { ok: true, value: started.value };
    const { serial, seed, kind, digits, stepSeconds } = started.value.activation;
    const image = writeActivation({
      serial: values.app ?? serial,
      otp: { type: kind, algorithm: 'sha1', digits, periodSeconds: stepSeconds, t0Seconds: 0 },
      secret: new Uint8Array(Buffer.from(seed, 'hex')),
    });
    return { ok: true, value: { ...started.value, image } };
  },
});

export const confirmAuthenticator = epcsOperation({
  system: 'iprescribe',
  verb: 'confirm-authenticator',
  summary: 'bind the iPrescribe Authenticator by its first code',
  example: '755224 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    otp: text('first code of the app', 'otp'),
    nickname: optional(text('nickname', 'nickname')),
    device: optional(text('device that the app lives on', 'device')),
  },
  positionals: ['otp'],
  value: (t) => t.Object({ session: answers.sessionField(t), credentialId: t.String() }),
  run: (epcs, values) =>
    authenticatorBinding.confirmBinding(epcs, values.session, {
      otp: values.otp,
      ...(values.nickname === undefined ? {} : { nickname: values.nickname }),
      ...(values.device === undefined ? {} : { device: values.device }),
    }),
});

export const enterSerial = epcsOperation({
  system: 'iprescribe',
  verb: 'enter-serial',
  summary: 'set up a hardware token: its serial number',
  example: '3315511111 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    serial: text('serial number on the back', 'serial'),
  },
  positionals: ['serial'],
  value: (t) => t.Object({ serial: t.String(), nextCode: oneOf(t, ['wait', 'press-again']) }),
  run: (epcs, values) => synchronization.enterSerial(epcs, values.session, { serial: values.serial }),
});

export const synchronize = epcsOperation({
  system: 'iprescribe',
  verb: 'synchronize',
  summary: 'Verify or Synchronize: Current Code and Next Code',
  example: '755224 287082 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    currentCode: text('Current Code', 'current-code'),
    nextCode: text('Next Code', 'next-code'),
    nickname: optional(text('nickname', 'nickname')),
    device: optional(text('device that a soft token lives on', 'device')),
  },
  positionals: ['currentCode', 'nextCode'],
  secretFields: ['backupCodes'],
  value: (t) =>
    t.Object({
      session: answers.sessionField(t),
      credentialId: t.String(),
      message: t.Literal('token-synchronized'),
      backupCodes: t.Array(t.String(), { description: 'shown now and never again' }),
    }),
  run: (epcs, values) =>
    synchronization.synchronize(epcs, values.session, {
      currentCode: values.currentCode,
      nextCode: values.nextCode,
      ...(values.nickname === undefined ? {} : { nickname: values.nickname }),
      ...(values.device === undefined ? {} : { device: values.device }),
    }),
});

export const newBackupCodes = epcsOperation({
  system: 'iprescribe',
  verb: 'new-backup-codes',
  summary: 'make ten new backup codes; the ones before are void',
  example: '--session-file s.txt',
  parameters: { session: sessionParameter },
  secretFields: ['backupCodes'],
  value: (t) => t.Object({ backupCodes: t.Array(t.String(), { description: 'shown now and never again' }) }),
  run: (epcs, values) => synchronization.newBackupCodes(epcs, values.session),
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

export const updatePracticeInfo = epcsOperation({
  system: 'iprescribe',
  verb: 'update-practice-info',
  summary: 'change the contact information of the practice, such as after a move',
  example: '--name "Example Clinic" --address "2 Example Street" --phone 202-555-0102 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    name: text('practice name', 'name'),
    address: text('street address, no PO Box', 'address'),
    phone: text('phone number', 'phone'),
    fax: optional(text('fax number', 'fax')),
  },
  value: (t) =>
    t.Object({ name: t.String(), address: t.String(), phone: t.String(), fax: orNull(t, t.String()) }),
  run: (epcs, values) =>
    iprescribe.updatePracticeInfo(epcs, values.session, {
      name: values.name,
      address: values.address,
      phone: values.phone,
      ...(values.fax === undefined ? {} : { fax: values.fax }),
    }),
});
