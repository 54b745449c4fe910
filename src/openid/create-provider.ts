// `oidc-provider` in ID.me's public shape: its paths, one flow, one policy scope, and our sign-in and consent.
import type { ServerResponse } from 'node:http';
import type { Configuration, Interaction, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { type Context, idme } from '../epcs/index.js';
import { codeLifetimeSeconds, RowAdapter } from './adapter.js';
import { accountClaims, claimsByScope, policyScopes } from './claims.js';
import { cookieNames } from './cookies.js';
import type { ProviderModule } from './load-provider.js';
import type { Html } from './pages/layout.js';
import { pageHeaders } from './pages/page-headers.js';
import type { ProviderClock } from './provider-clock.js';
import type { ProviderKeys } from './provider-keys.js';
import { publicShape } from './public-shape.js';
import type { RegisteredClient } from './registered-client.js';

export interface ProviderOptions {
  readonly module: ProviderModule;
  context(): Promise<Context>;
  readonly publicUrl: string;
  readonly clock: ProviderClock;
  readonly keys: ProviderKeys;
  readonly clients: readonly RegisteredClient[];
  /** The address of the page where the user signs in and answers. */
  interactionUrl(ctx: KoaContextWithOIDC, interaction: Interaction): Promise<string>;
  /** The page for an error that cannot be sent to a client. */
  errorPage(error: string, description: string): Html;
}

export const paths = {
  issuer: '/oidc',
  discovery: '/oidc/.well-known/openid-configuration',
  jwks: '/oidc/.well-known/jwks',
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  userinfo: '/api/public/v3/userinfo',
} as const;

/** foblab's own clients name the authorization that their pages have begun, so that Allow or Deny answers it. */
export const authorizationParameter = 'foblab_authorization';

const hour = 3600;
const off = { enabled: false } as const;

export function createProvider(options: ProviderOptions): Provider {
  const { module, publicUrl, clock, keys } = options;
  const issuer = publicUrl + paths.issuer;
  const provider = new module.Provider(issuer, configuration(options));
  provider.use(publicShape(issuer));
  // Our handler sets the forwarded headers, so that every address begins with the public one.
  provider.proxy = true;
  if (clock.time === 'bench')
    provider.use(async (ctx, next) => {
      await next();
      endCookiesWithBrowser(ctx.res);
    });
  provider.keys = [keys.cookie];
  return provider;
}

function configuration(options: ProviderOptions): Configuration {
  const { module, context, clock, keys, clients, interactionUrl, errorPage, publicUrl } = options;
  const usedUp = (): Error => new module.errors.InvalidGrant('authorization code already consumed');
  const cookie = { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
  return {
    adapter: (name: string) => new RowAdapter(name, { context, clock, usedUp }),
    clients: clients.map((client) => ({
      ...client,
      redirect_uris: [...client.redirect_uris],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      scope: ['openid', ...policyScopes].join(' '),
    })),
    jwks: { keys: [keys.signing, ...keys.former].map((key) => ({ ...key })) },
    cookies: {
      keys: [keys.cookie],
      names: {
        session: cookieNames.providerSession,
        interaction: cookieNames.interaction,
        resume: cookieNames.resume,
      },
      long: cookie,
      short: cookie,
    },
    routes: {
      authorization: paths.authorization,
      token: paths.token,
      userinfo: paths.userinfo,
      jwks: paths.jwks,
    },
    responseTypes: ['code'],
    scopes: ['openid', ...policyScopes],
    claims: { ...claimsByScope },
    // The claims are in the ID token, too.
    conformIdTokenClaims: false,
    subjectTypes: ['public'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    enabledJWA: {
      idTokenSigningAlgValues: ['RS256'],
      userinfoSigningAlgValues: ['RS256'],
    },
    features: {
      devInteractions: off,
      dPoP: off,
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: off,
      resourceIndicators: off,
      rpInitiatedLogout: off,
    },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: codeLifetimeSeconds,
      Grant: 14 * 24 * hour,
      IdToken: hour,
      Interaction: hour,
      Session: 12 * hour,
    },
    extraParams: [authorizationParameter],
    interactions: { url: interactionUrl, policy: policy(options) },
    findAccount: async (ctx, sub, token) => {
      // Before Allow only the login is known. A code or a token gives the claims that are still allowed.
      if (token === undefined) return { accountId: sub, claims: async () => ({ sub }) };
      const client = ctx.oidc.client?.clientId ?? '';
      const consented = await outside(options, (epcs) => idme.consentedClaims(epcs, { uuid: sub, client }));
      if (!consented.ok) return undefined;
      const { claims } = consented.value;
      return { accountId: sub, claims: async () => accountClaims(claims) };
    },
    loadExistingGrant: (ctx) => existingGrant(options, ctx),
    renderError: async (ctx, out) => {
      ctx.set(pageHeaders());
      ctx.body = String(await errorPage(out.error, out.error_description ?? ''));
    },
  };
}

/** A login lasts as long as the session at ID.me, and a request must name one policy. */
function policy({ module, ...options }: ProviderOptions) {
  const { base, Check } = module.interactionPolicy;
  const prompts = base();
  const login = prompts.get('login')!;
  login.checks.add(
    new Check('public_shape', 'a request as ID.me takes it is needed', async (ctx) => {
      const mode = ctx.oidc.params?.response_mode;
      if (mode !== undefined && mode !== 'query')
        throw new module.errors.InvalidRequest('response_mode: the answer comes in the query alone');
      // Unknown scopes are ignored (OpenID Connect Core §3.1.2.1).
      const asked = ctx.oidc.requestParamScopes;
      if (!asked.has('openid') || [...asked].filter(isPolicy).length !== 1)
        throw new module.errors.InvalidScope(
          `ask for openid and one policy, as in scope=openid%20${policyScopes[0]}`,
          ctx.oidc.params?.scope as string,
        );
      return Check.NO_NEED_TO_PROMPT;
    }),
  );
  login.checks.add(
    new Check('idme_session', 'the user is not signed in at ID.me', 'login_required', async (ctx) => {
      const token = ctx.cookies.get(cookieNames.session, { signed: false });
      if (token === undefined) return Check.REQUEST_PROMPT;
      const progress = await outside(options, (epcs) => idme.progress(epcs, token));
      const signedIn =
        progress.ok &&
        progress.value.stage === 'signed-in' &&
        progress.value.uuid === ctx.oidc.session?.accountId;
      return signedIn ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  return prompts;
}

function isPolicy(scope: string): boolean {
  return (policyScopes as readonly string[]).includes(scope);
}

/** The grant of the answer just given, or of a program that the user has already allowed (001:129). */
async function existingGrant(options: ProviderOptions, ctx: KoaContextWithOIDC) {
  const { client, session, result, provider } = ctx.oidc;
  const clientId = client?.clientId ?? '';
  const answered = result?.consent?.grantId;
  if (answered !== undefined) return provider.Grant.find(answered);
  const accountId = session?.accountId;
  if (accountId === undefined) return undefined;
  const consented = await outside(options, (epcs) =>
    idme.consentedClaims(epcs, { uuid: accountId, client: clientId }),
  );
  if (!consented.ok) return undefined;
  const known = session?.grantIdFor(clientId);
  const grant = known === undefined ? undefined : await provider.Grant.find(known);
  if (grant !== undefined && grant.accountId === accountId) return grant;
  const made = new provider.Grant({ accountId, clientId });
  made.addOIDCScope(consented.value.scopes.join(' '));
  await made.save();
  return made;
}

function outside<T>(
  { clock, context }: Pick<ProviderOptions, 'clock' | 'context'>,
  work: (epcs: Context) => Promise<T>,
): Promise<T> {
  return clock.outside(async () => work(await context()));
}

/** Makes cookies session cookies. A browser uses its own clock, so an expiry in the bench's time would be wrong. */
function endCookiesWithBrowser(response: ServerResponse): void {
  const set = response.getHeader('set-cookie');
  if (!Array.isArray(set)) return;
  const kept = set.map((text) =>
    text.includes('expires=Thu, 01 Jan 1970') ? text : text.replace(/; (expires|max-age)=[^;]*/gi, ''),
  );
  response.setHeader('set-cookie', kept);
}
