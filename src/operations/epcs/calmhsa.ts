// The verbs of CalMHSA Rx through SmartCare as operations.
import { text } from '../../contract/parameter.js';
import type { SchemaBuilder } from '../../contract/schema.js';
import { calmhsa } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { by, epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

const smartcareMenu = (t: SchemaBuilder) => t.Object({ Utilities: t.Array(t.Literal('Token Management')) });

export const createAccount = epcsOperation({
  system: 'calmhsa',
  verb: 'create-account',
  summary: 'make an account at SmartCare',
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
    calmhsa.createAccount(epcs, {
      npi: values.npi,
      username: values.username,
      password: values.password,
      by: values.by ?? 'operator',
    }),
});

export const logIn = epcsOperation({
  system: 'calmhsa',
  verb: 'log-in',
  summary: 'log in to SmartCare',
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
      menu: smartcareMenu(t),
    }),
  run: (epcs, values) => calmhsa.logIn(epcs, { username: values.username, password: values.password }),
});

export const menu = epcsOperation({
  system: 'calmhsa',
  verb: 'menu',
  summary: 'show the main menu',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ name: t.String(), menu: smartcareMenu(t) }),
  run: (epcs, values) => calmhsa.menu(epcs, values.session),
});

export const tokenManagement = epcsOperation({
  system: 'calmhsa',
  verb: 'token-management',
  summary: 'Utilities, Token Management: leads to the sign-in of EPCS Gold',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ next: t.Literal('gold-sign-in'), npi: t.String() }),
  run: (epcs, values) => calmhsa.tokenManagement(epcs, values.session),
});

export const logOut = epcsOperation({
  system: 'calmhsa',
  verb: 'log-out',
  summary: 'end the session',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: answers.signedOut,
  run: (epcs, values) => calmhsa.logOut(epcs, values.session),
});
