// The verbs of signing as operations.
import { choice, flag, names, number, optional, text } from '../../contract/parameter.js';
import { signing } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, opaqueId, sessionParameter } from './epcs-operation.js';

export const draft = epcsOperation({
  system: 'signing',
  verb: 'draft',
  summary: 'write a prescription',
  example:
    '--patient "Patient One" --patient-address "2 Example Street" --drug Examplodone --strength "5 mg" --dosage-form tablet --quantity 20 --directions "one at night" --refills 0 --schedule II --dea-number FP0000012 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    patient: text('patient', 'patient'),
    patientAddress: text('patient’s street address', 'patient-address'),
    drug: text('drug', 'drug'),
    strength: text('strength', 'strength'),
    dosageForm: text('dosage form', 'dosage-form'),
    quantity: text('quantity', 'quantity'),
    directions: text('directions', 'directions'),
    refills: number('refills', { minimum: 0, maximum: 1000, unit: 'count', whole: true }),
    schedule: choice('schedule', ['II', 'III', 'IV', 'V']),
    deaNumber: text('DEA number', 'dea-number'),
  },
  value: (t) => t.shared(answers.prescriptionSchema),
  run: (epcs, values, request) =>
    signing.draftPrescription(epcs, values.session, {
      patient: values.patient,
      patientAddress: values.patientAddress,
      drug: values.drug,
      strength: values.strength,
      dosageForm: values.dosageForm,
      quantity: values.quantity,
      directions: values.directions,
      refills: values.refills,
      schedule: values.schedule,
      deaNumber: values.deaNumber,
      ...request,
    }),
});

export const change = epcsOperation({
  system: 'signing',
  verb: 'change',
  summary: 'change a prescription: it needs "ready" again; a signed one is cancelled',
  example: 'RX --quantity 10 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    id: opaqueId('prescription', 'id'),
    patient: optional(text('patient', 'patient')),
    patientAddress: optional(text('patient’s street address', 'patient-address')),
    drug: optional(text('drug', 'drug')),
    strength: optional(text('strength', 'strength')),
    dosageForm: optional(text('dosage form', 'dosage-form')),
    quantity: optional(text('quantity', 'quantity')),
    directions: optional(text('directions', 'directions')),
    refills: optional(number('refills', { minimum: 0, maximum: 1000, unit: 'count', whole: true })),
    schedule: optional(choice('schedule', ['II', 'III', 'IV', 'V'])),
    deaNumber: optional(text('DEA number', 'dea-number')),
  },
  positionals: ['id'],
  value: (t) => t.shared(answers.prescriptionSchema),
  run: (epcs, values, request) =>
    signing.changePrescription(epcs, values.session, {
      id: values.id,
      ...(values.patient === undefined ? {} : { patient: values.patient }),
      ...(values.patientAddress === undefined ? {} : { patientAddress: values.patientAddress }),
      ...(values.drug === undefined ? {} : { drug: values.drug }),
      ...(values.strength === undefined ? {} : { strength: values.strength }),
      ...(values.dosageForm === undefined ? {} : { dosageForm: values.dosageForm }),
      ...(values.quantity === undefined ? {} : { quantity: values.quantity }),
      ...(values.directions === undefined ? {} : { directions: values.directions }),
      ...(values.refills === undefined ? {} : { refills: values.refills }),
      ...(values.schedule === undefined ? {} : { schedule: values.schedule }),
      ...(values.deaNumber === undefined ? {} : { deaNumber: values.deaNumber }),
      ...request,
    }),
});

export const list = epcsOperation({
  system: 'signing',
  verb: 'list',
  summary: 'show every prescription of the prescriber',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      name: t.String(),
      npi: t.String(),
      deaNumbers: t.Array(t.String()),
      prescriptions: t.Array(t.shared(answers.prescriptionSchema)),
    }),
  run: (epcs, values) => signing.ownPrescriptions(epcs, values.session),
});

export const page = epcsOperation({
  system: 'signing',
  verb: 'page',
  summary: 'show what is to be signed for one patient, with the statement',
  example: '"Patient One" --session-file s.txt',
  parameters: {
    session: sessionParameter,
    patient: text('patient', 'patient'),
  },
  positionals: ['patient'],
  value: (t) =>
    t.Object({
      prescriber: t.Object({ name: t.String(), npi: t.String() }),
      patient: t.String(),
      prescriptions: t.Array(t.shared(answers.prescriptionSchema)),
      statement: t.String(),
      label: t.String(),
      tokens: answers.tokenChoices(t),
    }),
  run: (epcs, values) => signing.signingPage(epcs, values.session, { patient: values.patient }),
});

export const markReady = epcsOperation({
  system: 'signing',
  verb: 'mark-ready',
  summary: 'mark a prescription ready as it was shown',
  example: 'RX 1 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    id: opaqueId('prescription', 'id'),
    revision: number('its revision as shown', { minimum: 0, maximum: 1000, unit: 'count', whole: true }),
    notReady: flag('take the mark away'),
  },
  positionals: ['id', 'revision'],
  value: (t) => t.shared(answers.prescriptionSchema),
  run: (epcs, values) =>
    signing.markReady(epcs, values.session, {
      id: values.id,
      revision: values.revision,
      ready: !values.notReady,
    }),
});

export const sign = epcsOperation({
  system: 'signing',
  verb: 'sign',
  summary: 'sign prescriptions: passphrase and code',
  example: '--ids RX --token 3315511111 --otp 755224 --passphrase-file p.txt --session-file s.txt',
  parameters: {
    session: sessionParameter,
    ids: names('prescriptions', 'id'),
    passphrase: fileSecret('file with the passphrase'),
    token: text('token', 'token'),
    otp: text('code that it shows', 'otp'),
    device: optional(text('device that the request comes from', 'device')),
  },
  value: (t) => t.shared(answers.signedSchema),
  run: (epcs, values, request) =>
    signing.signPrescriptions(epcs, values.session, {
      ids: values.ids,
      passphrase: values.passphrase,
      token: values.token,
      otp: values.otp,
      ...(values.device === undefined ? {} : { device: values.device }),
      ...request,
    }),
});
