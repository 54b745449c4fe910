// `openid-client`, a certified implementation of another author, logs in at the provider as an EHR does.
import * as assert from 'node:assert/strict';
import * as client from 'openid-client';
import { suite } from 'uvu';
import { setFaults } from '../../src/epcs/index.js';
import { good, newLab, one, two } from '../epcs/lab.js';
import { password, registered } from '../epcs/registered.js';
import { Browser } from './browser.js';
import { configurationOf, ehr, redirectUri, request, signIn, tokensFor } from './log-in.js';
import { type ProviderServer, serveProvider } from './provider-server.js';

const phone = '+12025550101';
const login = suite('log in by openid-client');
let lab: Awaited<ReturnType<typeof newLab>>;
let server: ProviderServer;
let email = '';
login.before.each(async () => {
  lab = await newLab();
  ({ email } = await registered(lab));
  server = await serveProvider(lab, { clients: [ehr] });
});
login.after.each(() => server.close());

const allow = { answer: 'allow' };

for (const [name, authentication] of [
  ['client_secret_basic', client.ClientSecretBasic(ehr.client_secret)],
  ['client_secret_post', client.ClientSecretPost(ehr.client_secret)],
] as const)
  login(`Allow, with ${name}: the claims are in the ID token and at userinfo`, async () => {
    const asked = await request(await configurationOf(server.url, authentication));
    const browser = new Browser();
    const consent = await signIn(lab, browser, asked.address, email, phone);
    assert.match(consent.text, /Allow Example &lt;b&gt;EHR&lt;\/b&gt; to see your information\?/);
    assert.match(consent.text, new RegExp(`<dd>${one}</dd>`));
    const back = await browser.submit(consent, 'answer', allow, redirectUri);
    const tokens = await tokensFor(asked, back.url);
    const claims = tokens.claims()!;
    assert.equal(claims.iss, `${server.url}/oidc`);
    const expected = { fname: 'Prescriber', lname: 'One', email, zip: '00000', npi: one };
    for (const found of [
      claims,
      await client.fetchUserInfo(asked.configuration, tokens.access_token, claims.sub),
    ]) {
      const { fname, lname, email: address, zip, npi, uuid, status, sub } = found as Record<string, unknown>;
      assert.deepEqual({ fname, lname, email: address, zip, npi }, expected);
      assert.equal(uuid, sub);
      assert.deepEqual(status, [
        { group: 'identity', verified: true },
        { group: 'medical_provider', verified: true },
      ]);
    }
  });

login('a client that wants it gets the user information as a signed token', async () => {
  const signed = { ...ehr, client_id: 'signed', userinfo_signed_response_alg: 'RS256' as const };
  await server.close();
  server = await serveProvider(lab, { clients: [signed] });
  const configuration = await client.discovery(
    new URL(`${server.url}/oidc`),
    signed.client_id,
    { userinfo_signed_response_alg: 'RS256' },
    client.ClientSecretPost(signed.client_secret),
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  );
  const asked = await request(configuration);
  const browser = new Browser();
  const consent = await signIn(lab, browser, asked.address, email, phone);
  const back = await browser.submit(consent, 'answer', allow, redirectUri);
  const tokens = await tokensFor(asked, back.url);
  const found = await client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()!.sub);
  assert.equal(found.npi, one);
});

login('Deny: the program is told access_denied, and the account shares nothing', async () => {
  const asked = await request(await configurationOf(server.url));
  const browser = new Browser();
  const consent = await signIn(lab, browser, asked.address, email, phone);
  const back = await browser.submit(consent, 'answer', { answer: 'deny' }, redirectUri);
  assert.equal(back.url.searchParams.get('error'), 'access_denied');
  assert.equal(back.url.searchParams.get('state'), asked.state);
  await assert.rejects(tokensFor(asked, back.url), { error: 'access_denied' });
});

async function allowed(extra: Record<string, string> = {}) {
  const asked = await request(await configurationOf(server.url), extra);
  const browser = new Browser();
  const consent = await signIn(lab, browser, asked.address, email, phone);
  const back = await browser.submit(consent, 'answer', allow, redirectUri);
  return { asked, browser, callback: back.url };
}

const invalidGrant = { error: 'invalid_grant' };

login('a state that was tampered with is refused by the client, and its code by nobody else', async () => {
  const { asked, callback } = await allowed();
  callback.searchParams.set('state', 'another');
  await assert.rejects(tokensFor(asked, callback), { code: 'OAUTH_INVALID_RESPONSE' });
});

login('a code is good once: the second use ends the tokens of the first', async () => {
  const { asked, callback } = await allowed();
  const tokens = await tokensFor(asked, callback);
  await assert.rejects(tokensFor(asked, callback), invalidGrant);
  const { sub } = tokens.claims()!;
  await assert.rejects(client.fetchUserInfo(asked.configuration, tokens.access_token, sub), { status: 401 });
});

login('of ten uses of a code at once, one at most gets tokens', async () => {
  const { asked, callback } = await allowed();
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => tokensFor(asked, callback)));
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1);
});

login('a wrong verifier, another redirect address and a wrong secret get no tokens', async () => {
  const { asked, callback } = await allowed();
  const verifier = client.randomPKCECodeVerifier();
  await assert.rejects(tokensFor({ ...asked, verifier }, callback), invalidGrant);
  const elsewhere = new URL(`http://127.0.0.1:9/other${callback.search}`);
  await assert.rejects(tokensFor(asked, elsewhere), invalidGrant);
  const stranger = await configurationOf(server.url, client.ClientSecretBasic('wrong'));
  await assert.rejects(tokensFor({ ...asked, configuration: stranger }, callback), { status: 401 });
  await tokensFor(asked, callback);
});

for (const redirect of [
  'http://127.0.0.1:9/callback/',
  'http://127.0.0.1:9/callback?x=1',
  'http://127.0.0.1:9/Callback',
  'http://127.0.0.1:10/callback',
  'http://localhost:9/callback',
])
  login(`the redirect address ${redirect} is not registered: nobody is sent there`, async () => {
    const { address } = await request(await configurationOf(server.url), { redirect_uri: redirect });
    const page = await new Browser().open(address, 'http://127.0.0.1:9/');
    assert.equal(page.status, 400);
    assert.match(page.text, /redirect_uri/);
    assert.match(page.text, /Never enter real credentials/);
  });

for (const [what, change, error] of [
  ['no PKCE', { code_challenge: '' }, 'invalid_request'],
  ['PKCE without a hash', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['no policy scope', { scope: 'openid' }, 'invalid_scope'],
  ['no openid scope', { scope: 'medical_provider', nonce: '' }, 'invalid_scope'],
  ['another flow', { response_type: 'id_token' }, 'unsupported_response_type'],
] as const)
  login(`${what}: the program is told ${error}`, async () => {
    const { address } = await request(await configurationOf(server.url));
    for (const [name, value] of Object.entries(change))
      if (value === '') address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    const { url } = await new Browser().open(address, redirectUri);
    const answer = new URLSearchParams(url.search || url.hash.slice(1));
    assert.equal(answer.get('error'), error, url.href);
  });

login('the next login needs no password while the session lasts, and no Allow after that', async () => {
  const { browser } = await allowed();
  const asked = await request(await configurationOf(server.url), { prompt: 'none' });
  const back = await browser.open(asked.address, redirectUri);
  assert.equal((await tokensFor(asked, back.url)).claims()!.npi, one);
  lab.advance(31 * 60_000_000);
  const later = await request(await configurationOf(server.url), { prompt: 'none' });
  const refused = await browser.open(later.address, redirectUri);
  assert.equal(refused.url.searchParams.get('error'), 'login_required');
  const again = await request(await configurationOf(server.url));
  const code = await signIn(lab, browser, again.address, email, phone, redirectUri);
  assert.equal((await tokensFor(again, code.url)).claims()!.npi, one);
});

login('prompt=login asks for the password again, and prompt=consent for Allow', async () => {
  const { browser } = await allowed();
  const asked = await request(await configurationOf(server.url), { prompt: 'login consent' });
  const consent = await signIn(lab, browser, asked.address, email, phone);
  const back = await browser.submit(consent, 'answer', { answer: 'deny' }, redirectUri);
  assert.equal(back.url.searchParams.get('error'), 'access_denied');
});

login('another person may sign in with the same browser', async () => {
  const { browser } = await allowed();
  const other = await registered(lab, two);
  lab.advance(31 * 60_000_000);
  const asked = await request(await configurationOf(server.url));
  const consent = await signIn(lab, browser, asked.address, other.email, '+12025550102');
  const back = await browser.submit(consent, 'answer', allow, redirectUri);
  assert.equal((await tokensFor(asked, back.url)).claims()!.npi, two);
});

login('Cancel answers access_denied before anybody has signed in', async () => {
  const asked = await request(await configurationOf(server.url));
  const browser = new Browser();
  const back = await browser.submit(await browser.open(asked.address), 'cancel', {}, redirectUri);
  assert.equal(back.url.searchParams.get('error'), 'access_denied');
});

login('a wrong password and an unknown address get the same page', async () => {
  const pages: string[] = [];
  for (const typed of [email, 'nobody@example.test']) {
    const browser = new Browser();
    const { address } = await request(await configurationOf(server.url));
    const page = await browser.submit(await browser.open(address), 'sign-in', {
      email: typed,
      password: 'wrong',
    });
    assert.equal(page.status, 422);
    assert.ok(!page.text.includes('wrong"'));
    pages.push(
      page.text
        .replaceAll(typed, '')
        .replace(/value="[\w-]{43}"/g, '')
        .replace(/interaction[/=][\w-]+/g, ''),
    );
  }
  assert.equal(pages[0], pages[1]);
});

login('while ID.me is unavailable programs and people are told so, and nothing else', async () => {
  const { asked, callback } = await allowed();
  const { address } = await request(asked.configuration);
  const browser = new Browser();
  const page = await browser.open(address);
  await good(setFaults(lab.context, { idmeUnavailable: true, by: 'test' }));
  await assert.rejects(tokensFor(asked, callback), { code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' });
  const answer = await fetch(`${server.url}/oauth/token`, { method: 'POST', body: new URLSearchParams() });
  assert.equal(answer.status, 503);
  assert.equal(((await answer.json()) as { error: string }).error, 'temporarily_unavailable');
  assert.equal((await fetch(`${server.url}/oidc/.well-known/openid-configuration`)).status, 503);
  const during = await browser.submit(page, 'sign-in', { email, password });
  assert.equal(during.status, 503);
  assert.match(during.text, /ID\.me is unavailable/);
  await good(setFaults(lab.context, { idmeUnavailable: false, by: 'test' }));
  await tokensFor(asked, callback);
});

login.run();
