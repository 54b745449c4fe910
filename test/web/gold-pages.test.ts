// EPCS Gold in Chromium, by visible labels: enrol a GO 7 with the code on its LCD, sign in, another token, a forgotten
// passphrase, a lost token. Then all of it without script, and by keyboard alone.
import * as assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { browserMissing, type Served, servedBench } from './browser.js';
import { freshCode, go7, letPass, passphrase, preparePractice, readCode, visit } from './visitor.js';

const pages = suite('Gold pages');
let served: Served;
if (browserMissing === undefined) {
  pages.before(async () => {
    served = await servedBench();
  });
  pages.after(() => served.close());
}
/** Each test goes on where the one before it ended. */
let broken: string | undefined;
const test = (name: string, run: () => Promise<void>): void => {
  if (browserMissing !== undefined) {
    skip(pages, name, browserMissing);
    return;
  }
  pages(name, async () => {
    if (broken !== undefined) assert.fail(`"${broken}" failed before`);
    broken = name;
    await run();
    broken = undefined;
  });
};

test('enrolment by an Invitation ID and the code of a GO 7, then the sign-in', async () => {
  const page = await visit(served, '/');
  await preparePractice(page, served);
  const invitation = /Invitation ID is (\S+)\./.exec(await page.locator('main').innerText())![1]!;
  await page.goto(`${served.url}/gold`);
  await page.getByRole('link', { name: 'Begin the enrolment' }).click();
  await page.getByLabel('Invitation ID').fill(invitation);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Registering a Two Factor Authentication Token' }).waitFor();
  await page.getByLabel('Token Manufacturer').selectOption('ONESPAN');
  await page.getByRole('button', { name: 'Continue' }).click();
  const code = await readCode(page, go7);
  await page.getByLabel('Token Type').selectOption('OTP HARD TOKEN');
  await page.getByLabel('Token Nickname').fill('<b>Mine</b>');
  await page.getByLabel('Serial#/Credential ID').fill('3315511111');
  await page.getByLabel('One Time Pin (OTP)').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('radio', { name: 'Verified', exact: true }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Security question').fill('First pet?');
  await page.getByLabel('Answer').fill('Mr. Rex 1');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('You are enrolled').waitFor();
  await signIn(page);
  // A nickname is text, whatever it looks like.
  assert.equal(await page.getByRole('cell', { name: '<b>Mine</b>' }).count(), 1);
  await page.getByRole('button', { name: 'Logout' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${served.url}/gold/home`);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

/** From the sign-in page to Home, with a code that was not used before. */
async function signIn(page: Page, typed = passphrase): Promise<void> {
  await page.getByLabel('NPI').fill('1234567893');
  await page.getByLabel('Passphrase').fill(typed);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('OTP').waitFor();
  await page.getByLabel('OTP').fill(await freshCode(page, go7));
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
}

test('add asks for the manufacturer first; what was typed stays, but the code; then edit, disable, enable', async () => {
  const page = await visit(served, '/gold');
  await signIn(page);
  await page.getByRole('link', { name: 'Manage Tokens' }).click();
  await page.getByRole('link', { name: 'Add New Token' }).click();
  await page.getByRole('heading', { name: 'Add Two Factor Authentication Token' }).waitFor();
  await page.getByLabel('Token Manufacturer').selectOption('SYMANTEC');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Token Type').selectOption('OTP HARD TOKEN');
  await page.getByLabel('Token Nickname').fill('Second');
  await page.getByLabel('Serial#/Credential ID').fill('AVT800012345');
  await page.getByLabel('One Time Pin (OTP)').fill('000000');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Token Nickname').inputValue(), 'Second', 'what was typed stays');
  assert.equal(await page.getByLabel('One Time Pin (OTP)').inputValue(), '', 'a code does not come back');
  await page.getByLabel('One Time Pin (OTP)').fill(await readCode(page, 'AVT800012345'));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your token is now associated with your account.').waitFor();
  await page.getByRole('link', { name: 'Edit Second' }).click();
  await page.getByLabel('Token Nickname').fill('Drawer');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Disable Drawer' }).click();
  await page.getByLabel('Reason').selectOption('temporarily unavailable');
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('link', { name: 'Enable Drawer' }).click();
  await page.getByRole('button', { name: 'Enable' }).click();
  await page.getByRole('link', { name: 'Disable Drawer' }).waitFor();
});

test('a forgotten passphrase is reset by the link of the mail and the security question', async () => {
  const page = await visit(served, '/gold');
  await page.getByRole('link', { name: 'Forgot Passphrase' }).click();
  await page.getByLabel('NPI').fill('1234567893');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('If this NPI is enrolled').waitFor();
  await page.goto(`${served.url}/mail`);
  await page.getByRole('link', { name: 'Open the link' }).first().click();
  await page.getByLabel('First pet?').fill('Mr. Wrong 1');
  await page.getByLabel('New passphrase').fill('another passphrase 2');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('First pet?').fill('Mr. Rex 1');
  await page.getByLabel('New passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your passphrase is changed').waitFor();
  await signIn(page);
});

test('without script: sign-in, press, the tabs, add and disable a token', async () => {
  const page = await visit(served, '/gold', { javaScriptEnabled: false });
  await page.getByLabel('NPI').fill('1234567893');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('OTP').waitFor();
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: '+30 s', exact: true }).click();
  const code = await readCode(page, go7);
  await page.getByLabel('OTP').fill(code);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  for (const tab of ['Profile', 'Reports', 'Contact Us', 'Tokens']) {
    await page.getByRole('link', { name: tab, exact: true }).click();
    await page.getByRole('heading', { name: tab, exact: true, level: 1 }).waitFor();
  }
  await page.getByRole('link', { name: 'Add New Token' }).click();
  await page.getByLabel('Token Manufacturer').selectOption('ONESPAN');
  await page.getByRole('button', { name: 'Continue' }).click();
  const second = await readCode(page, '33-1551111-2');
  await page.getByLabel('Token Nickname').fill('Third');
  await page.getByLabel('Serial#/Credential ID').fill('33-1551111-2');
  await page.getByLabel('One Time Pin (OTP)').fill(second);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Disable Third' }).click();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('link', { name: 'Delete Third' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  assert.equal(await page.getByRole('cell', { name: 'Third' }).count(), 0);
  await page.getByRole('link', { name: 'Show Deleted Tokens' }).click();
  await page.getByRole('cell', { name: 'Third' }).waitFor();
  await page.getByRole('button', { name: 'Logout' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

const nameOfFocused =
  '(() => { const e = document.activeElement; return e.getAttribute("aria-label") || (e.labels && e.labels[0] && e.labels[0].innerText) || e.textContent || ""; })()';

test('by keyboard alone: sign in, press the fob, disable a token', async () => {
  const page = await visit(served, '/gold');
  const { keyboard } = page;
  const tabTo = async (name: string): Promise<void> => {
    for (let i = 0; i < 80; i++) {
      // A page that is just being left answers nothing.
      const at = await page.evaluate(nameOfFocused).catch(() => '');
      if (String(at).trim() === name) return;
      await keyboard.press('Tab');
    }
    assert.fail(`Tab does not reach ${name}`);
  };
  await tabTo('NPI');
  await keyboard.type('1234567893');
  await tabTo('Passphrase');
  await keyboard.type(passphrase);
  await keyboard.press('Enter');
  await page.getByLabel('OTP').waitFor();
  await letPass(page, '+30 s', 2);
  await page
    .getByRole('img', { name: /the display is blank/ })
    .first()
    .waitFor();
  await tabTo(`Press the button of ${go7}`);
  await keyboard.press('Enter');
  const display = page.getByRole('img', { name: /the display shows/ });
  await display.waitFor();
  const code = (await display.getAttribute('aria-label'))!.replace(/\D/g, '');
  await page.getByRole('heading', { name: 'Sign in' }).focus();
  await tabTo('OTP');
  await keyboard.type(code);
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  await page.waitForFunction('document.activeElement.tagName === "H1"');
  await tabTo('Manage Tokens');
  await keyboard.press('Enter');
  await tabTo('Disable Drawer');
  await keyboard.press('Enter');
  await tabTo('Reason');
  await keyboard.press('Home');
  await tabTo('Disable');
  await keyboard.press('Enter');
  await page.getByRole('link', { name: 'Enable Drawer' }).waitFor();
  await tabTo('Logout');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('an unknown NPI and a wrong passphrase show the same page, but for the form’s token', async () => {
  const shown: string[] = [];
  for (const [npi, typed] of [
    ['1234567893', 'not the passphrase'],
    ['2000000002', 'not the passphrase'],
  ]) {
    const page = await visit(served, '/gold?bench=none');
    await page.getByLabel('NPI').fill(npi!);
    await page.getByLabel('Passphrase').fill(typed!);
    await page.getByRole('button', { name: 'Next' }).click();
    // The script that moves the focus runs after the page is there.
    await page.locator('[role=alert]:focus').waitFor();
    const html = await page.content();
    shown.push(html.replace(/name="(form|request)" value="[^"]*"/g, 'name="$1"').replaceAll(npi!, 'NPI'));
  }
  assert.ok(shown[0] === shown[1], 'the two pages differ');
});

test('a lost token signs nobody in; the reset of the session is told, and nothing changes', async () => {
  const page = await visit(served, '/gold');
  await signIn(page);
  const stale = await visit(served, '/gold');
  await stale.getByRole('link', { name: 'Report Lost Token' }).click();
  await stale.getByLabel('NPI').fill('1234567893');
  await stale.getByLabel('Serial#/Credential ID').fill('3315511111');
  await stale.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Logout' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await stale.getByRole('button', { name: 'Report Lost Token' }).click();
  await stale.getByText('3315511111 is reported lost').waitFor();
  await page.getByLabel('NPI').fill('1234567893');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('alert').waitFor();
});

pages.run();
