// The verbs of DrChrono as operations.
import { names, optional, text } from '../../contract/parameter.js';
import { instantSchema, oneOf } from '../../contract/schema.js';
import { drchrono } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { by, epcsOperation, fileSecret, opaqueId, sessionParameter } from './epcs-operation.js';

export const createAccount = epcsOperation({
  system: 'drchrono',
  verb: 'create-account',
  summary: 'make an account',
  example: '1234567893 one --password-file p.txt',
  parameters: {
    npi: text('NPI', 'npi'),
    username: text('user name', 'username'),
    password: fileSecret('file with the password'),
    by,
  },
  positionals: ['npi', 'username'],
  access: 'administer',
  value: (t) => t.Object({ username: t.String() }),
  run: (epcs, values) =>
    drchrono.createAccount(epcs, {
      npi: values.npi,
      username: values.username,
      password: values.password,
      by: values.by ?? 'operator',
    }),
});

export const logIn = epcsOperation({
  system: 'drchrono',
  verb: 'log-in',
  summary: 'log in to DrChrono',
  example: 'one --password-file p.txt --plain > s.txt',
  parameters: {
    username: text('user name', 'username'),
    password: fileSecret('file with the password'),
  },
  positionals: ['username'],
  value: (t) =>
    t.Object({
      session: answers.sessionField(t),
      name: t.String(),
      tabs: t.Array(oneOf(t, drchrono.accountTabs)),
    }),
  run: (epcs, values) => drchrono.logIn(epcs, { username: values.username, password: values.password }),
});

export const account = epcsOperation({
  system: 'drchrono',
  verb: 'account',
  summary: 'show the account and its tabs',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      name: t.String(),
      npi: t.String(),
      username: t.String(),
      tabs: t.Array(oneOf(t, drchrono.accountTabs)),
    }),
  run: (epcs, values) => drchrono.account(epcs, values.session),
});

export const updateMfaDevice = epcsOperation({
  system: 'drchrono',
  verb: 'update-mfa-device',
  summary: 'Update MFA Device: the request to take to ID.me',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.authorizationOnly,
  run: (epcs, values) => drchrono.updateMfaDevice(epcs, values.session),
});

export const confirmIdentity = epcsOperation({
  system: 'drchrono',
  verb: 'confirm-identity',
  summary: 'come back from ID.me with a verified identity',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ confirmed: t.Literal(true) }),
  run: (epcs, values) => drchrono.confirmIdentity(epcs, values.session),
});

export const approve = epcsOperation({
  system: 'drchrono',
  verb: 'approve',
  summary: 'approve an account for EPCS',
  example: 'one',
  parameters: {
    username: text('user name', 'username'),
    by,
  },
  positionals: ['username'],
  access: 'administer',
  value: (t) => t.Object({ approvedAt: instantSchema(t) }),
  run: (epcs, values) => drchrono.approve(epcs, { username: values.username, by: values.by ?? 'operator' }),
});

export const erxInfo = epcsOperation({
  system: 'drchrono',
  verb: 'erx-info',
  summary: 'show eRx Info: devices and the primary one',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      identityConfirmed: t.Boolean(),
      approved: t.Boolean(),
      devices: t.Array(answers.deviceRow(t)),
      warnings: t.Array(t.Literal('nickname-repeated')),
      prescriber: t.Object({ licenceNumber: t.String(), deaNumbers: t.Array(t.String()) }),
    }),
  run: (epcs, values) => drchrono.erxInfo(epcs, values.session),
});

export const selectPrimary = epcsOperation({
  system: 'drchrono',
  verb: 'select-primary',
  summary: 'Select as Primary Device',
  example: 'DEVICE --session-file s.txt',
  parameters: {
    session: sessionParameter,
    device: opaqueId('device of the list', 'device'),
  },
  positionals: ['device'],
  value: answers.deviceRow,
  run: (epcs, values) => drchrono.selectPrimary(epcs, values.session, { device: values.device }),
});

export const deleteDevice = epcsOperation({
  system: 'drchrono',
  verb: 'delete-device',
  summary: 'delete a device',
  example: 'DEVICE --successor OTHER --session-file s.txt',
  parameters: {
    session: sessionParameter,
    device: opaqueId('device of the list', 'device'),
    successor: optional(opaqueId('the primary device from now on', 'successor')),
  },
  positionals: ['device'],
  value: (t) => t.Object({ devices: t.Array(answers.deviceRow(t)) }),
  run: (epcs, values) =>
    drchrono.deleteDevice(epcs, values.session, {
      device: values.device,
      ...(values.successor === undefined ? {} : { successor: values.successor }),
    }),
});

export const sign = epcsOperation({
  system: 'drchrono',
  verb: 'sign',
  summary: 'sign prescriptions with a device of DrChrono',
  example: '--ids RX --otp 755224 --passphrase-file p.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    ids: names('prescriptions', 'id'),
    passphrase: fileSecret('file with the passphrase'),
    otp: text('code of the device', 'otp'),
    chosenDevice: optional(opaqueId('which device', 'chosen-device')),
    device: optional(text('device that the request comes from', 'device')),
  },
  value: (t) => t.shared(answers.signedSchema),
  run: (epcs, values, request) =>
    drchrono.sign(epcs, values.session, {
      ids: values.ids,
      passphrase: values.passphrase,
      otp: values.otp,
      ...(values.chosenDevice === undefined ? {} : { chosenDevice: values.chosenDevice }),
      ...(values.device === undefined ? {} : { device: values.device }),
      ...request,
    }),
});

export const logOut = epcsOperation({
  system: 'drchrono',
  verb: 'log-out',
  summary: 'end the session',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.signedOut,
  run: (epcs, values) => drchrono.logOut(epcs, values.session),
});
