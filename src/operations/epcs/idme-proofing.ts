// The identity proofing of ID.me, step by step.
import { choice, flag, text } from '../../contract/parameter.js';
import { idme } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, sessionParameter } from './epcs-operation.js';

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
