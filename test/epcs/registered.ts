// A prescriber who is registered at iPrescribe and verified at ID.me, step by step; and a prescription.
import * as assert from 'node:assert/strict';
import { people } from '../../src/epcs/fixtures/people.js';
import { idme, iprescribe } from '../../src/epcs/index.js';
import { bad, good, type Lab, one } from './lab.js';

export const password = 'A long password 1';

export async function registered(
  lab: Lab,
  npi = one,
): Promise<{ idmeSession: string; email: string; username: string }> {
  const { context } = lab;
  const person = people.find((other) => other.npi === npi)!;
  const { email, phone, ssn } = person;
  const username = `user${npi}`;
  const begun = await good(iprescribe.signUp(context, { npi }));
  const at = begun.session;
  assert.equal(
    await bad(iprescribe.savePersonalInfo(context, at, { email, role: 'Prescriber', specialty: 'x' })),
    'step-out-of-order',
  );
  await good(iprescribe.createAccount(context, at, { username, password }));
  await good(
    iprescribe.savePersonalInfo(context, at, { email, role: 'Prescriber', specialty: 'Family Medicine' }),
  );
  const practice = { name: 'Example Clinic', address: 'P.O. Box 12', phone };
  assert.equal(await bad(iprescribe.savePracticeInfo(context, at, practice)), 'post-office-box');
  await good(iprescribe.savePracticeInfo(context, at, { ...practice, address: '1 Example Street' }));
  const { authorization } = await good(iprescribe.launchIdme(context, at));

  const first = await good(idme.signUp(context, { email, password, acceptTerms: true }));
  assert.equal(await bad(idme.afterConfirmation(context, first.session)), 'email-not-confirmed');
  await good(idme.confirmEmail(context, { link: linkIn(await lab.lastMessage(email)) }));
  await good(idme.afterConfirmation(context, first.session));
  await good(idme.setUpPhone(context, first.session, { phone }));
  const { session } = await good(
    idme.confirmPhone(context, first.session, { code: (await lab.lastMessage(phone)).code ?? '' }),
  );
  assert.equal(await bad(idme.consentPage(context, session, { authorization })), 'not-proofed');
  await good(idme.photoIdentification(context, session, { document: 'passport', outcome: 'accepted' }));
  await good(idme.photoSelf(context, session, { outcome: 'accepted' }));
  // Messages of one moment have no order.
  lab.advance(1_000_000);
  await good(idme.creditProfile(context, session, { phone, channel: 'text', outcome: 'accepted' }));
  await good(idme.socialSecurityNumber(context, session, { ssn }));
  const { firstName, lastName, birthDate } = person;
  const identity = { firstName, lastName, birthDate, address: '1 Example Street', postalCode: '00000' };
  await good(idme.confirmInformation(context, session, { ...identity, confirmed: true }));
  await good(idme.confirmPhoneLink(context, { link: linkIn(await lab.lastMessage(phone)) }));
  await good(idme.enterNpi(context, session, { npi }));
  const { licence, specialty } = person;
  await good(
    idme.confirmNpi(context, session, {
      npi,
      licenceNumber: licence.number,
      licenceState: licence.state,
      specialty,
    }),
  );
  assert.equal(await bad(iprescribe.logIn(context, { username, password })), 'registration-unfinished');
  const page = await good(idme.consentPage(context, session, { authorization }));
  assert.deepEqual(page.shared.find(({ name }) => name === 'npi')?.value, npi);
  await good(idme.answerConsent(context, session, { authorization, allow: true }));
  await good(iprescribe.finishRegistration(context, at));
  return { idmeSession: session, email, username };
}

export function linkIn({ link }: { link: string | null }): string {
  return new URL(link ?? '').searchParams.get('link') ?? '';
}

export const prescription = {
  patient: 'Patient One',
  patientAddress: '2 Example Street',
  drug: 'Examplodone',
  strength: '5 mg',
  dosageForm: 'tablet',
  quantity: '20',
  directions: 'one at night',
  refills: 0,
  schedule: 'II',
  deaNumber: 'FP0000012',
};
