// foblab.html in Chromium, from a disk, with the network off: the token story by visible labels, and the golden run.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { thorough } from '../thorough.js';
import { browserMissing, launchBrowser } from './browser.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const oneFile = suite('the lab in one file');
const folder = mkdtempSync(join(tmpdir(), 'foblab-one-file-'));
const file = join(folder, 'foblab.html');
let browser: Browser;
let page: Page;

const test = (name: string, run: () => Promise<void>): void => {
  if (browserMissing === undefined) oneFile(name, run);
  else skip(oneFile, name, browserMissing);
};
if (browserMissing === undefined)
  oneFile.before(async () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/build-html.js', file], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    browser = await launchBrowser();
    const context = await browser.newContext({ offline: true, viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(pathToFileURL(file).href);
  });
oneFile.after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the token story by visible labels', async () => {
  const tab = (name: string) => page.getByRole('link', { name, exact: true }).click();
  const result = (text: string) =>
    page.locator('[role=alert], [role=status]').filter({ hasText: text }).waitFor();
  await page.getByLabel('Token Manufacturer').selectOption('ONESPAN');
  await page.getByLabel('Token Nickname').fill('<b>fob</b>');
  await page.getByLabel('Serial#/Credential ID').fill('33-1551111-1');
  await page.getByLabel('One Time Pin (OTP)').fill(await pressed());
  await page.getByRole('button', { name: 'Save' }).click();
  await result('The token was added.');
  assert.equal(await page.getByRole('cell', { name: '<b>fob</b>', exact: true }).count(), 1);

  const signIn = async (): Promise<void> => {
    await tab('Sign in');
    await page.getByLabel('OTP', { exact: true }).fill(await pressed());
    await page.getByRole('button', { name: 'Submit' }).click();
  };
  await advance('+30 s');
  await signIn();
  await result('You are signed in.');
  // The same code again.
  await page.getByLabel('OTP', { exact: true }).fill(await shownCode());
  await page.getByRole('button', { name: 'Submit' }).click();
  await result('replayed');

  await page.getByRole('button', { name: 'Gain 20 ppm on 33-1551111-1' }).click();
  await advance('+1 year');
  await signIn();
  await result('Invalid code.');
  for (const cause of ['Code expired', 'Clock synchronization', 'Typing error'])
    assert.equal(await page.getByText(cause, { exact: true }).count(), 1);
  assert.match(await page.getByRole('alert').innerText(), /the token is \d+ steps ahead/);

  await tab('Synchronize');
  await advance('+30 s');
  await page.getByLabel('Current Code').fill(await pressed());
  await advance('+30 s');
  await page.getByLabel('Next Code').fill(await pressed());
  await page.getByRole('button', { name: 'Submit' }).click();
  await result('Your hardware token is now active.');
  await advance('+30 s');
  await signIn();
  await result('You are signed in.');

  await tab('Report Lost Token');
  await page.getByRole('button', { name: 'Report Lost Token' }).click();
  await result('The token was reported lost.');
  await advance('+30 s');
  await signIn();
  await result('lost');
});

test('a dead battery shows nothing, and the page lives on', async () => {
  await page.getByRole('button', { name: 'Dead battery in AVT800012345' }).click();
  await page.getByRole('button', { name: 'Press the button of AVT800012345' }).click();
  await page
    .getByRole('article', { name: /AVT/ })
    .getByRole('img', { name: 'the display is blank' })
    .waitFor();
  await page.getByRole('button', { name: 'Gain 20 ppm on AVT800012345' }).click();
});

test('the banner stands, nothing comes from outside, and axe finds no violation', async () => {
  const html = readFileSync(file, 'utf8');
  assert.doesNotMatch(html, /<(script|link|img)[^>]* (src|href)=/);
  await page.getByText('Never enter real credentials.').waitFor();
  assert.match(await page.title(), /^\[Simulation\] /);
  const checked = await (await browser.newContext({ bypassCSP: true })).newPage();
  await checked.goto(pathToFileURL(file).href);
  await checked.getByLabel('Token Manufacturer').selectOption('SYMANTEC');
  await checked.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await checked.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(", ")))',
  );
  assert.deepEqual(violations, []);
});

if (thorough)
  test('the golden run of this browser is that of the tests', async () => {
    await page.getByText('equal to that of the tests').waitFor({ timeout: 240_000 });
    const golden = readFileSync(join(root, 'test/golden/golden-run.sha256'), 'utf8').trim();
    assert.ok((await page.locator('#golden').innerText()).includes(golden));
  });

async function advance(by: string): Promise<void> {
  await page.getByRole('button', { name: by, exact: true }).click();
}

/** A press while the display is on switches it off. */
async function pressed(): Promise<string> {
  const press = page.getByRole('button', { name: 'Press the button of 33-1551111-1' });
  await press.click();
  if ((await label()) === 'the display is blank') await press.click();
  return shownCode();
}

async function label(): Promise<string> {
  const display = page.getByRole('article', { name: /33-1551111-1/ }).getByRole('img');
  return (await display.getAttribute('aria-label')) ?? '';
}

async function shownCode(): Promise<string> {
  const text = await label();
  const code = /^the display shows ([\d ]+)/.exec(text)?.[1];
  assert.ok(code !== undefined, text);
  return code.replaceAll(' ', '');
}

oneFile.run();
