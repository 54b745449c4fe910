// iPrescribe and DrChrono log in over HTTP, and the answer is that to the request which their pages have begun.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { drchrono, idme } from '../../src/epcs/index.js';
import type { OwnClientId } from '../../src/openid/own-clients.js';
import { bad, good, newLab, one } from '../epcs/lab.js';
import { password, registered } from '../epcs/registered.js';
import { Browser, type Page } from './browser.js';
import { signIn } from './log-in.js';
import { type ProviderServer, serveProvider } from './provider-server.js';

const login = suite('log in of own clients');
let lab: Awaited<ReturnType<typeof newLab>>;
let server: ProviderServer;
let email = '';
login.before.each(async () => {
  lab = await newLab();
  ({ email } = await registered(lab));
  server = await serveProvider(lab, { clients: [] });
});
login.after.each(() => server.close());

/** Signed in at DrChrono, with "Update MFA Device" pressed. */
async function atDrchrono(): Promise<{ session: string; authorization: string }> {
  const { context } = lab;
  await good(drchrono.createAccount(context, { npi: one, username: 'second', password, by: 'test' }));
  const { session } = await good(drchrono.logIn(context, { username: 'second', password }));
  return { session, ...(await good(drchrono.updateMfaDevice(context, session))) };
}

async function answered(
  id: OwnClientId,
  answer: 'allow' | 'deny',
  authorization: string,
): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser();
  const begin = new URL(`${server.url}/${id}/idme/begin?authorization=${authorization}`);
  const consent = await signIn(lab, browser, begin, email, '+12025550101');
  assert.match(consent.text, /Allow (iPrescribe|DrChrono) to see your information\?/);
  return { browser, page: await browser.submit(consent, 'answer', { answer }, `${server.url}/${id}?`) };
}

login('Allow confirms the identity that DrChrono has asked for', async () => {
  const { session, authorization } = await atDrchrono();
  assert.equal(await bad(drchrono.confirmIdentity(lab.context, session)), 'authorization-not-good');
  const { page } = await answered('drchrono', 'allow', authorization);
  assert.equal(page.url.searchParams.get('idme'), 'allowed');
  assert.equal((await good(drchrono.confirmIdentity(lab.context, session))).confirmed, true);
});

login('Deny refuses it', async () => {
  const { session, authorization } = await atDrchrono();
  const { page } = await answered('drchrono', 'deny', authorization);
  assert.equal(page.url.searchParams.get('idme'), 'denied');
  assert.equal(await bad(drchrono.confirmIdentity(lab.context, session)), 'consent-denied');
});

login("a program's own request takes no answer from another program's", async () => {
  const { authorization } = await good(
    idme.beginAuthorization(lab.context, { client: 'drchrono', clientName: 'DrChrono' }),
  );
  await answered('iprescribe', 'allow', authorization);
  const pending = await good(idme.pendingAuthorization(lab.context, { authorization, client: 'drchrono' }));
  assert.equal(pending?.state, 'pending');
});

login('a callback that this browser has not asked for is refused', async () => {
  for (const path of ['iprescribe', 'drchrono']) {
    const browser = new Browser();
    const page = await browser.open(`${server.url}/${path}/idme/callback?code=x&state=y`);
    assert.equal(page.status, 400);
    assert.match(page.text, /ID\.me gave no good answer/);
  }
});

login.run();
