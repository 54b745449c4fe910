// Debian's Apache with mod_auth_openidc logs in at the provider, as a web application of a practice would.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import type { RegisteredClient } from '../../src/openid/index.js';
import { newLab, one } from '../epcs/lab.js';
import { registered } from '../epcs/registered.js';
import { Browser } from '../openid/browser.js';
import { signIn } from '../openid/log-in.js';
import { type ProviderServer, serveProvider } from '../openid/provider-server.js';
import { skip } from '../skip.js';
import { type ApacheServer, freePort, missingApache, redirectUriOf, startApache } from './apache-server.js';

const login = suite('log in by mod_auth_openidc');
const missing = missingApache();
const [allowName, denyName] = ['Allow: the page is served with the NPI', 'Deny: the page is not served'];
let lab: Awaited<ReturnType<typeof newLab>>;
let provider: ProviderServer;
let apache: ApacheServer;
let email = '';

async function start(): Promise<void> {
  lab = await newLab();
  ({ email } = await registered(lab));
  const port = await freePort();
  const [clientId, clientSecret] = ['apache', 'a-secret-of-this-test'];
  const client: RegisteredClient = {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: 'Apache',
    redirect_uris: [redirectUriOf(port)],
    token_endpoint_auth_method: 'client_secret_post',
  };
  provider = await serveProvider(lab, { clients: [client] });
  apache = await startApache(port, `${provider.url}/oidc`, { clientId, clientSecret });
}

async function stop(): Promise<void> {
  await apache?.close();
  await provider?.close();
}

if (missing !== undefined) for (const name of [allowName, denyName]) skip(login, name, missing);
else {
  login.before.each(start);
  login.after.each(stop);
  login(allowName, async () => {
    const browser = new Browser();
    const consent = await signIn(lab, browser, new URL(`${apache.url}/protected/`), email, '+12025550101');
    const page = await browser.submit(consent, 'answer', { answer: 'allow' });
    assert.equal(page.url.href, `${apache.url}/protected/`);
    assert.equal(page.text, 'logged in\n');
    assert.ok(page.headers.get('x-remote-user')?.startsWith(one), page.headers.get('x-remote-user') ?? '');
    assert.equal(page.headers.get('x-claim-fname'), 'Prescriber');
  });
  login(denyName, async () => {
    const browser = new Browser();
    const consent = await signIn(lab, browser, new URL(`${apache.url}/protected/`), email, '+12025550101');
    const page = await browser.submit(consent, 'answer', { answer: 'deny' });
    assert.match(page.text, /access_denied/);
    assert.ok(!page.text.includes('logged in'));
    // It may ask again, and so it does.
    const again = await browser.open(`${apache.url}/protected/`);
    assert.match(again.text, /Allow Apache to see your information/);
  });
}

login.run();
