// What lives in wall time and what in the bench's; and what a restart leaves as it was.
import * as assert from 'node:assert/strict';
import * as client from 'openid-client';
import { suite } from 'uvu';
import type { OpenIdTime } from '../../src/openid/index.js';
import { createMemoryStore, type Store } from '../../src/verification/index.js';
import { day, newLab, one } from '../epcs/lab.js';
import { registered } from '../epcs/registered.js';
import { Browser } from './browser.js';
import { configurationOf, ehr, redirectUri, request, signIn, tokensFor } from './log-in.js';
import { type ProviderServer, serveProvider } from './provider-server.js';

const time = suite('time of the provider');
const phone = '+12025550101';
let store: Store;
let lab: Awaited<ReturnType<typeof newLab>>;
let server: ProviderServer;
let email = '';

async function serve(openIdTime: OpenIdTime, benchAt?: string): Promise<void> {
  store = createMemoryStore();
  lab = await newLab(store);
  if (benchAt !== undefined) lab.nowUs = Date.parse(benchAt) * 1000;
  ({ email } = await registered(lab));
  server = await serveProvider(lab, { clients: [ehr], time: openIdTime });
}

time.after.each(() => server.close());

async function callbackOf(asked: Awaited<ReturnType<typeof request>>, browser = new Browser()): Promise<URL> {
  const consent = await signIn(lab, browser, asked.address, email, phone);
  return (await browser.submit(consent, 'answer', { answer: 'allow' }, redirectUri)).url;
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);
const benchSeconds = (): number => Math.floor(lab.nowUs / 1_000_000);

time('wall: a client of today takes the tokens of a bench that has moved by a year', async () => {
  await serve('wall');
  const before = await request(await configurationOf(server.url));
  const { access_token: older } = await tokensFor(before, await callbackOf(before));
  lab.advance(365 * day);
  await client.fetchUserInfo(before.configuration, older, client.skipSubjectCheck);
  const asked = await request(await configurationOf(server.url), { prompt: 'consent' });
  const claims = (await tokensFor(asked, await callbackOf(asked))).claims()!;
  assert.ok(Math.abs(claims.iat - nowSeconds()) < 60, `${claims.iat}`);
});

time('wall: a code lasts ten minutes of the bench, as codes in messages do', async () => {
  await serve('wall');
  for (const [minutes, good] of [
    [9.9, true],
    [10, false],
  ] as const) {
    const asked = await request(await configurationOf(server.url), { prompt: 'login consent' });
    const callback = await callbackOf(asked);
    lab.advance(minutes * 60_000_000);
    if (good) await tokensFor(asked, callback);
    else await assert.rejects(tokensFor(asked, callback), { error: 'invalid_grant' });
  }
});

time('bench: tokens live in the time of the bench, and only clients that live there take them', async () => {
  await serve('bench', '2020-01-01T00:00:00Z');
  const configuration = await configurationOf(server.url, undefined, benchSeconds() - nowSeconds());
  const browser = new Browser();
  const asked = await request(configuration);
  const callback = await callbackOf(asked, browser);
  const tokens = await tokensFor(asked, callback);
  const claims = tokens.claims()!;
  assert.ok(Math.abs(claims.iat - benchSeconds()) < 60, `${claims.iat}, the bench is at ${benchSeconds()}`);
  assert.equal(claims.npi, one);
  // The process keeps wall time elsewhere.
  assert.ok(nowSeconds() - benchSeconds() > 365 * 86_400);
  for (const cookie of browser.setCookies)
    if (!cookie.includes('expires=Thu, 01 Jan 1970')) assert.ok(!/expires=|max-age=/i.test(cookie), cookie);
  const sub = claims.sub;
  await client.fetchUserInfo(configuration, tokens.access_token, sub);
  lab.advance(61 * 60_000_000);
  await assert.rejects(client.fetchUserInfo(configuration, tokens.access_token, sub), { status: 401 });
  const later = await request(await configurationOf(server.url), { prompt: 'login consent' });
  const refused = await callbackOf(later);
  await assert.rejects(tokensFor(later, refused), { code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' });
});

time('bench: once the server has closed, Date.now is as it was', async () => {
  const before = Date.now;
  await serve('bench');
  await fetch(`${server.url}/oidc/.well-known/jwks`);
  assert.notEqual(Date.now, before);
  await server.close();
  assert.equal(Date.now, before);
  server = { url: '', close: async () => {} };
});

time('a restart keeps keys, logins and codes; the database holds none of them in the clear', async () => {
  await serve('wall');
  const { url } = server;
  const keys = await (await fetch(`${url}/oidc/.well-known/jwks`)).text();
  const asked = await request(await configurationOf(url));
  const callback = await callbackOf(asked);
  const { port } = new URL(url);
  await server.close();
  // The client notices that its connections have ended.
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  server = await serveProvider(lab, { clients: [ehr], port: Number(port) });
  assert.equal(await (await fetch(`${url}/oidc/.well-known/jwks`)).text(), keys);
  const tokens = await tokensFor(asked, callback);
  const rows: string[] = [];
  for (const table of [
    'AuthorizationCode',
    'AccessToken',
    'Session',
    'Grant',
    'Interaction',
    'key',
    'expiry',
  ])
    for (const { key, body } of await store.companions({ table: `openid.${table}`, limit: 1000 }))
      rows.push(`${key} ${body}`);
  assert.ok(rows.length > 5);
  const text = rows.join('\n');
  const code = callback.searchParams.get('code')!;
  for (const secret of [code, tokens.access_token, tokens.id_token!, '"d":', 'RSA', email, one])
    assert.ok(!text.includes(secret), `${secret.slice(0, 6)}… is in the database in the clear`);
});

time('rows whose time is over are taken out', async () => {
  await serve('bench');
  const configuration = await configurationOf(server.url);
  const begin = async (): Promise<void> => {
    await new Browser().open((await request(configuration)).address);
  };
  for (let i = 0; i < 30; i++) await begin();
  lab.advance(2 * 3600 * 1_000_000);
  for (let i = 0; i < 10; i++) await begin();
  const left = await store.companions({ table: 'openid.Interaction', limit: 1000 });
  assert.equal(left.length, 10);
});

time.run();
