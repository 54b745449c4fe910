// The login of iPrescribe and DrChrono: like any program, by code and PKCE over HTTP. They also send the authorization that
// their pages have begun, so that Allow or Deny answers it.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { policyScopes } from './claims.js';
import { authorizationParameter, paths } from './create-provider.js';
import { idTokenClaims } from './id-token.js';
import type { OwnClientId } from './own-clients.js';
import type { RunningProvider } from './running-provider.js';

/** Sends a request to the server. `form` is posted with the client's secret. */
export type Exchange = (
  path: string,
  form?: { readonly body: string; readonly authorization: string },
) => Promise<{ readonly status: number; readonly text: string }>;

export type OwnLoginResult =
  | { readonly outcome: 'allowed'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly outcome: 'denied' }
  /** The answer is not one to a request of this browser, or its code or token is not good. */
  | { readonly outcome: 'failed' };

export function newLoginSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The address for the browser. State, nonce and verifier are derived from `secret`, which stays in a cookie. */
export function loginAddress(
  running: RunningProvider,
  id: OwnClientId,
  { secret, authorization }: { readonly secret: string; readonly authorization: string },
): string {
  const { state, nonce, verifier } = derived(running, secret);
  const address = new URL(running.publicUrl + paths.authorization);
  address.search = String(
    new URLSearchParams({
      client_id: id,
      redirect_uri: running.client(id)!.redirect_uris[0]!,
      response_type: 'code',
      scope: ['openid', ...policyScopes].join(' '),
      // Asks the user each time, since the page waits for an answer to its own request.
      prompt: 'consent',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state,
      nonce,
      [authorizationParameter]: authorization,
    }),
  );
  return address.href;
}

export async function finishLogin(
  running: RunningProvider,
  id: OwnClientId,
  answer: { readonly secret: string; readonly query: URLSearchParams; readonly nowSeconds: number },
  exchange: Exchange,
): Promise<OwnLoginResult> {
  const { state, nonce, verifier } = derived(running, answer.secret);
  if (!equalTexts(answer.query.get('state') ?? '', state)) return { outcome: 'failed' };
  if (answer.query.get('error') === 'access_denied') return { outcome: 'denied' };
  const client = running.client(id)!;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: answer.query.get('code') ?? '',
    redirect_uri: client.redirect_uris[0]!,
    code_verifier: verifier,
  });
  const basic = Buffer.from(`${id}:${client.client_secret}`).toString('base64');
  const tokens = await exchange(paths.token, { body: String(body), authorization: `Basic ${basic}` });
  if (tokens.status !== 200) return { outcome: 'failed' };
  const { id_token: token } = JSON.parse(tokens.text) as { id_token: string };
  const { keys } = JSON.parse((await exchange(paths.jwks)).text) as { keys: Record<string, unknown>[] };
  const issuer = running.publicUrl + paths.issuer;
  const claims = idTokenClaims(token, { issuer, client: id, nonce, nowSeconds: answer.nowSeconds, keys });
  return claims === null ? { outcome: 'failed' } : { outcome: 'allowed', claims };
}

function derived(
  { keys }: RunningProvider,
  secret: string,
): { state: string; nonce: string; verifier: string } {
  const of = (use: string): string =>
    createHmac('sha256', Buffer.from(keys.client, 'base64url'))
      .update(`${use} ${secret}`)
      .digest('base64url');
  return { state: of('state'), nonce: of('nonce'), verifier: of('verifier') };
}

function equalTexts(a: string, b: string): boolean {
  const [given, wanted] = [Buffer.from(a), Buffer.from(b)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
