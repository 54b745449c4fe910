import { text } from '../../contract/parameter.js';
import { orNull } from '../../contract/schema.js';
import { iprescribe } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, opaqueId, sessionParameter } from './epcs-operation.js';

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
