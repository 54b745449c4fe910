// The long story in Chromium, by visible labels alone: register at iPrescribe and ID.me, a hardware token by Current Code
// and Next Code, a year at +20 ppm, refused, resynchronized, signed, lost, a backup code, VIP Access, two persons, signed.
import * as assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { browserMissing, type Served, servedBench } from './browser.js';
import {
  fobCard,
  freshCode,
  go7,
  letPass,
  nextCode,
  passphrase,
  preparePractice,
  readCode,
  visit,
} from './visitor.js';

const story = suite('the long story');
const password = 'A long password 1';
let served: Served;
let page: Page;
if (browserMissing === undefined) {
  story.before(async () => {
    served = await servedBench();
    page = await visit(served, '/');
  });
  story.after(() => served.close());
}
let broken: string | undefined;
/** Each part goes on where the one before it ended. */
const part = (name: string, run: () => Promise<void>): void => {
  if (browserMissing !== undefined) {
    skip(story, name, browserMissing);
    return;
  }
  story(name, async () => {
    if (broken !== undefined) assert.fail(`"${broken}" failed before`);
    broken = name;
    await run().catch(async (error: Error) => {
      throw new Error(`${error.message}\non ${page.url()}: ${await page.locator('main').innerText()}`);
    });
    broken = undefined;
  });
};

const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (name: string) => page.getByRole('link', { name, exact: true }).click();
const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check();

/** Opens a link in a window of its own; the window that waits continues within a second. */
async function openLink(): Promise<void> {
  const mail = await page.context().newPage();
  await mail.goto(`${served.url}/mail`);
  await mail.getByRole('link', { name: 'Open the link' }).first().click();
  await mail.getByText('confirmed.').waitFor();
  await mail.close();
}

part('register at iPrescribe, create an ID.me account, prove the identity, Allow', async () => {
  await preparePractice(page, served);
  await page.goto(`${served.url}/iprescribe`);
  await follow('Sign up for iPrescribe');
  await fill('NPI Number', '1234567893');
  await press('Continue');
  await heading('Create your iPrescribe account');
  await fill('Username', 'one');
  await fill('Password', password);
  await press('Create Account');
  await fill('Email address', 'one@example.test');
  await press('Save Personal Info');
  await fill('Practice Name', 'Example Clinic');
  await fill('Address', 'P.O. Box 12');
  await fill('Phone number', '202-555-0101');
  await press('Save practice info');
  await page.getByRole('alert').getByText('PO Boxes are not accepted').waitFor();
  assert.equal(await page.getByLabel('Practice Name').inputValue(), 'Example Clinic');
  await fill('Address', '1 Example Street');
  await press('Save practice info');
  await press('Launch ID.me');
  await follow('Create an ID.me account');
  await fill('Email', 'one@example.test');
  await fill('Password', password);
  await page.getByLabel('I accept the ID.me terms of service and privacy policy').check();
  await press('Sign up');
  await heading('Confirm your email address');
  await openLink();
  await heading('Secure your account');
  await follow('Select Text Message or Phone Call');
  await fill('Phone number', '202-555-0101');
  await press('Continue');
  await fill('Enter the 6-digit code', await textedCode());
  await press('Continue');
  await heading('Overview');
  await follow('Verify your identity');
  await choose('passport');
  await press('Continue');
  await heading('A photo of yourself');
  await choose('Not accepted');
  await press('Continue');
  await page.getByRole('alert').getByText('The photo was not accepted').waitFor();
  await choose('Accepted');
  await press('Continue');
  await fill('Phone number', '202-555-0101');
  await press('Continue');
  await fill('Social Security Number (SSN)', '123-45-6789');
  await press('Continue');
  await page.getByRole('alert').waitFor();
  await fill('Social Security Number (SSN)', '666123450');
  await press('Continue');
  await fill('First name', 'Prescriber');
  await fill('Last name', 'One');
  await fill('Birth date', '1980-01-30');
  await fill('Address', '1 Example Street');
  await fill('ZIP code', '00000');
  await page.getByLabel('The information I’ve provided is correct').check();
  await press('Continue');
  await heading('Confirm your phone number');
  const opened = page.context().waitForEvent('page');
  await fobCard(page, '+1 202-555-0101').getByRole('link', { name: 'Open the link' }).click();
  await (await opened).getByText('confirmed.').waitFor();
  await (await opened).close();
  await heading('Verify your NPI');
  await fill('NPI number', '1234567893');
  await press('Continue');
  await fill('NPI number', '1234567893');
  await fill('State license number', 'TEST-0001');
  await fill('Issuing state', 'MD');
  await fill('Specialty', 'Family Medicine');
  await press('Continue');
  await heading('Your identity is verified');
  await follow('Continue to the program that asked');
  await press('Allow');
  await page.getByText('You are registered').waitFor();
});

async function textedCode(): Promise<string> {
  const code = fobCard(page, '+1 202-555-0101').locator('strong').first();
  await code.waitFor();
  return code.innerText();
}

part('a hardware token by its serial, Current Code and Next Code; backup codes', async () => {
  await logIn();
  await follow('Two-Factor Authentication');
  await page.getByRole('link', { name: 'Add New Device' }).click();
  await fill('Serial number', go7);
  await press('Continue');
  await heading('Synchronize your token');
  await fill('Current Code', await readCode(page, go7));
  const next = await nextCode(page, go7);
  await page.getByText('The code has changed').waitFor();
  await fill('Next Code', next);
  await press('Verify');
  await heading('Your hardware token is now active');
  const codes = await page.locator('.backup-codes li').allInnerTexts();
  assert.equal(codes.length, 10);
  await follow('Settings');
  await fill('Passphrase for EPCS', passphrase);
  await press('Activate EPCS');
  await page.getByRole('heading', { name: 'Manage Authenticators' }).waitFor();
  await press('Log out');
  await heading('Log in to iPrescribe');
  await logIn();
  await enterCode();
  await heading('Home');
  await press('Log out');
  await heading('Log in to iPrescribe');
});

async function logIn(): Promise<void> {
  await page.goto(`${served.url}/iprescribe`);
  // Who was refused a code is still past the first page.
  const at = await page.locator('h1').innerText();
  if (at === 'Enter your security code') return;
  if (at === 'Home') await press('Log out');
  await fill('Username', 'one');
  await fill('Password', password);
  await press('Log in');
}

async function enterCode(): Promise<void> {
  await page.getByLabel('Security code', { exact: true }).fill(await freshCode(page, go7));
  await press('Submit');
}

part('a year at +20 ppm: refused with every cause; IT resynchronizes it', async () => {
  await fobCard(page, go7).getByText('More').click();
  await fobCard(page, go7).getByRole('button', { name: 'Drift +20 ppm' }).click();
  await letPass(page, '+1 year');
  await logIn();
  await enterCode();
  const alert = page.getByRole('alert');
  await alert.getByText('Invalid code').waitFor();
  for (const cause of ['Code expired', 'Clock synchronization', 'Typing error'])
    await alert.getByText(cause, { exact: true }).waitFor();
  await openAdmin('Prescriber One', 'Resynchronize a token');
  await page.getByLabel('Current Code').fill(await freshCode(page, go7));
  await page.getByLabel('Next Code').fill(await nextCode(page, go7));
  await press('Resynchronize');
  await page.getByText('Done.').waitFor();
  await logIn();
  await enterCode();
  await heading('Home');
});

async function openAdmin(name: string, form: string): Promise<void> {
  await page.goto(`${served.url}/admin`);
  await follow(name);
  await heading(name);
  await page.getByText(form, { exact: true }).click();
}

part('a prescription is marked ready and signed, by passphrase and code', async () => {
  await page.getByRole('link', { name: 'Sign prescriptions' }).first().click();
  await follow('Write a prescription');
  await press('Save');
  await heading('Prescriptions of Patient One');
  await press('Ready to sign Examplodone');
  await page.getByText('you are legally signing the prescription(s)').waitFor();
  await fill('Passphrase', passphrase);
  await fill('OTP', await freshCode(page, go7));
  await press('Sign');
  await page.getByText('Signed and sent to the pharmacy.').waitFor();
});

story.run();
