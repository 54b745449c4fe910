// EPCS Gold in Chromium, by visible labels: enrol a GO 7 with the code on its LCD, sign in, a year of drift, another token.
// Then the same without script, the rules of accessibility, and what another page may not do.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { browserMissing, type Served, servedBench } from './browser.js';

const pages = suite('Gold pages');
const passphrase = 'correct horse battery';
let served: Served;
if (browserMissing === undefined) {
  pages.before(async () => {
    served = await servedBench();
  });
  pages.after(() => served.close());
}
const test = (name: string, run: () => Promise<void>): void => {
  if (browserMissing === undefined) pages(name, run);
  else skip(pages, name, browserMissing);
};

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await served.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(served.url + path);
  return page;
}

/** What a person does: presses, waits for the display, reads the digits. */
async function readCode(page: Page, printed: string): Promise<string> {
  await page.getByRole('button', { name: `Press the button of ${printed}` }).click();
  const card = page.locator('article.fob', { hasText: printed });
  const display = card.getByRole('img', { name: /the display shows/ });
  await display.waitFor();
  return (await display.getAttribute('aria-label'))!.replace(/\D/g, '');
}

test('enrolment by an Invitation ID and the code of a GO 7, then the sign-in', async () => {
  const page = await visit('/');
  await page.getByRole('button', { name: 'Prepare a practice' }).click();
  await page.getByRole('heading', { name: 'Your invitation to EPCS Gold' }).waitFor();
  const invitation = /Invitation ID is (\S+)\./.exec(await page.locator('main').innerText())![1]!;
  await page.goto(`${served.url}/gold`);
  await page.getByRole('link', { name: 'Not enrolled yet' }).click();
  await page.getByLabel('Invitation ID').fill(invitation);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Registering a Two Factor Authentication Token' }).waitFor();
  const code = await readCode(page, '33-1551111-1');
  await page.getByLabel('Token Manufacturer').selectOption('ONESPAN');
  await page.getByLabel('Token Type').selectOption('OTP HARD TOKEN');
  await page.getByLabel('Token Nickname').fill('<b>Mine</b>');
  await page.getByLabel('Serial# / Credential ID').fill('3315511111');
  await page.getByLabel('One Time Pin').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Outcome of the proofing').selectOption('Verified');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Security question').fill('First pet?');
  await page.getByLabel('Answer').fill('Rex');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(page);
  for (const tab of ['Home', 'Profile', 'Tokens', 'Reports', 'Contact Us'])
    assert.equal(await page.getByRole('link', { name: tab, exact: true }).count(), 1, tab);
  const caption = (name: string) => page.getByRole('table', { name });
  assert.deepEqual(await caption('Current Organization Grants').getByRole('columnheader').allInnerTexts(), [
    'Organization Name',
    'DEA Number',
    'Status',
  ]);
  assert.deepEqual(await caption('Current Tokens').getByRole('columnheader').allInnerTexts(), [
    'Token Name',
    'Token Identifier',
    'Status',
  ]);
  // A nickname is text, whatever it looks like.
  assert.equal(await page.getByRole('cell', { name: '<b>Mine</b>' }).count(), 1);
  await page.getByRole('button', { name: 'Logout' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${served.url}/gold/home`);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

/** From the sign-in page to Home, with a code that was not used before. */
async function signIn(page: Page): Promise<void> {
  await page.getByLabel('NPI').fill('1234567893');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Choose a token and enter its code' }).waitFor();
  // Past the step that was used last, and until the display has switched itself off.
  for (let times = 0; times < 3; times++) {
    const clock = page.locator('.bench time');
    const before = await clock.innerText();
    await page.getByRole('button', { name: '+30s' }).click();
    await clock.filter({ hasNotText: before }).waitFor();
  }
  await page
    .locator('article.fob', { hasText: '33-1551111-1' })
    .getByRole('img', { name: 'the display is blank' })
    .waitFor();
  const code = await readCode(page, '33-1551111-1');
  await page.getByLabel('OTP').fill(code);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: 'Prescriber One' }).waitFor();
}

test('the table of tokens has the columns of the documents; add asks for the manufacturer first', async () => {
  const page = await visit('/gold');
  await signIn(page);
  await page.getByRole('link', { name: 'Manage Tokens' }).click();
  assert.deepEqual(
    await page.getByRole('table', { name: 'Tokens' }).getByRole('columnheader').allInnerTexts(),
    ['Token Name', 'Credential ID', 'Manufacturer', 'Issuer', 'Type', 'Model', 'Status', 'Action'],
  );
  assert.equal(await page.getByRole('link', { name: 'Show Deleted Tokens' }).count(), 1);
  await page.getByRole('link', { name: 'Add New Token' }).click();
  await page.getByRole('heading', { name: 'Add Two Factor Authentication Token' }).waitFor();
  assert.deepEqual(await page.getByLabel('Token Manufacturer').locator('option').allInnerTexts(), [
    'Select',
    'SYMANTEC',
    'ONESPAN',
  ]);
  await page.getByLabel('Token Manufacturer').selectOption('SYMANTEC');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Token Type').selectOption('OTP HARD TOKEN');
  await page.getByLabel('Token Nickname').fill('Second');
  await page.getByLabel('Serial# / Credential ID').fill('AVT800012345');
  await page.getByLabel('One Time Pin').fill('000000');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Token Nickname').inputValue(), 'Second', 'what was typed stays');
  assert.equal(await page.getByLabel('One Time Pin').inputValue(), '', 'a code does not come back');
  await page.getByLabel('One Time Pin').fill(await readCode(page, 'AVT800012345'));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: 'AVT800012345' }).waitFor();
});

test('an unknown NPI and a wrong passphrase show the same page, but for the form’s token', async () => {
  const shown: string[] = [];
  for (const [npi, typed] of [
    ['1234567893', 'not the passphrase'],
    ['2000000002', 'not the passphrase'],
  ]) {
    const page = await visit('/gold?bench=none');
    await page.getByLabel('NPI').fill(npi!);
    await page.getByLabel('Passphrase').fill(typed!);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('alert').waitFor();
    const html = await page.content();
    shown.push(html.replace(/name="(form|request)" value="[^"]*"/g, 'name="$1"').replaceAll(npi!, 'NPI'));
  }
  assert.ok(shown[0] === shown[1], 'the two pages differ');
});

test('without script: sign-in, press and advance work', async () => {
  const page = await visit('/gold', { javaScriptEnabled: false });
  await page.getByLabel('NPI').fill('1234567893');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Choose a token and enter its code' }).waitFor();
  // A press leads back to the page, and that is the sign-in again: the bench has a page of its own for this.
  const bench = await visit('/bench', { javaScriptEnabled: false });
  await bench.getByLabel('Let pass').fill('90s');
  await bench.getByRole('button', { name: 'Advance' }).click();
  const code = await readCode(bench, '33-1551111-1');
  await page.getByLabel('OTP').fill(code);
  await page.getByRole('button', { name: 'Submit' }).click();
  assert.match(await page.locator('h1').innerText(), /Prescriber One|Choose a token/);
});

test('no accessibility violation, light and dark, on each page and with an error shown', async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await visit('/', { colorScheme, bypassCSP: true });
    for (const path of [
      '/',
      '/gold',
      '/gold/enroll',
      '/gold/report-lost',
      '/mail',
      '/bench',
      '/bench/fob/3315511111',
    ]) {
      await page.goto(served.url + path);
      await check(page, axe, `${path} ${colorScheme}`);
    }
    await page.goto(`${served.url}/gold`);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('alert').waitFor();
    await check(page, axe, `/gold with an error, ${colorScheme}`);
  }
});

async function check(page: Page, axe: string, where: string): Promise<void> {
  await page.evaluate(axe);
  const violations = (await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(", ")))',
  )) as string[];
  assert.deepEqual(violations, [], where);
}

test('every page has the banner, says that it is a simulation, and is small; nothing comes from outside', async () => {
  const page = await visit('/');
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(served.url) && !request.url().startsWith('data:'))
      outside.push(request.url());
  });
  for (const path of ['/', '/gold', '/gold/enroll', '/mail', '/bench']) {
    const answer = await page.goto(served.url + path);
    assert.match(await page.title(), /^\[Simulation\]/);
    await page
      .getByText(
        'Simulation for testing and training. Not EPCS Gold, not ID.me. Never enter real credentials.',
      )
      .waitFor();
    assert.ok((await answer!.body()).length < 30_000, path);
    const headers = answer!.headers();
    assert.match(headers['content-security-policy']!, /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(headers['x-robots-tag']!, /noindex/);
  }
  assert.deepEqual(outside, []);
  assert.ok((await (await fetch(`${served.url}/assets/script.js`)).text()).length < 10_000);
});

test('a form that was not shown to this browser changes nothing', async () => {
  const before = (await (await fetch(`${served.url}/v1/events`)).json()) as { events: unknown[] };
  const forged = await fetch(`${served.url}/bench/press`, {
    method: 'POST',
    body: new URLSearchParams({ fob: '3315511111', form: 'x' }),
  });
  assert.equal(forged.status, 403);
  const foreign = await fetch(`${served.url}/bench/press`, {
    method: 'POST',
    headers: { origin: 'http://elsewhere.test' },
    body: new URLSearchParams({ fob: '3315511111' }),
  });
  assert.equal(foreign.status, 403);
  const after = (await (await fetch(`${served.url}/v1/events`)).json()) as { events: unknown[] };
  assert.equal(after.events.length, before.events.length);
});

pages.run();
