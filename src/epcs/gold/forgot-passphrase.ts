// Forgot Passphrase (004:60): a link by mail, then the security question, then a new passphrase.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { newSecretField, npiField, secretField } from '../field.js';
import { linkAddress, linkLifetimes, linkOf, newLink, useLink } from '../link.js';
import { send } from '../outbox.js';
import { setEpcsPassphrase } from '../prescribers/epcs-passphrase.js';
import { ownerOf, prescribers } from '../prescribers/prescriber.js';
import { countFailure, forgetFailures, refuseThrottled } from '../throttle.js';
import { transact } from '../work.js';
import { plainAnswer } from './enrolment.js';
import { goldAccounts } from './gold-account.js';

const purpose = 'gold-passphrase';

/** Answers the same for every NPI; only an enrolled prescriber gets a mail. */
export function forgotPassphrase(context: Context, input: { npi: string }): Promise<Answer<{ asked: true }>> {
  return transact(context, null, async (work) => {
    const npi = npiField(input.npi);
    await refuseThrottled(work, 'gold-forgot', npi);
    await countFailure(work, 'gold-forgot', npi);
    const [account, prescriber] = [await work.read(goldAccounts, npi), await work.read(prescribers, npi)];
    work.tell({
      event: 'epcs.forgot-passphrase',
      outcome: 'asked',
      subject: ownerOf(npi),
      actor: ownerOf(npi),
    });
    if (account?.state === 'enrolled' && prescriber !== null) {
      const expiresUs = work.atUs + linkLifetimes.recoverUs;
      const secret = newLink(work, { purpose, subject: npi, data: {}, expiresUs });
      await send(work, {
        channel: 'mail',
        to: prescriber.email,
        from: 'EPCS Gold',
        subject: 'Your passphrase',
        text: 'Open the link to answer your security question and choose a new passphrase. If you did not ask, tell your administrator.',
        link: linkAddress(work, '/gold/passphrase', secret),
        expiresUs,
      });
    }
    return done({ asked: true as const });
  });
}

/** The security question behind a link. */
export function securityQuestion(
  context: Context,
  input: { link: string },
): Promise<Answer<{ question: string }>> {
  return transact(context, null, async (work) => {
    const { subject } = await linkOf(work, input.link, purpose);
    const question = (await work.read(goldAccounts, subject))?.securityQuestion;
    if (question === null || question === undefined) throw new Refused('link-not-good');
    return done({ question });
  });
}

/** The right answer sets a new passphrase and uses up the link; a wrong answer counts as a failure. */
export function resetPassphrase(
  context: Context,
  input: { link: string; answer: string; passphrase: string },
): Promise<Answer<{ changed: true }>> {
  return transact(context, null, async (work) => {
    const passphrase = newSecretField('passphrase', input.passphrase);
    const answer = plainAnswer(secretField('answer', input.answer));
    const { subject: npi } = await linkOf(work, input.link, purpose);
    await refuseThrottled(work, 'gold-answer', npi);
    const account = await work.read(goldAccounts, npi);
    if (account === null) throw new Refused('link-not-good');
    const actor = ownerOf(npi);
    const right = await work.once('answer', () => context.hash.matches(answer, account.securityAnswer));
    if (!right) {
      await countFailure(work, 'gold-answer', npi);
      work.tell({ event: 'epcs.reset-passphrase', outcome: 'refused', subject: actor, actor });
      return refused('security-answer', { field: 'answer' });
    }
    await useLink(work, input.link, purpose);
    await refuseThrottled(work, 'gold', npi).catch(() => {});
    forgetFailures(work, 'gold', npi);
    forgetFailures(work, 'gold-answer', npi);
    await setEpcsPassphrase(work, npi, passphrase);
    work.tell({ event: 'epcs.reset-passphrase', outcome: 'changed', subject: actor, actor });
    return done({ changed: true as const });
  });
}
