// The consent page (001:129): Allow shares the listed information with the program, and lets it log in by ID.me later. The
// OpenID provider uses the same page for its own requests.
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { linkLifetimes } from '../link.js';
import { table } from '../table.js';
import { transact } from '../work.js';
import { atIdme } from './at-idme.js';
import { type IdmeAccount, idmeAccounts, isVerified, saveAccount, tellIdme } from './idme-account.js';

/** A program's request for an identity. */
export interface Authorization {
  readonly client: string;
  readonly clientName: string;
  readonly state: 'pending' | 'allowed' | 'denied';
  /** The account that answered it; null before the answer. */
  readonly email: string | null;
  readonly expiresUs: number;
}

export const authorizations = table<Authorization>('authorization');

/** The email address of an account by its uuid, which programs know. It is written with the first consent. */
const emailsByUuid = table<{ readonly email: string }>('idme-uuid');

/** The scopes of a consent: `openid`, and the policy of the OpenID provider. */
export const consentScopes = ['openid', 'medical_provider'] as const;

/** The shared data: the claims of the OpenID provider. `npi` and `status` are our names, since no public ones are known. */
export interface Claims {
  readonly uuid: string;
  readonly fname: string;
  readonly lname: string;
  readonly email: string;
  readonly zip: string;
  readonly npi: string;
  readonly status: readonly { readonly group: string; readonly verified: boolean }[];
}

export function claimsOf({ uuid, email, identity, npi, proofing }: IdmeAccount): Claims {
  return {
    uuid,
    fname: identity?.firstName ?? '',
    lname: identity?.lastName ?? '',
    email,
    zip: identity?.postalCode ?? '',
    npi: npi ?? '',
    status: [
      { group: 'identity', verified: proofing === 'verified' },
      { group: 'medical_provider', verified: proofing === 'verified' },
    ],
  };
}

/** The claims of an account, for a program with its consent. */
export function claimsFor(
  context: Context,
  input: { email: string; client: string },
): Promise<Answer<Claims>> {
  return transact(context, null, async (work) => {
    const account = await work.read(idmeAccounts, input.email);
    if (account === null || !account.consents.some(({ client }) => client === input.client))
      throw new Refused('consent-denied');
    return done(claimsOf(account));
  });
}

/** The claims of the account with a uuid, and the scopes of its consent. */
export function consentedClaims(
  context: Context,
  input: { uuid: string; client: string },
): Promise<Answer<{ claims: Claims; scopes: readonly string[] }>> {
  return transact(context, null, async (work) => {
    const known = await work.read(emailsByUuid, input.uuid.slice(0, 64));
    const account = known === null ? null : await work.read(idmeAccounts, known.email);
    const consent = account?.consents.find(({ client }) => client === input.client);
    if (!account || consent === undefined) throw new Refused('consent-denied');
    return done({ claims: claimsOf(account), scopes: consent.scopes });
  });
}

/** The open request of a program; null if it is answered, expired or another program's. */
export function pendingAuthorization(
  context: Context,
  input: { authorization: string; client: string },
): Promise<Answer<Authorization | null>> {
  return transact(context, null, async (work) => {
    const asked = await work.read(authorizations, input.authorization.slice(0, 64));
    const good = asked?.state === 'pending' && asked.client === input.client && work.atUs < asked.expiresUs;
    return done(good ? asked : null);
  });
}

/** Begins a request for a program; the user takes it to ID.me. */
export function beginAuthorization(
  context: Context,
  input: { client: string; clientName: string },
): Promise<Answer<{ authorization: string }>> {
  return transact(context, null, async (work) => {
    const id = work.random('authorization', 16);
    const { client, clientName } = input;
    const expiresUs = work.atUs + linkLifetimes.confirmEmailUs;
    work.write(authorizations, id, { client, clientName, state: 'pending', email: null, expiresUs });
    return done({ authorization: id });
  });
}

export interface ConsentPage {
  readonly client: string;
  readonly clientName: string;
  /** The shared data as listed: name and value. */
  readonly shared: readonly { readonly name: string; readonly value: string }[];
}

export function consentPage(
  context: Context,
  session: string,
  input: { authorization: string },
): Promise<Answer<ConsentPage>> {
  return atIdme(context, session, ['signed-in'], async ({ work, account }) => {
    const asked = await work.read(authorizations, input.authorization.slice(0, 64));
    if (asked === null || asked.state !== 'pending' || work.atUs >= asked.expiresUs)
      throw new Refused('authorization-not-good');
    if (!isVerified(account)) throw new Refused('not-proofed');
    const { fname, lname, email, zip, npi } = claimsOf(account);
    return done({
      client: asked.client,
      clientName: asked.clientName,
      shared: Object.entries({ fname, lname, email, zip, npi }).map(([name, value]) => ({ name, value })),
    });
  });
}

/** Allow or deny. */
export function answerConsent(
  context: Context,
  session: string,
  input: { authorization: string; allow: boolean },
): Promise<Answer<{ state: 'allowed' | 'denied'; client: string }>> {
  return atIdme(context, session, ['signed-in'], async ({ work, account }) => {
    const id = input.authorization.slice(0, 64);
    const asked = await work.read(authorizations, id);
    if (asked === null || asked.state !== 'pending' || work.atUs >= asked.expiresUs)
      throw new Refused('authorization-not-good');
    if (!isVerified(account)) throw new Refused('not-proofed');
    const state = input.allow ? 'allowed' : 'denied';
    work.write(authorizations, id, { ...asked, state, email: account.email });
    if (input.allow) {
      const others = account.consents.filter(({ client }) => client !== asked.client);
      const consent = { client: asked.client, scopes: consentScopes, grantedUs: work.atUs };
      if ((await work.read(emailsByUuid, account.uuid)) === null)
        work.write(emailsByUuid, account.uuid, { email: account.email });
      saveAccount(work, account, { consents: [...others, consent] });
    }
    tellIdme(work, account.email, 'consent', state);
    return done({ state, client: asked.client } as const);
  });
}
