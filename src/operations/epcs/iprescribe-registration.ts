import { optional, text } from '../../contract/parameter.js';
import { orNull } from '../../contract/schema.js';
import { iprescribe } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

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
  run: (epcs, values, request) =>
    iprescribe.createAccount(epcs, values.session, {
      username: values.username,
      password: values.password,
      ...request,
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
