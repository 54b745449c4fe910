// The last screen (001:129): Allow shares the listed information with the program that asked, and lets it log in by
// ID.me later. It is the consent page of the OpenID provider too, which has its own requests.
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { linkLifetimes } from '../link.js';
import { table } from '../table.js';
import { transact } from '../work.js';
import { atIdme } from './at-idme.js';
import { type IdmeAccount, idmeAccounts, isVerified, saveAccount, tellIdme } from './idme-account.js';

/** A program's request for an identity, from its own pages to the answer. */
export interface Authorization {
  readonly client: string;
  readonly clientName: string;
  readonly state: 'pending' | 'allowed' | 'denied';
  /** Who answered it; null while nobody did. */
  readonly email: string | null;
  readonly expiresUs: number;
}

export const authorizations = table<Authorization>('authorization');

/** The address of an account by its uuid, which programs know it by; written with its first consent. */
const emailsByUuid = table<{ readonly email: string }>('idme-uuid');

/** What its user lets programs see: the policy of the OpenID provider. */
export const consentScopes = ['openid', 'medical_provider'] as const;

/** What is shared (the claims of the OpenID provider). `npi` and `status` are ours: no public name is known. */
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

/** The claims of an account, for a program that has its consent. */
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

/** The same for the account of a uuid, with the scopes of the consent. */
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

/** The request, for a program that goes on with one of its own; null where it is answered, expired or another's. */
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

/** A program begins: returns the request that the user takes to ID.me. */
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
  /** What is shared with it: name and value, as listed. */
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
