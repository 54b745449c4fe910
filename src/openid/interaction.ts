// One request of a program while its user signs in and answers: the next page, and the action of each form. The steps and
// their rules are in src/epcs/idme.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InteractionResults } from 'oidc-provider';
import { type Answer, type Context, idme, type Refusal } from '../epcs/index.js';
import { policyScopes } from './claims.js';
import { consentFormPage } from './pages/consent-page.js';
import type { FormPlace, Html, Notice } from './pages/layout.js';
import { unfinishedPage } from './pages/message-page.js';
import { chooseMethodPage, methodPage } from './pages/method-page.js';
import { signInPage } from './pages/sign-in-page.js';
import type { InteractionRequest, RunningProvider } from './running-provider.js';
import { hashed } from './sealed-rows.js';

export type Interaction = Awaited<ReturnType<RunningProvider['provider']['interactionDetails']>>;

/** A page or a redirect. `session` is a new session token; null ends the session; without it the session stays. */
export type Outcome = ({ readonly page: Html } | { readonly location: string }) & {
  readonly session?: string | null;
  readonly refused?: boolean;
};

export interface InteractionCall {
  readonly running: RunningProvider;
  readonly context: Context;
  readonly interaction: Interaction;
  readonly request: InteractionRequest;
  /** The session token in the browser's cookie; empty if there is none. */
  readonly session: string;
  readonly place: FormPlace;
  readonly exchange: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };
}

/** The page of the user's current step, or a redirect to the program if no step is left. */
export async function show(
  call: InteractionCall,
  notice: Notice | null = null,
  email = '',
): Promise<Outcome> {
  const { context, interaction, place, request } = call;
  const progress = isStale(call) ? null : await idme.progress(context, call.session);
  if (progress === null || !progress.ok)
    return { page: signInPage({ ...place, clientName: clientNameOf(call), email, notice }) };
  const { stage, methods, chosen, verified, uuid } = progress.value;
  const again = place.action;
  switch (stage) {
    case 'confirm-email':
    case 'set-up-phone':
      return {
        page: unfinishedPage({
          ...place,
          again,
          text: 'Confirm your email address and set up your phone first.',
        }),
      };
    case 'recovery-email':
    case 'recovery-ownership':
    case 'recovery-method':
      return { page: unfinishedPage({ ...place, again, text: 'Finish the MFA recovery process first.' }) };
    case 'choose-method':
      return { page: chooseMethodPage({ ...place, methods, chosen, notice, again }) };
    case 'method':
      return { page: methodPage({ ...place, methods, chosen, notice, again }) };
    case 'signed-in':
  }
  if (interaction.prompt.name === 'login') return { location: await signedIn(call, uuid) };
  if (!verified)
    return { page: unfinishedPage({ ...place, again, text: 'Verify your identity before you share it.' }) };
  const consent = await idme.consentPage(context, call.session, {
    authorization: request.authorization ?? '',
  });
  if (!consent.ok) return { location: await ended(call, 'access_denied', consent.refusal.message) };
  return { page: consentFormPage({ ...place, consent: consent.value, notice }) };
}

export const steps: Readonly<Record<string, (call: InteractionCall, form: Form) => Promise<Outcome>>> = {
  'sign-in': async (call, form) => {
    const email = form('email');
    const answer = await idme.signIn(call.context, { email, password: form('password') });
    if (answer.ok) return next(call, answer.value.session);
    return { ...(await show({ ...call, session: '' }, noticeOf(answer.refusal), email)), refused: true };
  },
  method: (call, form) => go(call, idme.chooseMethod(call.context, call.session, { method: form('method') })),
  send: (call, form) => go(call, idme.sendCode(call.context, call.session, { channel: form('channel') })),
  code: (call, form) => go(call, idme.enterCode(call.context, call.session, { code: form('code') })),
  push: (call) => go(call, idme.afterPush(call.context, call.session)),
  recovery: (call, form) =>
    go(call, idme.useRecoveryCode(call.context, call.session, { code: form('code') })),
  back: (call) => go(call, idme.goBack(call.context, call.session)),
  answer: answerConsent,
  cancel: async (call) => ({
    location: await ended(call, 'access_denied', 'the user has cancelled the request'),
  }),
};

/** A field of the form as text; empty if it was not sent. */
export type Form = (name: string) => string;

/** Continues with the next page, or shows this page again with the refusal. */
async function go(call: InteractionCall, asked: Promise<Answer<object>>): Promise<Outcome> {
  const answer = await asked;
  if (!answer.ok) return { ...(await show(call, noticeOf(answer.refusal))), refused: true };
  return next(call, 'session' in answer.value ? String(answer.value.session) : undefined);
}

/** A redirect after the POST, so that reloading the page repeats nothing. */
function next({ place }: InteractionCall, session?: string): Outcome {
  return { location: place.action, ...(session === undefined ? {} : { session }) };
}

async function answerConsent(call: InteractionCall, form: Form): Promise<Outcome> {
  const { running, context, session, interaction, request } = call;
  const given = form('answer');
  // The form needs an answer, and the session may not be older than the request asks for.
  if ((given !== 'allow' && given !== 'deny') || isStale(call) || request.authorization === null)
    return show(call);
  const authorization = request.authorization;
  const answer = await idme.answerConsent(context, session, { authorization, allow: given === 'allow' });
  if (!answer.ok) return { ...(await show(call, noticeOf(answer.refusal))), refused: true };
  if (answer.value.state === 'denied')
    return { location: await ended(call, 'access_denied', 'the user has denied the request') };
  const progress = await idme.progress(context, session);
  if (!progress.ok) return show(call, noticeOf(progress.refusal));
  const { uuid } = progress.value;
  const { Grant } = running.provider;
  const grant = new Grant({ accountId: uuid, clientId: String(interaction.params.client_id) });
  grant.addOIDCScope(['openid', ...policyScopes].join(' '));
  return {
    location: await finish(call, { consent: { grantId: await grant.save() }, ...(await login(call, uuid)) }),
  };
}

async function signedIn(call: InteractionCall, uuid: string): Promise<string> {
  return finish(call, await login(call, uuid));
}

/** If another user signs in with this browser, the earlier user's login at the provider ends first. */
async function login({ running, interaction }: InteractionCall, uuid: string): Promise<InteractionResults> {
  const before = interaction.session;
  if (before !== undefined && before.accountId !== uuid) {
    await (await running.provider.Session.findByUid(before.uid))?.destroy();
    delete interaction.session;
    await interaction.persist();
  }
  return { login: { accountId: uuid, remember: false } };
}

function ended(call: InteractionCall, error: string, description: string): Promise<string> {
  return finish(call, { error, error_description: description });
}

function finish({ running, exchange }: InteractionCall, result: InteractionResults): Promise<string> {
  return running.provider.interactionResult(exchange.incoming, exchange.outgoing, result, {
    mergeWithLastSubmission: true,
  });
}

function isStale({ session, request }: InteractionCall): boolean {
  return session === '' || hashed(session) === request.stale;
}

function clientNameOf({ running, interaction }: InteractionCall): string {
  return running.client(String(interaction.params.client_id))?.client_name ?? '';
}

function noticeOf({ message, causes, remedy }: Refusal): Notice {
  return { message, causes, remedy };
}
