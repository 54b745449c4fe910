// Sign-in at EPCS Gold (004:52-68): NPI and passphrase, then a token and its code, or a biometric device. Before the first
// factor is proved, every refusal has the same text, takes the same time and counts the same.
import { isSuccess } from '../../verification/index.js';
import { recordIncident } from '../administration/incident.js';
import { type Answer, done, refused } from '../answer.js';
import type { Context } from '../context.js';
import { npiField, secretField } from '../field.js';
import { epcsPassphrases } from '../prescribers/epcs-passphrase.js';
import { nameOf, ownerOf, type Prescriber, prescribers } from '../prescribers/prescriber.js';
import { type SecondTokenAdvice, secondTokenAdvice } from '../second-token/second-token.js';
import { beginSession, endSession, nextFactor, type OpenSession, sessionOf } from '../session.js';
import { forgetFailures, readThrottle, refuseThrottled } from '../throttle.js';
import { unknownTo } from '../tokens/bind-token.js';
import { activeTokens, bindings, tokensOf } from '../tokens/binding.js';
import { transact, type Work } from '../work.js';
import { goldAccounts } from './gold-account.js';

/** An entry of the Token drop-down (004:68). */
export interface TokenChoice {
  readonly nickname: string;
  readonly credentialId: string;
}

export interface FirstFactorPassed {
  /** The session, which is good only for the second factor. */
  readonly session: string;
  readonly tokens: readonly TokenChoice[];
  readonly biometric: boolean;
}

/** The first page: NPI, Passphrase, Next. */
export function signIn(
  context: Context,
  input: { npi: string; passphrase: string },
): Promise<Answer<FirstFactorPassed>> {
  return transact(context, null, async (work) => {
    const npi = npiField(input.npi);
    const prescriber = await provePassphrase(work, npi, input.passphrase);
    if (prescriber === null) return refused('sign-in-refused');
    const account = await work.read(goldAccounts, npi);
    const tokens = activeTokens(await tokensOf(work, prescriber));
    const biometric = account?.biometric !== null && account?.biometric !== undefined;
    if (tokens.length === 0 && !biometric) {
      work.tell({ event: 'epcs.sign-in', outcome: 'no-token', subject: ownerOf(npi), actor: ownerOf(npi) });
      return refused('entire-proofing-again');
    }
    const session = beginSession(work, 'gold', npi, 'second-factor');
    return done({
      session,
      biometric,
      tokens: tokens.map(({ nickname, credentialId }) => ({ nickname, credentialId })),
    });
  });
}

/** Always computes one hash. Returns null if NPI or passphrase is wrong, and counts that. @throws Refused `throttled` */
export async function provePassphrase(work: Work, npi: string, typed: string): Promise<Prescriber | null> {
  const passphrase = secretField('passphrase', typed);
  await refuseThrottled(work, 'gold', npi);
  const [account, prescriber] = [await work.read(goldAccounts, npi), await work.read(prescribers, npi)];
  const passphraseHash = (await work.read(epcsPassphrases, npi))?.hash ?? null;
  const stored = account?.state === 'enrolled' ? passphraseHash : null;
  const right = await work.once('passphrase', () => work.context.hash.matches(passphrase, stored));
  if (right && prescriber !== null) return prescriber;
  await failed(work, npi, 'passphrase');
  return null;
}

export interface SignedIn {
  readonly session: string;
  readonly name: string;
  readonly npi: string;
  /** The advice after sign-in (004:158-160); null for none. */
  readonly advice: SecondTokenAdvice | null;
}

/** The tokens of the second page, for a browser that reloads it. */
export function secondFactor(
  context: Context,
  session: string,
): Promise<Answer<{ tokens: readonly TokenChoice[]; biometric: boolean }>> {
  return transact(context, null, async (work) => {
    const { subject: npi } = await sessionOf(work, session, 'gold', ['second-factor']);
    const prescriber = await work.read(prescribers, npi);
    const tokens = prescriber === null ? [] : activeTokens(await tokensOf(work, prescriber));
    const biometric = ((await work.read(goldAccounts, npi))?.biometric ?? null) !== null;
    return done({
      tokens: tokens.map(({ nickname, credentialId }) => ({ nickname, credentialId })),
      biometric,
    });
  });
}

/** The second page: Token, OTP, Submit. */
export function submitOtp(
  context: Context,
  session: string,
  input: { token: string; otp: string },
): Promise<Answer<SignedIn>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'gold', ['second-factor']);
    const npi = open.subject;
    await refuseThrottled(work, 'gold', npi);
    const fail = await failing(work, npi, 'otp');
    const typed = input.token.trim().slice(0, 128);
    const id = (await context.verifier.credential(typed))?.id ?? typed;
    const binding = await work.read(bindings, id);
    const usable = binding !== null && binding.npi === npi && binding.state === 'active';
    const signedIn = await second(work, open);
    return work.judge<SignedIn>(
      (companions) =>
        context.verifier.verify({
          credentialId: usable ? id : unknownTo(id),
          code: input.otp.slice(0, 1024),
          atUs: work.atUs,
          actor: ownerOf(npi),
          companions,
        }),
      (verdict) => {
        if (isSuccess(verdict.outcome)) return signedIn('token', id);
        fail();
        return refused('invalid-code', { values: { it: context.settings.itContact }, field: 'otp' });
      },
    );
  });
}

/** Takes the unique identifier of a biometric device instead of a token (004:48). */
export function submitBiometric(
  context: Context,
  session: string,
  input: { identifier: string },
): Promise<Answer<SignedIn>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'gold', ['second-factor']);
    const npi = open.subject;
    await refuseThrottled(work, 'gold', npi);
    const identifier = secretField('identifier', input.identifier.trim());
    const account = await work.read(goldAccounts, npi);
    const right = await work.once('biometric', () =>
      context.hash.matches(identifier, account?.biometric ?? null),
    );
    if (right) return (await second(work, open))('biometric', ownerOf(npi));
    (await failing(work, npi, 'biometric'))();
    return refused('invalid-biometric', { field: 'identifier' });
  });
}

/** Cancel: back to the first page. */
export function cancelSignIn(context: Context, session: string): Promise<Answer<{ signedOut: true }>> {
  return transact(context, null, async (work) => {
    endSession(work, await sessionOf(work, session, 'gold', ['second-factor']));
    return done({ signedOut: true as const });
  });
}

export function logOut(context: Context, session: string): Promise<Answer<{ signedOut: true }>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'gold', ['signed-in']);
    endSession(work, open);
    work.tell({
      event: 'epcs.log-out',
      outcome: 'done',
      subject: ownerOf(open.subject),
      actor: ownerOf(open.subject),
    });
    return done({ signedOut: true as const });
  });
}

async function second(
  work: Work,
  open: OpenSession,
): Promise<(factor: string, subject: string) => Answer<SignedIn>> {
  const npi = open.subject;
  const prescriber = await work.read(prescribers, npi);
  const advice = prescriber === null ? null : secondTokenAdvice(await tokensOf(work, prescriber));
  return (factor, subject) => {
    forgetFailures(work, 'gold', npi);
    const session = nextFactor(work, open, 'signed-in');
    work.tell({
      event: 'epcs.sign-in',
      outcome: 'signed-in',
      subject,
      actor: ownerOf(npi),
      detail: [['factor', factor]],
    });
    return done({ session, name: prescriber === null ? '' : nameOf(prescriber), npi, advice });
  };
}

async function failed(work: Work, npi: string, factor: string): Promise<void> {
  (await failing(work, npi, factor))();
}

async function failing(work: Work, npi: string, factor: string): Promise<() => void> {
  const { count, failures } = await readThrottle(work, 'gold', npi);
  return () => {
    count();
    const actor = ownerOf(npi);
    work.tell({
      event: 'epcs.sign-in',
      outcome: 'refused',
      subject: actor,
      actor,
      detail: [['factor', factor]],
    });
    if (failures === incidentAfter)
      recordIncident(work, {
        kind: 'sign-in-throttled',
        npi,
        credentialId: null,
        actor,
        what: `${failures} failures in a row`,
      });
  };
}

/** This many failures in a row are an incident. */
const incidentAfter = 5;
