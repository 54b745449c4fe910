// Takes the pictures of the pages for the documentation: npx tsx scripts/take-pictures.ts [folder]
// With a folder, every page is taken at three widths, light and dark, to be looked at.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { servedBench } from '../test/web/browser.js';
import { freshCode, go7, passphrase, preparePractice, readCode, visit } from '../test/web/visitor.js';

const served = await servedBench();
const folder = process.argv[2];
try {
  const page = await visit(served, '/', { viewport: { width: 1280, height: 860 } });
  await preparePractice(page, served);
  await enrol(page);
  if (folder === undefined) await forDocuments(page);
  else await everyPage(page, folder);
} finally {
  await served.close();
}

async function enrol(page: Page): Promise<void> {
  const invitation = /Invitation ID is (\S+)\./.exec(await page.locator('main').innerText())![1]!;
  await page.goto(`${served.url}/gold/enroll`);
  await page.getByLabel('Invitation ID').fill(invitation);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.goto(`${served.url}/gold/enroll/token?manufacturer=ONESPAN`);
  await page.getByLabel('Token Nickname').fill('office fob');
  await page.getByLabel('Serial#/Credential ID').fill('3315511111');
  await page.getByLabel('One Time Pin (OTP)').fill(await readCode(page, go7));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Continue' }).first().click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Security question').fill('First pet?');
  await page.getByLabel('Answer').fill('Mr. Rex 1');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('You are enrolled').waitFor();
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${served.url}/gold`);
  await page.getByLabel('NPI').fill('1234567893');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('OTP').fill(await freshCode(page, go7));
}

async function forDocuments(page: Page): Promise<void> {
  const take = (name: string) => page.screenshot({ path: join('docs/pictures', name) });
  await signIn(page);
  await take('gold-sign-in.png');
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  await page.goto(`${served.url}/gold/tokens/add?manufacturer=ONESPAN`);
  await take('gold-tokens.png');
  await page.goto(`${served.url}/bench/fob/3315511111`);
  await page.getByRole('button', { name: 'Set the drift' }).click();
  await page.goto(`${served.url}/bench`);
  await page.getByLabel('Let pass').fill('180d');
  await page.getByRole('button', { name: 'Advance' }).click();
  await page.goto(`${served.url}/bench/fob/3315511111`);
  await readCode(page, go7);
  await take('bench-fob.png');
}

async function everyPage(page: Page, into: string): Promise<void> {
  await signIn(page);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  const paths = [
    ...['/', '/gold', '/gold/help', '/gold/home', '/gold/tokens', '/gold/tokens/add?manufacturer=ONESPAN'],
    ...[
      '/gold/reports',
      '/calmhsa',
      '/iprescribe',
      '/iprescribe/sign-up',
      '/idme',
      '/idme/sign-up',
      '/drchrono',
    ],
    ...[
      '/sign',
      '/sign/new',
      '/admin',
      '/admin/prescriber/1234567893',
      '/mail',
      '/bench',
      '/bench/fob/3315511111',
    ],
  ];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of paths) {
        await page.goto(served.url + path);
        const name = `${path.replace(/\W+/g, '-')}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(into, name), fullPage: width !== 360 });
      }
    }
  }
}
