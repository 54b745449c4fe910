// Identity proofing (001:91-124), step by step. It checks no real document or face: for a photo or a credit profile, the tester
// chooses the outcome. An interrupted proofing continues where it stopped.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { refuseOutage } from '../fault.js';
import { choiceField, dateField, npiField, phoneField, secretField, textField } from '../field.js';
import { maskedPhone } from '../identifiers/contact.js';
import { fictionalSocialSecurityNumber } from '../identifiers/social-security-number.js';
import { isPostOfficeBox } from '../identifiers/typed-text.js';
import { linkAddress, linkLifetimes, newLink, useLink } from '../link.js';
import { send } from '../outbox.js';
import { prescribers } from '../prescribers/prescriber.js';
import { findEntry } from '../registry/registry.js';
import { transact } from '../work.js';
import { type AtIdme, atIdme } from './at-idme.js';
import { idmeAccounts, type ProofingStep, saveAccount, tellIdme } from './idme-account.js';
import { phoneChannels } from './sign-up.js';

export const documentKinds = ["driver's license", 'state ID', 'passport', 'passport card'] as const;
export const stepOutcomes = ['accepted', 'not-accepted'] as const;

type Next = Answer<{ step: ProofingStep }>;

/** The next step. */
export function proofing(context: Context, session: string): Promise<Next> {
  return atIdme(context, session, ['signed-in'], async ({ account }) => done({ step: account.proofing }));
}

/** A photo of the identification (001:91): the kind of document and the outcome, never a picture. */
export function photoIdentification(
  context: Context,
  session: string,
  input: { document: string; outcome: string },
): Promise<Next> {
  return step(context, session, 'photo-identification', async (at) => {
    choiceField('document', input.document, documentKinds);
    const accepted = choiceField('outcome', input.outcome, stepOutcomes) === 'accepted';
    return accepted ? advance(at, 'photo-self') : fail(at, 'photo-not-accepted');
  });
}

/** A photo of the user (001:96): the outcome only. */
export function photoSelf(context: Context, session: string, input: { outcome: string }): Promise<Next> {
  return step(context, session, 'photo-self', async (at) => {
    const accepted = choiceField('outcome', input.outcome, stepOutcomes) === 'accepted';
    return accepted ? advance(at, 'credit-profile') : fail(at, 'photo-not-accepted');
  });
}

/** Matches the phone number to a credit profile by a text or a call (001:101). */
export function creditProfile(
  context: Context,
  session: string,
  input: { phone: string; channel: string; outcome: string },
): Promise<Next> {
  return step(context, session, 'credit-profile', async (at) => {
    const phone = phoneField('phone', input.phone);
    choiceField('channel', input.channel, phoneChannels);
    const accepted = choiceField('outcome', input.outcome, stepOutcomes) === 'accepted';
    return accepted ? advance(at, 'social-security-number', { phone }) : fail(at, 'phone-not-matched');
  });
}

/** The social security number (001:107), of area 666. It is stored as a hash and never shown. */
export function socialSecurityNumber(
  context: Context,
  session: string,
  input: { ssn: string; outcome?: string },
): Promise<Next> {
  return step(context, session, 'social-security-number', async (at) => {
    const ssn = fictionalSocialSecurityNumber(secretField('ssn', input.ssn));
    if (ssn === null) throw new Refused('ssn-not-fictional', { field: 'ssn' });
    const accepted = choiceField('outcome', input.outcome ?? 'accepted', stepOutcomes) === 'accepted';
    if (!accepted) return fail(at, 'ssn-not-matched');
    const ssnHash = await at.work.once('ssn', () => context.hash.make(ssn));
    return advance(at, 'confirm-information', { ssnHash });
  });
}

/** Personal information, address and phone, with the checkbox of 001:112. A text with a link follows (001:114). */
export function confirmInformation(
  context: Context,
  session: string,
  input: {
    firstName: string;
    lastName: string;
    birthDate: string;
    address: string;
    postalCode: string;
    confirmed: boolean;
  },
): Promise<Answer<{ step: ProofingStep; sentTo: string }>> {
  return step(context, session, 'confirm-information', async (at) => {
    const { work, account } = at;
    const birthDate = dateField('birthDate', input.birthDate);
    if (Date.parse(birthDate) * 1000 > work.atUs || birthDate < '1900')
      throw new Refused('birth-date', { field: 'birthDate' });
    const address = textField('address', input.address, 120);
    if (isPostOfficeBox(address)) throw new Refused('post-office-box', { field: 'address' });
    const identity = {
      firstName: textField('firstName', input.firstName, 40),
      lastName: textField('lastName', input.lastName, 40),
      birthDate,
      address,
      postalCode: textField('postalCode', input.postalCode, 10),
    };
    if (!input.confirmed) throw new Refused('information-not-confirmed', { field: 'confirmed' });
    const phone = account.phone ?? '';
    const expiresUs = work.atUs + linkLifetimes.phoneUs;
    const secret = newLink(work, { purpose: 'idme-phone', subject: account.email, data: {}, expiresUs });
    await send(work, {
      channel: 'text',
      to: phone,
      from: 'ID.me',
      subject: 'Confirm your phone',
      text: 'Open this link to confirm your phone number.',
      link: linkAddress(work, '/idme/phone', secret),
      expiresUs,
    });
    const next = advance(at, 'confirm-phone', { identity });
    return next.ok ? done({ ...next.value, sentTo: maskedPhone(phone) }) : next;
  });
}

/** The link of the text (001:114). */
export function confirmPhoneLink(
  context: Context,
  input: { link: string },
): Promise<Answer<{ confirmed: true }>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const { subject } = await useLink(work, input.link, 'idme-phone');
    const account = await work.read(idmeAccounts, subject);
    if (account === null || account.proofing !== 'confirm-phone') throw new Refused('link-not-good');
    saveAccount(work, account, { proofing: 'npi' });
    tellIdme(work, subject, 'proofing', 'npi');
    return done({ confirmed: true as const });
  });
}

/** The NPI (001:119): a fixture must declare it, and the registry must have it. */
export function enterNpi(context: Context, session: string, input: { npi: string }): Promise<Next> {
  return step(context, session, 'npi', async (at) => {
    const npi = npiField(input.npi);
    if ((await findEntry(at.work, npi)) === null) throw new Refused('npi-not-found', { field: 'npi' });
    if ((await at.work.read(prescribers, npi)) === null)
      throw new Refused('npi-not-declared', { field: 'npi' });
    return advance(at, 'confirm-npi', { npi });
  });
}

/** NPI, state license number, issuing state and specialty (001:124), all of the verified person. */
export function confirmNpi(
  context: Context,
  session: string,
  input: { npi: string; licenceNumber: string; licenceState: string; specialty: string },
): Promise<Next> {
  return step(context, session, 'confirm-npi', async (at) => {
    const { work, account } = at;
    const npi = npiField(input.npi);
    const prescriber = await work.read(prescribers, account.npi ?? '');
    const same =
      prescriber !== null &&
      prescriber.npi === npi &&
      prescriber.licence.number === input.licenceNumber.trim() &&
      prescriber.licence.state === input.licenceState.trim().toUpperCase() &&
      prescriber.specialty === input.specialty.trim() &&
      prescriber.firstName === account.identity?.firstName &&
      prescriber.lastName === account.identity.lastName &&
      prescriber.birthDate === account.identity.birthDate;
    if (!same) return fail(at, 'npi-not-confirmed');
    return advance(at, 'verified', { verifiedUs: work.atUs });
  });
}

function step<T>(
  context: Context,
  session: string,
  at: ProofingStep,
  body: (at: AtIdme) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  return atIdme(context, session, ['signed-in'], async (open) => {
    if (open.account.proofing !== at) throw new Refused('step-out-of-order');
    return body(open);
  });
}

function advance(
  { work, account }: AtIdme,
  proofing: ProofingStep,
  changes: Parameters<typeof saveAccount>[2] = {},
): Answer<{ step: ProofingStep }> {
  saveAccount(work, account, { ...changes, proofing });
  tellIdme(work, account.email, 'proofing', proofing);
  return done({ step: proofing });
}

function fail(
  { work, account }: AtIdme,
  code: 'photo-not-accepted' | 'phone-not-matched' | 'ssn-not-matched' | 'npi-not-confirmed',
): Answer<never> {
  tellIdme(work, account.email, 'proofing', code);
  return refused(code);
}
