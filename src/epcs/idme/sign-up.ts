// A new ID.me account (001:57-86): address, password, terms; the link in the mail; a phone as the first sign-in method.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { refuseOutage } from '../fault.js';
import { choiceField, emailField, newSecretField, phoneField } from '../field.js';
import { maskedPhone } from '../identifiers/contact.js';
import { linkAddress, linkLifetimes, newLink, useLink } from '../link.js';
import { send } from '../outbox.js';
import { beginSession, nextFactor, nextStep } from '../session.js';
import { countFailure, refuseThrottled } from '../throttle.js';
import { transact, type Work } from '../work.js';
import { atIdme } from './at-idme.js';
import { type IdmeAccount, idmeAccounts, saveAccount, tellIdme, unconfirmedAccount } from './idme-account.js';
import { sendPhoneCode, usePhoneCode } from './phone-code.js';

const purpose = 'idme-confirm';
export const phoneChannels = ['text', 'call'] as const;

/** The answer gives the next step. */
export function signUp(
  context: Context,
  input: { email: string; password: string; acceptTerms: boolean; requestId?: string },
): Promise<Answer<{ session: string; step: 'confirm-email' }>> {
  const { requestId, ...asked } = input;
  return transact(context, { verb: 'idme.sign-up', requestId, input: asked }, async (work) => {
    await refuseOutage(work);
    const email = emailField('email', input.email);
    const password = newSecretField('password', input.password);
    if (!input.acceptTerms) throw new Refused('terms-not-accepted', { field: 'acceptTerms' });
    if ((await work.read(idmeAccounts, email)) !== null) return signUpAgain(work, email, password);
    const account: IdmeAccount = {
      ...unconfirmedAccount(email, work.random('uuid', 16), work.atUs),
      password: await work.once('password', () => context.hash.make(password)),
    };
    work.write(idmeAccounts, email, account);
    const expiresUs = work.atUs + linkLifetimes.confirmEmailUs;
    const secret = newLink(work, { purpose, subject: email, data: {}, expiresUs });
    await send(work, {
      channel: 'mail',
      to: email,
      from: 'ID.me',
      subject: 'Welcome to ID.me',
      text: 'Confirm your email address with this link, then return to the program that you came from.',
      link: linkAddress(work, '/idme/confirm', secret),
      expiresUs,
    });
    tellIdme(work, email, 'sign-up', 'created');
    return done({
      session: beginSession(work, 'idme', email, 'confirm-email'),
      step: 'confirm-email' as const,
    });
  });
}

/**
 * For an address that has an account, the answer and its time are the same, and a mail tells the owner. Otherwise anybody could
 * find out who has an account. The session stays at its step.
 */
async function signUpAgain(
  work: Work,
  email: string,
  password: string,
): Promise<Answer<{ session: string; step: 'confirm-email' }>> {
  await work.once('password', () => work.context.hash.make(password));
  await send(work, {
    channel: 'mail',
    to: email,
    from: 'ID.me',
    subject: 'Your ID.me account',
    text: 'Somebody signed up with your address. You have an ID.me account: log into it, or select Forgot password.',
  });
  tellIdme(work, email, 'sign-up', 'known');
  const data = { nobody: work.random('nobody', 16) };
  return done({
    session: beginSession(work, 'idme', email, 'confirm-email', data),
    step: 'confirm-email' as const,
  });
}

/** The link of the welcome mail (001:64). It signs nobody in: the user returns to the original window. */
export function confirmEmail(
  context: Context,
  input: { link: string },
): Promise<Answer<{ confirmed: true }>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const { subject } = await useLink(work, input.link, purpose);
    const account = await work.read(idmeAccounts, subject);
    if (account === null) throw new Refused('link-not-good');
    saveAccount(work, account, { confirmed: true });
    tellIdme(work, subject, 'email', 'confirmed');
    return done({ confirmed: true as const });
  });
}

/** Continues in the window that waits for the link (001:69, 000:45). */
export function afterConfirmation(
  context: Context,
  session: string,
): Promise<Answer<{ step: 'set-up-phone' }>> {
  return atIdme(context, session, ['confirm-email'], async ({ work, open, account }) => {
    if (!account.confirmed) throw new Refused('email-not-confirmed');
    nextStep(work, open, 'set-up-phone');
    return done({ step: 'set-up-phone' as const });
  });
}

/** Phone number, Continue (001:76). */
export function setUpPhone(
  context: Context,
  session: string,
  input: { phone: string; channel?: string },
): Promise<Answer<{ sentTo: string }>> {
  return atIdme(
    context,
    session,
    ['set-up-phone', 'signed-in', 'recovery-method'],
    async ({ work, open, account }) => {
      const phone = phoneField('phone', input.phone);
      const channel = choiceField('channel', input.channel ?? 'text', phoneChannels);
      await sendPhoneCode(work, 'set-up', account.email, phone, channel);
      nextStep(work, open, open.stage, { ...open.data, phone });
      return done({ sentTo: maskedPhone(phone) });
    },
  );
}

/** Takes the 6-digit code (001:81). After the first method the account is signed in. */
export function confirmPhone(
  context: Context,
  session: string,
  input: { code: string },
): Promise<Answer<{ session: string; step: 'signed-in' }>> {
  return atIdme(
    context,
    session,
    ['set-up-phone', 'signed-in', 'recovery-method'],
    async ({ work, open, account }) => {
      const { phone } = open.data;
      if (typeof phone !== 'string') throw new Refused('step-out-of-order');
      await refuseThrottled(work, 'idme', account.email);
      if (!(await usePhoneCode(work, 'set-up', account.email, input.code))) {
        await countFailure(work, 'idme', account.email);
        return refused('text-code', { field: 'code' });
      }
      const method = {
        id: work.random('method', 9),
        kind: 'phone' as const,
        name: maskedPhone(phone),
        addedUs: work.atUs,
        phone,
        app: null,
        credentialId: null,
      };
      const others = account.methods.filter((other) => other.phone !== phone);
      saveAccount(work, account, { methods: [method, ...others], phone: account.phone ?? phone });
      tellIdme(work, account.email, 'method', 'added');
      const { phone: _, ...data } = open.data;
      return done({ session: nextFactor(work, open, 'signed-in', data), step: 'signed-in' as const });
    },
  );
}
