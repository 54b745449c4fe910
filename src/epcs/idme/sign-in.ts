// Sign-in at ID.me: address and password, then one of the methods in three numbered steps (002:28-38, 000:29-35).
import { isSuccess } from '../../verification/index.js';
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { refuseOutage } from '../fault.js';
import { choiceField, emailField, newSecretField, secretField } from '../field.js';
import { maskedPhone } from '../identifiers/contact.js';
import { linkAddress, linkLifetimes, newLink, useLink } from '../link.js';
import { send } from '../outbox.js';
import { beginSession, endSession, nextFactor, nextStep } from '../session.js';
import { table } from '../table.js';
import { countFailure, forgetFailures, readThrottle, refuseThrottled } from '../throttle.js';
import { transact } from '../work.js';
import { type AtIdme, atIdme } from './at-idme.js';
import { idmeAccounts, type Method, saveAccount, tellIdme } from './idme-account.js';
import { sendPhoneCode, usePhoneCode } from './phone-code.js';
import { phoneChannels } from './sign-up.js';

export interface MethodChoice {
  readonly id: string;
  readonly kind: Method['kind'];
  readonly name: string;
  /** The label on the page (002:34-38). */
  readonly label: string;
}

export const methodLabels: Readonly<Record<Method['kind'], string>> = {
  phone: 'Text Message or Phone Call',
  push: 'Push Notification',
  'code-generator': 'Code Generator Application',
};

export function choicesOf(methods: readonly Method[]): readonly MethodChoice[] {
  return methods.map(({ id, kind, name }) => ({ id, kind, name, label: methodLabels[kind] }));
}

export type IdmeStep = 'confirm-email' | 'set-up-phone' | 'choose-method';

/** Always computes one hash: an unknown address and a wrong password take the same time and give the same answer. */
export function signIn(
  context: Context,
  input: { email: string; password: string },
): Promise<Answer<{ session: string; step: IdmeStep; methods: readonly MethodChoice[] }>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const email = emailField('email', input.email);
    const password = secretField('password', input.password);
    await refuseThrottled(work, 'idme', email);
    const account = await work.read(idmeAccounts, email);
    if (
      !(await work.once('password', () => context.hash.matches(password, account?.password ?? null))) ||
      !account
    ) {
      await countFailure(work, 'idme', email);
      tellIdme(work, email, 'sign-in', 'refused');
      return refused('idme-refused');
    }
    const step: IdmeStep = !account.confirmed
      ? 'confirm-email'
      : account.methods.length === 0
        ? 'set-up-phone'
        : 'choose-method';
    return done({
      session: beginSession(work, 'idme', email, step),
      step,
      methods: choicesOf(account.methods),
    });
  });
}

/** Step 1: the method (002:33). A push is sent at once; a phone asks how; an app has its code ready. */
export function chooseMethod(
  context: Context,
  session: string,
  input: { method: string },
): Promise<Answer<{ step: 'phone' | 'push' | 'code'; sentTo: string | null }>> {
  return atIdme(context, session, ['choose-method', 'method'], async ({ work, open, account }) => {
    const method = account.methods.find(({ id }) => id === input.method);
    if (method === undefined) throw new Refused('method-choice', { field: 'method' });
    const push = method.kind === 'push' ? await sendPush(work, account.email, method) : null;
    nextStep(work, open, 'method', { ...open.data, method: method.id, push });
    const step = method.kind === 'phone' ? 'phone' : method.kind === 'push' ? 'push' : 'code';
    return done({ step, sentTo: method.phone === null ? null : maskedPhone(method.phone) });
  });
}

/** Step 2: "Text me" or "Call me"; also "Send it again" (002:34-35). */
export function sendCode(
  context: Context,
  session: string,
  input: { channel: string },
): Promise<Answer<{ sentTo: string }>> {
  return atIdme(context, session, ['method'], async ({ work, open, account }) => {
    const method = chosen(account.methods, open.data.method);
    if (method.phone === null) throw new Refused('step-out-of-order');
    const channel = choiceField('channel', input.channel, phoneChannels);
    await sendPhoneCode(work, 'sign-in', account.email, method.phone, channel);
    return done({ sentTo: maskedPhone(method.phone) });
  });
}

/** Step 3: the code of the chosen phone or app. */
export function enterCode(
  context: Context,
  session: string,
  input: { code: string },
): Promise<Answer<{ session: string; step: 'signed-in' }>> {
  return atIdme(context, session, ['method'], async (at) => {
    const { work, open, account } = at;
    const method = chosen(account.methods, open.data.method);
    await refuseThrottled(work, 'idme', account.email);
    if (method.phone !== null) {
      if (await usePhoneCode(work, 'sign-in', account.email, input.code)) return signedIn(at);
      await countFailure(work, 'idme', account.email);
      return refused('text-code', { field: 'code' });
    }
    const { credentialId } = method;
    if (credentialId === null) throw new Refused('step-out-of-order');
    const { count } = await readThrottle(work, 'idme', account.email);
    return work.judge(
      (companions) =>
        context.verifier.verify({
          credentialId,
          code: input.code.slice(0, 1024),
          atUs: work.atUs,
          actor: `idme:${account.email}`,
          companions,
        }),
      ({ outcome }) => {
        if (isSuccess(outcome)) return signedIn(at);
        count();
        return refused('invalid-code', { field: 'code', values: { it: context.settings.itContact } });
      },
    );
  });
}

/** The recovery code instead of a method; it works once (001:86). */
export function useRecoveryCode(
  context: Context,
  session: string,
  input: { code: string },
): Promise<Answer<{ session: string; step: 'signed-in' }>> {
  return atIdme(context, session, ['choose-method', 'method'], async (at) => {
    const { work, account } = at;
    const typed = secretField('code', input.code).replace(/[\s-]/g, '').toUpperCase();
    await refuseThrottled(work, 'idme', account.email);
    if (!(await work.once('recovery', () => context.hash.matches(typed, account.recoveryCode)))) {
      await countFailure(work, 'idme', account.email);
      return refused('recovery-code', { field: 'code' });
    }
    saveAccount(work, account, { recoveryCode: null });
    return signedIn(at);
  });
}

/** Go back (002:86): to the list of methods. */
export function goBack(
  context: Context,
  session: string,
): Promise<Answer<{ step: 'choose-method'; methods: readonly MethodChoice[] }>> {
  return atIdme(context, session, ['method'], async ({ work, open, account }) => {
    nextStep(work, open, 'choose-method', {});
    return done({ step: 'choose-method' as const, methods: choicesOf(account.methods) });
  });
}

export function signOut(context: Context, session: string): Promise<Answer<{ signedOut: true }>> {
  return atIdme(context, session, ['signed-in'], async ({ work, open }) => {
    endSession(work, open);
    return done({ signedOut: true as const });
  });
}

function signedIn({ work, open, account }: AtIdme): Answer<{ session: string; step: 'signed-in' }> {
  forgetFailures(work, 'idme', account.email);
  tellIdme(work, account.email, 'sign-in', 'signed-in');
  return done({ session: nextFactor(work, open, 'signed-in', {}), step: 'signed-in' as const });
}

function chosen(methods: readonly Method[], id: unknown): Method {
  const method = methods.find((other) => other.id === id);
  if (method === undefined) throw new Refused('method-choice');
  return method;
}

interface Push {
  readonly email: string;
  readonly app: string;
  readonly state: 'pending' | 'approved' | 'denied';
  readonly expiresUs: number;
}

export const pushes = table<Push>('push');

async function sendPush(work: AtIdme['work'], email: string, { app }: Method): Promise<string> {
  const id = work.random('push', 16);
  const expiresUs = work.atUs + linkLifetimes.pushUs;
  work.write(pushes, id, { email, app: app ?? '', state: 'pending', expiresUs });
  const text = `Approve or deny the sign-in of ${email}.`;
  await send(work, {
    channel: 'push',
    to: app ?? '',
    from: 'ID.me',
    subject: 'Sign-in',
    text,
    code: id,
    expiresUs,
  });
  return id;
}

/** The pending push requests: their IDs, and the apps that show them. */
export async function pendingPushes(
  context: Context,
): Promise<readonly { readonly id: string; readonly app: string }[]> {
  const rows = await context.store.companions({ table: pushes.name, limit: 1000 });
  return rows.flatMap(({ key, body }) => {
    const { app, state, expiresUs } = JSON.parse(body) as Push;
    return state === 'pending' && context.nowUs() < expiresUs && app !== '' ? [{ id: key, app }] : [];
  });
}

/** Takes the answer of the app (002:36). Each request can be answered once. */
export function answerPush(
  context: Context,
  input: { id: string; approve: boolean },
): Promise<Answer<{ state: 'approved' | 'denied' }>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const push = await work.read(pushes, input.id.slice(0, 64));
    if (push === null || push.state !== 'pending' || work.atUs >= push.expiresUs)
      throw new Refused('push-not-good');
    const state = input.approve ? 'approved' : 'denied';
    work.write(pushes, input.id, { ...push, state });
    tellIdme(work, push.email, 'push', state);
    return done({ state } as const);
  });
}

/** Continues in the window that waits for the app. */
export function afterPush(
  context: Context,
  session: string,
): Promise<Answer<{ session: string; step: 'signed-in' }>> {
  return atIdme(context, session, ['method'], async (at) => {
    const { work, open, account } = at;
    const id = open.data.push;
    if (typeof id !== 'string') throw new Refused('step-out-of-order');
    await refuseThrottled(work, 'idme', account.email);
    const push = await work.read(pushes, id);
    if (push === null || (push.state === 'pending' && work.atUs >= push.expiresUs))
      throw new Refused('push-not-good');
    if (push.state === 'pending') throw new Refused('push-waiting');
    work.remove(pushes, id);
    if (push.state === 'approved') return signedIn(at);
    nextStep(work, open, 'choose-method', {});
    return refused('push-denied');
  });
}

const passwordPurpose = 'idme-password';

/** Forgot password (000:29). The answer does not reveal whether there is such an account. */
export function forgotPassword(context: Context, input: { email: string }): Promise<Answer<{ asked: true }>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const email = emailField('email', input.email);
    await refuseThrottled(work, 'idme-forgot', email);
    await countFailure(work, 'idme-forgot', email);
    tellIdme(work, email, 'password', 'asked');
    if ((await work.read(idmeAccounts, email)) !== null) {
      const expiresUs = work.atUs + linkLifetimes.recoverUs;
      const secret = newLink(work, { purpose: passwordPurpose, subject: email, data: {}, expiresUs });
      await send(work, {
        channel: 'mail',
        to: email,
        from: 'ID.me',
        subject: 'Your password',
        text: 'Open the link to choose a new password.',
        link: linkAddress(work, '/idme/password', secret),
        expiresUs,
      });
    }
    return done({ asked: true as const });
  });
}

export function resetPassword(
  context: Context,
  input: { link: string; password: string },
): Promise<Answer<{ changed: true }>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const password = newSecretField('password', input.password);
    const { subject } = await useLink(work, input.link, passwordPurpose);
    const account = await work.read(idmeAccounts, subject);
    if (account === null) throw new Refused('link-not-good');
    saveAccount(work, account, {
      password: await work.once('password', () => context.hash.make(password)),
      confirmed: true,
    });
    tellIdme(work, subject, 'password', 'changed');
    return done({ changed: true as const });
  });
}
