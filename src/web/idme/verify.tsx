// Identity proofing (001:91-124), one page for each step. It checks no real document or face: the tester chooses each outcome.
import type { Context } from 'hono';
import type { FieldWords } from '../field.js';
import { OperationForm } from '../form.js';
import type { Refused, Site, VerbOf } from '../site.js';
import { Note } from '../table.js';
import { Waiting } from '../waiting.js';
import { idmePage, type Progress } from './frame.js';

interface Step {
  readonly heading: string;
  readonly intro: string;
  readonly verb: VerbOf<'idme'>;
  readonly fields: Readonly<Record<string, FieldWords>>;
  readonly button: string;
}

const outcome: FieldWords = {
  label: 'How it ends',
  radio: true,
  options: [
    ['accepted', 'Accepted'],
    ['not-accepted', 'Not accepted'],
  ],
};

export const proofingSteps: Readonly<Record<string, Step>> = {
  'photo-identification': {
    heading: 'A photo of your identification',
    intro: 'Choose the kind of document. No photo is taken: you choose the outcome.',
    verb: 'photo-identification',
    fields: { document: { label: 'Identification', radio: true }, outcome },
    button: 'Continue',
  },
  'photo-self': {
    heading: 'A photo of yourself',
    intro: 'No camera is opened: you choose the outcome.',
    verb: 'photo-self',
    fields: { outcome },
    button: 'Continue',
  },
  'credit-profile': {
    heading: 'Match your phone number to your credit profile',
    intro: 'No credit profile is checked: you choose the outcome.',
    verb: 'credit-profile',
    fields: {
      phone: {
        label: 'Phone number',
        autocomplete: 'tel',
        hint: 'An invented one: 202-555-0101, for example.',
      },
      channel: {
        label: 'How we reach you',
        radio: true,
        options: [
          ['text', 'Text message'],
          ['call', 'Phone call'],
        ],
      },
      outcome,
    },
    button: 'Continue',
  },
  'social-security-number': {
    heading: 'Enter your Social Security Number (SSN)',
    intro: 'An invented one of area 666, which was never issued, such as 666-12-3450.',
    verb: 'social-security-number',
    fields: { ssn: { label: 'Social Security Number (SSN)', clearText: true } },
    button: 'Continue',
  },
  'confirm-information': {
    heading: 'Confirm your information',
    intro: 'Personal information, address and phone number, as they are registered.',
    verb: 'confirm-information',
    fields: {
      firstName: { label: 'First name', autocomplete: 'given-name' },
      lastName: { label: 'Last name', autocomplete: 'family-name' },
      birthDate: { label: 'Birth date', hint: 'Year, month and day, such as 1980-01-30.' },
      address: { label: 'Address', autocomplete: 'street-address' },
      postalCode: { label: 'ZIP code', autocomplete: 'postal-code' },
      confirmed: {
        label:
          'The information I’ve provided is correct and I accept the use of Fair Credit Reporting Act data to verify my identity',
      },
    },
    button: 'Continue',
  },
  npi: {
    heading: 'Verify your NPI',
    intro: 'Enter your NPI number to verify your identity.',
    verb: 'enter-npi',
    fields: { npi: { label: 'NPI number' } },
    button: 'Continue',
  },
  'confirm-npi': {
    heading: 'Confirm your license',
    intro: 'Confirm NPI number, state license number, issuing state, and specialty.',
    verb: 'confirm-npi',
    fields: {
      npi: { label: 'NPI number' },
      licenceNumber: { label: 'State license number' },
      licenceState: { label: 'Issuing state', hint: 'Two letters, such as MD.' },
      specialty: { label: 'Specialty' },
    },
    button: 'Continue',
  },
};

export function verifyPage(
  c: Context,
  site: Site,
  { proofing }: Progress,
  more: { state: string; refused?: Refused | undefined; program?: string | undefined },
) {
  const { base } = site;
  const { state, refused, program } = more;
  const step = proofingSteps[proofing];
  if (step !== undefined)
    return idmePage(
      c,
      site,
      { tab: 'Overview', heading: step.heading, refused },
      <div class="card narrow">
        <p>{step.intro}</p>
        <OperationForm
          c={c}
          action={`${base}/idme/${step.verb}`}
          verb={`idme.${step.verb}`}
          fields={step.fields}
          button={step.button}
          refused={refused}
          beside={<a href={`${base}/idme`}>Pause here</a>}
        />
      </div>,
    );
  if (proofing === 'confirm-phone')
    return idmePage(
      c,
      site,
      { tab: 'Overview', heading: 'Confirm your phone number', refused },
      <>
        <Waiting stream={`${base}/idme/wait`} state={state} refresh={`${base}/idme/verify`}>
          <p>
            A link was sent to your phone as a text message. Open it on{' '}
            <a href={`${base}/mail`} target="_blank" rel="noopener">
              the phone
            </a>
            : this page continues.
          </p>
        </Waiting>
        <p>
          <a class="button" href={`${base}/idme/verify`}>
            Continue verification
          </a>
        </p>
      </>,
    );
  return idmePage(
    c,
    site,
    { tab: 'Overview', heading: 'Your identity is verified', refused },
    <Note>
      <p>You have nothing left to do at ID.me.</p>
      <p>
        {program === undefined ? (
          <a href={`${base}/iprescribe`}>Return to iPrescribe</a>
        ) : (
          <a class="button" href={program}>
            Continue to the program that asked
          </a>
        )}
      </p>
    </Note>,
  );
}
