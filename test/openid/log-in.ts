// A program that logs in by `openid-client`, and the person who signs in at ID.me for it.
import * as assert from 'node:assert/strict';
import * as client from 'openid-client';
import type { RegisteredClient } from '../../src/openid/index.js';
import type { Lab } from '../epcs/lab.js';
import { password } from '../epcs/registered.js';
import type { Browser, Page } from './browser.js';

export const redirectUri = 'http://127.0.0.1:9/callback';
export const ehr: RegisteredClient = {
  client_id: 'example-ehr',
  client_secret: 'a secret: 100% &+ characters',
  client_name: 'Example <b>EHR</b>',
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: 'client_secret_basic',
};

export interface Request {
  readonly configuration: client.Configuration;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly address: URL;
}

export async function configurationOf(
  url: string,
  authentication = client.ClientSecretBasic(ehr.client_secret),
  clockSkewSeconds = 0,
): Promise<client.Configuration> {
  return client.discovery(
    new URL(`${url}/oidc`),
    ehr.client_id,
    { [client.clockSkew]: clockSkewSeconds },
    authentication,
    {
      execute: [client.allowInsecureRequests],
    },
  );
}

export async function request(
  configuration: client.Configuration,
  extra: Record<string, string> = {},
): Promise<Request> {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid medical_provider',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...extra,
  });
  return { configuration, verifier, state, nonce, address };
}

/** From the program's address to the consent page: password, method, code. */
export async function signIn(
  lab: Lab,
  browser: Browser,
  address: URL,
  email: string,
  phone: string,
  stopAt?: string,
): Promise<Page> {
  let page = await browser.open(address);
  assert.match(page.text, /Sign in to ID\.me/);
  page = await browser.submit(page, 'sign-in', { email, password });
  const method = /name="method" value="([^"]+)"/.exec(page.text)?.[1];
  assert.ok(method, page.text);
  page = await browser.submit(page, 'method', { method });
  lab.advance(31_000_000);
  page = await browser.submit(page, 'send', { channel: 'text' });
  const { code } = await lab.lastMessage(phone);
  return browser.submit(page, 'code', { code: code ?? '' }, stopAt);
}

export async function tokensFor({ configuration, verifier, state, nonce }: Request, callback: URL) {
  return client.authorizationCodeGrant(configuration, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
}
