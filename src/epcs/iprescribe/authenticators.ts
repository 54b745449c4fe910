// Settings → Manage Authenticators (000:16-93), after EPCS activation. It pairs a new ID.me Auth App, step by step.
import { isSuccess } from '../../verification/index.js';
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { newSecretField, secretField } from '../field.js';
import { authorizations } from '../idme/consent.js';
import { idmeAccounts, isVerified, type Method } from '../idme/idme-account.js';
import { linkLifetimes } from '../link.js';
import { epcsPassphrases, setEpcsPassphrase } from '../prescribers/epcs-passphrase.js';
import { ownerOf, prescribers } from '../prescribers/prescriber.js';
import { kindsAdvice } from '../second-token/second-token.js';
import { nextStep } from '../session.js';
import { countFailure, forgetFailures, readThrottle, refuseThrottled } from '../throttle.js';
import { activeTokens, type Binding, bindings, tokensOf } from '../tokens/binding.js';
import { type AtIprescribe, atIprescribe, settingUp } from './at-iprescribe.js';
import { iprescribeAccounts } from './iprescribe-account.js';

export const settingsMenu = ['Account Settings', 'Security Settings'] as const;
export const manageAuthenticators = 'Manage Authenticators';

export interface Settings {
  readonly menu: readonly string[];
  readonly epcsActivated: boolean;
  readonly advice: 'soft-and-hard-recommended' | null;
}

/** The entries of Settings; Manage Authenticators only after EPCS activation (000:21). */
export function settings(context: Context, session: string): Promise<Answer<Settings>> {
  return atIprescribe(context, session, settingUp, async ({ work, account, prescriber }) => {
    const epcsActivated = account.epcsActivatedUs !== null;
    const menu = epcsActivated ? [...settingsMenu, manageAuthenticators] : [...settingsMenu];
    return done({ menu, epcsActivated, advice: kindsAdvice(await tokensOf(work, prescriber)) });
  });
}

/** EPCS activation: a verified identity, a token (004:156), and the passphrase for prescribing. */
export function activateEpcs(
  context: Context,
  session: string,
  input: { passphrase: string },
): Promise<Answer<{ epcsActivated: true }>> {
  return atIprescribe(context, session, ['signed-in'], async ({ work, account, prescriber }) => {
    const { npi } = prescriber;
    const identity = await work.read(idmeAccounts, account.idmeEmail ?? '');
    if (!isVerified(identity)) throw new Refused('not-proofed');
    if (activeTokens(await tokensOf(work, prescriber)).length === 0) throw new Refused('right-needs-token');
    // A passphrase from another system stays: each prescriber has one passphrase, and it proves who activates.
    const known = await work.read(epcsPassphrases, npi);
    if (known === null) await setEpcsPassphrase(work, npi, newSecretField('passphrase', input.passphrase));
    else {
      await refuseThrottled(work, 'gold', npi);
      const typed = secretField('passphrase', input.passphrase);
      if (!(await work.once('passphrase', () => context.hash.matches(typed, known.hash)))) {
        await countFailure(work, 'gold', npi);
        return refused('signing-passphrase', { field: 'passphrase' });
      }
    }
    work.write(iprescribeAccounts, account.username, { ...account, epcsActivatedUs: work.atUs });
    work.tell({ event: 'epcs.activation', outcome: 'activated', subject: ownerOf(npi), actor: ownerOf(npi) });
    return done({ epcsActivated: true as const });
  });
}

export interface AuthenticatorRow {
  readonly id: string;
  readonly name: string;
  readonly paired: boolean;
}

/** The list of authenticator devices: those of ID.me, newest first (000:87), then the other tokens. */
export function authenticators(
  context: Context,
  session: string,
): Promise<Answer<{ devices: readonly AuthenticatorRow[] }>> {
  return atIprescribe(context, session, ['signed-in'], async (at) => {
    refuseBeforeActivation(at);
    return done({ devices: await devicesOf(at) });
  });
}

/** "Pair a new ID.me Auth App" (000:23): begins the request for the ID.me log-in. */
export function startPairing(context: Context, session: string): Promise<Answer<{ authorization: string }>> {
  return atIprescribe(context, session, ['signed-in'], async (at) => {
    refuseBeforeActivation(at);
    const { work, open } = at;
    const authorization = work.random('authorization', 16);
    work.write(authorizations, authorization, {
      client: 'iprescribe',
      clientName: 'iPrescribe',
      state: 'pending',
      email: null,
      expiresUs: work.atUs + linkLifetimes.confirmEmailUs,
    });
    nextStep(work, open, 'signed-in', { ...open.data, pairing: { authorization, step: 'idme' } });
    return done({ authorization });
  });
}

interface Pairing {
  readonly authorization: string;
  readonly step: 'idme' | 'device' | 'activate';
  readonly device?: string;
}

/** "Enter your iPrescribe Credentials" after the return from ID.me (000:83-87), before the list of devices. */
export function pairingPassword(
  context: Context,
  session: string,
  input: { password: string },
): Promise<Answer<{ devices: readonly AuthenticatorRow[] }>> {
  return atIprescribe(context, session, ['signed-in'], async (at) => {
    const { work, open, account } = at;
    const pairing = pairingAt(at, 'idme');
    const asked = await work.read(authorizations, pairing.authorization);
    if (asked?.state !== 'allowed' || asked.email !== account.idmeEmail)
      throw new Refused('authorization-not-good');
    const password = secretField('password', input.password);
    await refuseThrottled(work, 'iprescribe', account.username);
    if (!(await work.once('password', () => context.hash.matches(password, account.password)))) {
      await countFailure(work, 'iprescribe', account.username);
      return refused('log-in-refused', { field: 'password' });
    }
    forgetFailures(work, 'iprescribe', account.username);
    nextStep(work, open, 'signed-in', { ...open.data, pairing: { ...pairing, step: 'device' } });
    return done({ devices: await devicesOf(at) });
  });
}

/** The radio button (000:89). */
export function selectDevice(
  context: Context,
  session: string,
  input: { device: string },
): Promise<Answer<AuthenticatorRow>> {
  return atIprescribe(context, session, ['signed-in'], async (at) => {
    const pairing = pairingAt(at, ['device', 'activate']);
    const device = (await devicesOf(at)).find(({ id }) => id === input.device);
    if (device === undefined || (await generatorOf(at, device.id)) === null)
      throw new Refused('no-such-device', { field: 'device' });
    const { work, open } = at;
    nextStep(work, open, 'signed-in', {
      ...open.data,
      pairing: { ...pairing, step: 'activate', device: device.id },
    });
    return done(device);
  });
}

/** A one-time PIN of the app, then "Activate" (000:91-93). */
export function activateDevice(
  context: Context,
  session: string,
  input: { otp: string },
): Promise<Answer<{ paired: AuthenticatorRow }>> {
  return atIprescribe(context, session, ['signed-in'], async (at) => {
    const { work, open, prescriber } = at;
    const { npi } = prescriber;
    const pairing = pairingAt(at, 'activate');
    const method = await generatorOf(at, pairing.device ?? '');
    if (method?.credentialId === null || method?.credentialId === undefined)
      throw new Refused('no-such-device');
    const id = method.credentialId;
    const existing = await work.read(bindings, id);
    await refuseThrottled(work, 'iprescribe-code', npi);
    const { count } = await readThrottle(work, 'iprescribe-code', npi);
    return work.judge<{ paired: AuthenticatorRow }>(
      (companions) =>
        context.verifier.activate({
          credentialId: id,
          codes: [input.otp.slice(0, 1024)],
          atUs: work.atUs,
          actor: ownerOf(npi),
          owner: ownerOf(npi),
          companions,
        }),
      ({ outcome }) => {
        if (!isSuccess(outcome)) {
          count();
          return refused('invalid-code', { field: 'otp', values: { it: context.settings.itContact } });
        }
        const binding: Binding = {
          credentialId: id,
          npi,
          nickname: method.name,
          manufacturer: 'IDME',
          issuer: 'DRFIRST',
          type: 'OTP SOFT TOKEN',
          model: 'CODE GENERATOR',
          state: 'active',
          reason: null,
          device: existing?.device ?? null,
          boundUs: work.atUs,
          changedUs: work.atUs,
        };
        work.write(bindings, id, binding);
        if (!prescriber.tokens.includes(id))
          work.write(prescribers, npi, { ...prescriber, tokens: [...prescriber.tokens, id] });
        const { pairing: _, ...data } = open.data;
        nextStep(work, open, 'signed-in', data);
        work.tell({ event: 'epcs.bind', outcome: 'bound', subject: id, actor: ownerOf(npi) });
        return done({ paired: { id: method.id, name: method.name, paired: true } });
      },
    );
  });
}

function refuseBeforeActivation({ account }: AtIprescribe): void {
  if (account.epcsActivatedUs === null) throw new Refused('epcs-not-activated');
}

function pairingAt({ open }: AtIprescribe, steps: Pairing['step'] | readonly Pairing['step'][]): Pairing {
  const pairing = open.data.pairing as Pairing | undefined;
  if (pairing === undefined || !([steps].flat() as string[]).includes(pairing.step))
    throw new Refused('step-out-of-order');
  return pairing;
}

async function devicesOf({ work, account, prescriber }: AtIprescribe): Promise<readonly AuthenticatorRow[]> {
  const identity = await work.read(idmeAccounts, account.idmeEmail ?? '');
  const tokens = activeTokens(await tokensOf(work, prescriber));
  const generators = (identity?.methods ?? []).filter(({ kind }) => kind === 'code-generator');
  const paired = new Set(tokens.map(({ credentialId }) => credentialId));
  return [
    ...generators.map(({ id, name, credentialId }) => ({ id, name, paired: paired.has(credentialId ?? '') })),
    ...tokens
      .filter(({ manufacturer }) => manufacturer !== 'IDME')
      .map(({ credentialId, nickname }) => ({ id: credentialId, name: nickname, paired: true })),
  ];
}

async function generatorOf({ work, account }: AtIprescribe, id: string): Promise<Method | null> {
  const identity = await work.read(idmeAccounts, account.idmeEmail ?? '');
  return identity?.methods.find((method) => method.id === id && method.kind === 'code-generator') ?? null;
}
