// The pages where a user signs in and answers: their headers, their banner, and whose forms they take.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { banner } from '../../src/openid/pages/layout.js';
import { newLab, one } from '../epcs/lab.js';
import { password, registered } from '../epcs/registered.js';
import { Browser, type Page } from './browser.js';
import { configurationOf, ehr, redirectUri, request, signIn } from './log-in.js';
import { type ProviderServer, serveProvider } from './provider-server.js';

const pages = suite('pages of the provider');
const phone = '+12025550101';
let lab: Awaited<ReturnType<typeof newLab>>;
let server: ProviderServer;
let email = '';
pages.before.each(async () => {
  lab = await newLab();
  ({ email } = await registered(lab));
  server = await serveProvider(lab, { clients: [ehr] });
});
pages.after.each(() => server.close());

async function begun(): Promise<{ browser: Browser; page: Page; address: URL }> {
  const { address } = await request(await configurationOf(server.url));
  const browser = new Browser();
  return { browser, page: await browser.open(address), address };
}

function checkPage({ headers, text }: Page): void {
  assert.ok(text.includes(banner));
  assert.match(text, /<title>\[Simulation\] /);
  assert.match(text, /name="robots" content="noindex"/);
  assert.ok(!/<script|\son\w+=|style="|<style|https?:\/\//i.test(text), text);
  const policy = headers.get('content-security-policy') ?? '';
  assert.ok(policy.includes("default-src 'none'") && !policy.includes('unsafe'), policy);
  assert.ok(policy.includes("frame-ancestors 'none'"), policy);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
}

pages('every page has the banner, no script and a policy; forms may lead to the client', async () => {
  const { browser, page } = await begun();
  checkPage(page);
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /form-action 'self' http:\/\/127\.0\.0\.1:9(;|$)/,
  );
  const chosen = await browser.submit(page, 'sign-in', { email, password });
  checkPage(chosen);
  const method = /name="method" value="([^"]+)"/.exec(chosen.text)![1]!;
  checkPage(await browser.submit(chosen, 'method', { method }));
  checkPage(await browser.open(`${server.url}/idme/interaction/unknown`));
  checkPage(await browser.open(`${server.url}/oauth/authorize?client_id=nobody`));
  const style = await fetch(`${server.url}/idme/sign-in.css`);
  assert.equal(style.headers.get('content-type'), 'text/css; charset=utf-8');
});

pages('cookies are HttpOnly and SameSite=Lax, and have names of this system', async () => {
  const { browser, address } = await begun();
  const consent = await signIn(lab, browser, address, email, phone);
  await browser.submit(consent, 'answer', { answer: 'allow' }, redirectUri);
  assert.ok(browser.setCookies.some((cookie) => cookie.startsWith('foblab_idme_session=')));
  for (const cookie of browser.setCookies) {
    assert.match(cookie, /^foblab_idme_/);
    assert.match(cookie, /httponly/i);
    assert.match(cookie, /samesite=lax/i);
  }
});

pages('the session has a new token after each factor', async () => {
  const { browser, address } = await begun();
  await signIn(lab, browser, address, email, phone);
  const tokens = browser.setCookies
    .filter((cookie) => cookie.startsWith('foblab_idme_session='))
    .map((cookie) => cookie.split(';')[0]);
  assert.equal(new Set(tokens).size, 2);
});

pages('a form of another page or another browser changes nothing', async () => {
  const { browser, address } = await begun();
  const consent = await signIn(lab, browser, address, email, phone);
  const forged: [string, Page, Record<string, string>][] = [
    ['no token', { ...consent, text: consent.text.replace(/value="[\w-]{43}"/, 'value=""') }, {}],
    [
      'another token',
      { ...consent, text: consent.text.replace(/value="[\w-]{43}"/, `value="${'A'.repeat(43)}"`) },
      {},
    ],
  ];
  for (const [what, page] of forged) {
    const answer = await browser.submit(page, 'answer', { answer: 'allow' }, redirectUri);
    assert.equal(answer.status, 403, what);
    checkPage(answer);
  }
  const action = `${server.url}${/action="([^"]+\/answer)"/.exec(consent.text)![1]}`;
  const csrf = /name="csrf" value="([^"]+)"/.exec(consent.text)![1]!;
  const body = String(new URLSearchParams({ csrf, answer: 'allow' }));
  for (const headers of [{ origin: 'https://evil.example.test' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await browser.open(action, redirectUri, {
      body,
      headers: headers as Record<string, string>,
    });
    assert.equal(answer.status, 403, JSON.stringify(headers));
  }
  // Another browser has another cookie.
  const other = await new Browser().open(action, redirectUri, { body, headers: {} });
  assert.equal(other.status, 403);
  // The page that was forged is still good.
  const back = await browser.submit(consent, 'answer', { answer: 'allow' }, redirectUri);
  assert.ok(back.url.searchParams.has('code'));
});

pages(
  'an answer that was given is given once: Back and a second post end at a page that says so',
  async () => {
    const { browser, address } = await begun();
    const consent = await signIn(lab, browser, address, email, phone);
    await browser.submit(consent, 'answer', { answer: 'deny' }, redirectUri);
    const again = await browser.submit(consent, 'answer', { answer: 'allow' }, redirectUri);
    assert.equal(again.status, 400);
    assert.match(again.text, /This request has ended/);
  },
);

pages(
  'steps out of order, unknown steps, odd and endless input: one clear page, nothing changed',
  async () => {
    const { browser, page } = await begun();
    const place = new URL(/action="([^"]+)\/sign-in"/.exec(page.text)![1]!, page.url).href;
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)![1]!;
    const post = (step: string, fields: Record<string, string>): Promise<Page> =>
      browser.open(`${place}/${step}`, redirectUri, {
        body: String(new URLSearchParams({ csrf, ...fields })),
        headers: {},
      });
    for (const step of ['method', 'send', 'code', 'push', 'recovery', 'back', 'answer']) {
      const answer = await post(step, { answer: 'allow', code: '123456', method: 'x', channel: 'text' });
      assert.match(answer.text, /Sign in to ID\.me/, step);
    }
    for (const step of ['nothing', 'constructor', '__proto__'])
      assert.equal((await post(step, {})).status, 404);
    for (const typed of [
      '',
      "' OR 1=1",
      'a\u202eb@example.test',
      'x'.repeat(10_000),
      '<script>alert(1)</script>',
    ]) {
      const answer = await post('sign-in', { email: typed, password: typed });
      assert.equal(answer.status, 422, typed.slice(0, 20));
      assert.ok(!answer.text.includes('<script>'));
    }
    assert.equal((await post('sign-in', { email, password: 'x'.repeat(70_000) })).status, 413);
  },
);

pages('an account that is not verified shares nothing; the request waits', async () => {
  const { browser, address } = await begun();
  const row = (await lab.store.companion('epcs.idme-account', email))!;
  const body = JSON.stringify({ ...JSON.parse(row.body), proofing: 'npi' });
  const write = { table: row.table, key: row.key, version: row.version, body };
  await lab.context.verifier.record({ atUs: lab.nowUs, rows: [write], audit: [] });
  const page = await signIn(lab, browser, address, email, phone);
  assert.match(page.text, /Verify your identity before you share it/);
  assert.ok(!page.text.includes(one) && !page.text.includes('Allow'));
  const back = await browser.submit(page, 'cancel', {}, redirectUri);
  assert.equal(back.url.searchParams.get('error'), 'access_denied');
});

pages('addresses begin with the public one, whatever a request says of its host', async () => {
  const headers = {
    host: 'evil.example.test',
    'x-forwarded-host': 'evil.example.test',
    forwarded: 'host=evil',
  };
  const page = await new Browser().open(`${server.url}/oidc/.well-known/openid-configuration`, undefined, {
    body: '',
    headers,
  });
  assert.ok(!page.text.includes('evil'));
  const found = await (await fetch(`${server.url}/oidc/.well-known/openid-configuration`)).json();
  const { issuer, authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri } = found as Record<
    string,
    string
  >;
  assert.deepEqual(
    [issuer, authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri],
    ['/oidc', '/oauth/authorize', '/oauth/token', '/api/public/v3/userinfo', '/oidc/.well-known/jwks'].map(
      (path) => `${server.url}${path}`,
    ),
  );
});

pages.run();
