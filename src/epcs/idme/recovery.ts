// The MFA recovery process (000:35-55): a link by mail, then name, birth date and social security number, then a new
// code generator.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { refuseOutage } from '../fault.js';
import { secretField, textField } from '../field.js';
import { fictionalSocialSecurityNumber } from '../identifiers/social-security-number.js';
import { linkAddress, linkLifetimes, newLink, useLink } from '../link.js';
import { send } from '../outbox.js';
import { nextFactor, nextStep } from '../session.js';
import { table } from '../table.js';
import { countFailure, forgetFailures, refuseThrottled } from '../throttle.js';
import { sha256, transact } from '../work.js';
import { atIdme } from './at-idme.js';
import { tellIdme } from './idme-account.js';

const purpose = 'idme-recovery';
/** Sessions whose recovery mail was confirmed. */
export const confirmedRecoveries = table<{ readonly email: string; readonly expiresUs: number }>(
  'idme-recovery',
);

/** "MFA recovery process", then Continue (000:35, 000:41). */
export function beginMfaRecovery(
  context: Context,
  session: string,
): Promise<Answer<{ step: 'recovery-email' }>> {
  return atIdme(context, session, ['choose-method', 'method'], async ({ work, open, account }) => {
    await refuseThrottled(work, 'idme-recovery', account.email);
    await countFailure(work, 'idme-recovery', account.email);
    const id = work.random('recovery id', 16);
    const expiresUs = work.atUs + linkLifetimes.recoverUs;
    const secret = newLink(work, { purpose, subject: account.email, data: { id }, expiresUs });
    await send(work, {
      channel: 'mail',
      to: account.email,
      from: 'ID.me',
      subject: 'Update your multi-factor authentication',
      text: 'Confirm your email address with this link, then return to the original window.',
      link: linkAddress(work, '/idme/recovery', secret),
      expiresUs,
    });
    tellIdme(work, account.email, 'recovery', 'begun');
    nextStep(work, open, 'recovery-email', { recovery: id });
    return done({ step: 'recovery-email' as const });
  });
}

/** The link of the mail (000:43). */
export function confirmRecoveryEmail(
  context: Context,
  input: { link: string },
): Promise<Answer<{ confirmed: true }>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const { subject, data } = await useLink(work, input.link, purpose);
    const key = sha256(String(data.id));
    await work.read(confirmedRecoveries, key);
    work.write(confirmedRecoveries, key, { email: subject, expiresUs: work.atUs + linkLifetimes.recoverUs });
    return done({ confirmed: true as const });
  });
}

/** Continues in the original window after the link was opened (000:45). */
export function afterRecoveryEmail(
  context: Context,
  session: string,
): Promise<Answer<{ step: 'recovery-ownership' }>> {
  return atIdme(context, session, ['recovery-email'], async ({ work, open, account }) => {
    const found = await work.read(confirmedRecoveries, sha256(String(open.data.recovery)));
    if (found?.email !== account.email) throw new Refused('email-not-confirmed');
    work.remove(confirmedRecoveries, sha256(String(open.data.recovery)));
    nextStep(work, open, 'recovery-ownership', {});
    return done({ step: 'recovery-ownership' as const });
  });
}

/** Account ownership (000:47). It always compares all four values and computes one hash. */
export function verifyOwnership(
  context: Context,
  session: string,
  input: { firstName: string; lastName: string; birthDate: string; ssn: string },
): Promise<Answer<{ session: string; step: 'recovery-method' }>> {
  return atIdme(context, session, ['recovery-ownership'], async ({ work, open, account }) => {
    const [first, last] = [
      textField('firstName', input.firstName, 40),
      textField('lastName', input.lastName, 40),
    ];
    const ssn = fictionalSocialSecurityNumber(secretField('ssn', input.ssn));
    if (ssn === null) throw new Refused('ssn-not-fictional', { field: 'ssn' });
    await refuseThrottled(work, 'idme', account.email);
    const right = await work.once('ssn', () => context.hash.matches(ssn, account.ssnHash));
    const { identity } = account;
    const same =
      right &&
      identity?.firstName === first &&
      identity.lastName === last &&
      identity.birthDate === input.birthDate;
    if (!same) {
      await countFailure(work, 'idme', account.email);
      tellIdme(work, account.email, 'recovery', 'refused');
      return refused('ownership-not-verified');
    }
    forgetFailures(work, 'idme', account.email);
    tellIdme(work, account.email, 'recovery', 'verified');
    return done({ session: nextFactor(work, open, 'recovery-method', {}), step: 'recovery-method' as const });
  });
}
