// Enrolment at EPCS Gold. It begins with an Invitation ID from a mail and a token (004:48, 004:154-184). The identity
// proofing, whose outcome the tester chooses, and the passphrase follow.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { actorField, choiceField, newSecretField, npiField, textField } from '../field.js';
import { manufacturers, tokenTypes } from '../identifiers/credential-id.js';
import { linkLifetimes } from '../link.js';
import { send } from '../outbox.js';
import { setEpcsPassphrase } from '../prescribers/epcs-passphrase.js';
import { declaredPrescriber, nameOf, ownerOf, prescribers } from '../prescribers/prescriber.js';
import { type SecondTokenAdvice, secondTokenAdvice } from '../second-token/second-token.js';
import { beginSession, endSession, nextStep, sessionOf } from '../session.js';
import { table } from '../table.js';
import { type BoundToken, bindToken } from '../tokens/bind-token.js';
import { activeTokens, type Binding, tokensOf } from '../tokens/binding.js';
import { sha256, transact, type Work } from '../work.js';
import { type GoldAccount, goldAccounts } from './gold-account.js';

interface Invitation {
  readonly npi: string;
  readonly expiresUs: number;
  readonly usedUs: number | null;
}

/** The key is the hash of the Invitation ID. */
const invitations = table<Invitation>('invitation');

/** Sends a prescriber an Invitation ID by mail (004:48). A prescriber with an account but no token begins again. */
export function invite(
  context: Context,
  input: { npi: string; by: string; requestId?: string },
): Promise<Answer<{ npi: string; sentTo: string; expiresUs: number }>> {
  const { requestId, ...asked } = input;
  return transact(context, { verb: 'gold.invite', requestId, input: asked }, async (work) => {
    const by = actorField(input.by);
    const prescriber = await declaredPrescriber(work, npiField(input.npi));
    const { npi, email } = prescriber;
    const account = await work.read(goldAccounts, npi);
    const tokens = activeTokens(await tokensOf(work, prescriber));
    if (account?.state === 'enrolled' && (tokens.length > 0 || account.biometric !== null))
      throw new Refused('already-enrolled');
    const id = work.random('invitation', 16);
    const expiresUs = work.atUs + linkLifetimes.invitationUs;
    work.write(invitations, sha256(id), { npi, expiresUs, usedUs: null });
    const begun: GoldAccount = account ?? newAccount(npi);
    work.write(goldAccounts, npi, {
      ...begun,
      invitation: sha256(id),
      state:
        account?.state === 'enrolled' || account?.state === 'proofing-again' ? 'proofing-again' : 'invited',
    });
    await send(work, {
      channel: 'mail',
      to: email,
      from: 'EPCS Gold',
      subject: 'Your invitation to EPCS Gold',
      text: `Your Invitation ID is ${id}. Have it and a two factor authentication token in hand to begin identity proofing.`,
      code: id,
      expiresUs,
    });
    work.tell({ event: 'epcs.invite', outcome: 'sent', subject: ownerOf(npi), actor: by });
    return done({ npi, sentTo: email, expiresUs });
  });
}

function newAccount(npi: string): GoldAccount {
  return {
    npi,
    state: 'invited',
    securityQuestion: null,
    securityAnswer: null,
    biometric: null,
    invitation: null,
    proofedUs: null,
  };
}

/** A row of the table of 004:166. */
export interface EnrolmentTokenRow {
  readonly nickname: string;
  readonly credentialId: string;
  readonly manufacturer: string;
  readonly issuer: string;
  readonly type: string;
  readonly auth: 'OTP';
}

export interface EnrolmentView {
  readonly step: 'token' | 'proofing' | 'passphrase';
  readonly name: string;
  readonly npi: string;
  readonly tokens: readonly EnrolmentTokenRow[];
  readonly advice: SecondTokenAdvice | null;
}

/** Begins an enrolment, or continues an interrupted one. */
export function beginEnrolment(
  context: Context,
  input: { invitationId: string },
): Promise<Answer<EnrolmentView & { session: string }>> {
  return transact(context, null, async (work) => {
    const key = sha256(input.invitationId.trim().slice(0, 200));
    const invitation = await work.read(invitations, key);
    if (invitation === null || work.atUs >= invitation.expiresUs) throw new Refused('invitation-not-good');
    if (invitation.usedUs !== null) throw new Refused('invitation-used');
    if (!(await isNewest(work, invitation.npi, key))) throw new Refused('invitation-not-good');
    const view = await viewOf(work, invitation.npi, 'token');
    const step = view.tokens.length === 0 ? 'token' : 'proofing';
    const session = beginSession(work, 'gold', invitation.npi, `enrol-${step}`, { invitation: key });
    return done({ ...view, step, session });
  });
}

/** A new invitation makes older ones void, so that nobody can begin with an old mail. */
async function isNewest(work: Work, npi: string, key: string): Promise<boolean> {
  return (await work.read(goldAccounts, npi))?.invitation === key;
}

export interface TokenInput {
  readonly manufacturer: string;
  readonly issuer: string;
  readonly type: string;
  readonly nickname: string;
  readonly credentialId: string;
  readonly otp: string;
  /** The next code, if one code did not show whether it was late or the clock is off. */
  readonly nextOtp?: string;
  /** The device that a soft token lives on. */
  readonly device?: string;
}

/** The fields of 004:147-152 and 004:377-383, for binding. */
export function tokenToBind(input: TokenInput) {
  const manufacturer = choiceField('manufacturer', input.manufacturer, manufacturers);
  choiceField('issuer', input.issuer, issuers);
  const type = choiceField('type', input.type, tokenTypes);
  const nickname = textField('nickname', input.nickname, 40);
  if (input.credentialId.trim() === '')
    throw new Refused('field-empty', { field: 'credentialId', values: { field: 'credentialId' } });
  const codes = input.nextOtp === undefined ? [input.otp] : [input.otp, input.nextOtp];
  if (input.otp.trim() === '') throw new Refused('field-empty', { field: 'otp', values: { field: 'otp' } });
  const device = input.device === undefined ? null : textField('device', input.device, 60);
  return { manufacturer, type, nickname, credentialId: input.credentialId, codes, device };
}

export const issuers = ['DRFIRST'] as const;

/** A token is required before the proofing (004:156); a second one may be added here too (004:158). */
export function enrolToken(
  context: Context,
  session: string,
  input: TokenInput & { requestId?: string },
): Promise<Answer<BoundToken>> {
  const { requestId, ...asked } = input;
  return transact(context, { verb: 'gold.enrol-token', session, requestId, input: asked }, async (work) => {
    const open = await sessionOf(work, session, 'gold', ['enrol-token', 'enrol-proofing']);
    const prescriber = await declaredPrescriber(work, open.subject);
    if (!(await isNewest(work, open.subject, String(open.data.invitation))))
      throw new Refused('invitation-not-good');
    return bindToken(work, prescriber, tokenToBind(input), (bound) => {
      nextStep(work, open, 'enrol-proofing');
      return bound;
    });
  });
}

export const proofingOutcomes = ['verified', 'not-verified'] as const;

/** Identity proofing: no documents are checked; the tester chooses the outcome. */
export function proveIdentity(
  context: Context,
  session: string,
  input: { outcome: string },
): Promise<Answer<{ step: 'passphrase' }>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'gold', ['enrol-proofing']);
    const outcome = choiceField('outcome', input.outcome, proofingOutcomes);
    const subject = ownerOf(open.subject);
    work.tell({ event: 'epcs.proofing', outcome, subject, actor: subject });
    if (outcome === 'not-verified') return refused('proofing-failed');
    nextStep(work, open, 'enrol-passphrase');
    return done({ step: 'passphrase' as const });
  });
}

/** Sets the passphrase for EPCS (004:36) and the question that resets it. Ends the enrolment and uses up the invitation. */
export function choosePassphrase(
  context: Context,
  session: string,
  input: { passphrase: string; question: string; answer: string; requestId?: string },
): Promise<Answer<{ npi: string; enrolled: true }>> {
  const { requestId, ...asked } = input;
  return transact(context, { verb: 'gold.passphrase', session, requestId, input: asked }, async (work) => {
    const open = await sessionOf(work, session, 'gold', ['enrol-passphrase']);
    const passphrase = newSecretField('passphrase', input.passphrase);
    const question = textField('question', input.question, 120);
    const answer = plainAnswer(textField('answer', input.answer, 120));
    const npi = open.subject;
    const [account, invitation] = [
      await work.read(goldAccounts, npi),
      await work.read(invitations, String(open.data.invitation)),
    ];
    if (account === null || invitation === null || invitation.usedUs !== null)
      throw new Refused('invitation-used');
    if (account.invitation !== open.data.invitation) throw new Refused('invitation-not-good');
    const { hash } = context;
    work.write(goldAccounts, npi, {
      ...account,
      state: 'enrolled',
      securityQuestion: question,
      securityAnswer: await work.once('answer', () => hash.make(answer)),
      proofedUs: work.atUs,
    });
    await setEpcsPassphrase(work, npi, passphrase);
    work.write(invitations, String(open.data.invitation), { ...invitation, usedUs: work.atUs });
    endSession(work, open);
    work.tell({ event: 'epcs.enrol', outcome: 'enrolled', subject: ownerOf(npi), actor: ownerOf(npi) });
    return done({ npi, enrolled: true as const });
  });
}

/** Answers are compared without case and outer spaces, since people do not remember them. */
export function plainAnswer(answer: string): string {
  return answer.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}

/** The current step of the enrolment. */
export function enrolment(context: Context, session: string): Promise<Answer<EnrolmentView>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'gold', [
      'enrol-token',
      'enrol-proofing',
      'enrol-passphrase',
    ]);
    const step = open.stage.slice('enrol-'.length) as EnrolmentView['step'];
    return done(await viewOf(work, open.subject, step));
  });
}

async function viewOf(work: Work, npi: string, step: EnrolmentView['step']): Promise<EnrolmentView> {
  const prescriber = await work.read(prescribers, npi);
  if (prescriber === null) throw new Refused('npi-not-declared');
  const tokens = activeTokens(await tokensOf(work, prescriber));
  return {
    step,
    name: nameOf(prescriber),
    npi,
    tokens: tokens.map(rowOf),
    advice: secondTokenAdvice(tokens),
  };
}

function rowOf({ nickname, credentialId, manufacturer, issuer, type }: Binding): EnrolmentTokenRow {
  return { nickname, credentialId, manufacturer, issuer, type, auth: 'OTP' };
}
