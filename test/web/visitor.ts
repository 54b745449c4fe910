// What a person does in a browser: opens a page, presses a fob's button, reads its display, lets time pass.
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Served } from './browser.js';

export const passphrase = 'correct horse battery';
export const go7 = '33-1551111-1';

export async function visit(
  served: Served,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await served.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(served.url + path);
  return page;
}

export async function preparePractice(page: Page, served: Served): Promise<void> {
  await page.goto(`${served.url}/`);
  // Its secrets are hashed for long, longer on a machine that has much to do.
  await page.getByRole('button', { name: 'Prepare a practice' }).click({ timeout: 120_000 });
  await page.getByRole('heading', { name: 'Your invitation to EPCS Gold' }).waitFor();
}

export function fobCard(page: Page, printed: string) {
  return page.locator('article.fob').filter({ has: page.getByRole('link', { name: printed, exact: true }) });
}

/** Presses, waits for the display, reads the digits. */
export async function readCode(page: Page, printed: string): Promise<string> {
  const card = fobCard(page, printed);
  // Before the script runs, the fob's button loads the page anew, without what was typed.
  await page.waitForLoadState('load');
  await card.getByRole('img', { name: /the display is blank/ }).waitFor();
  await page.getByRole('button', { name: `Press the button of ${printed}` }).click();
  const display = card.getByRole('img', { name: /the display shows/ });
  await display.waitFor();
  return (await display.getAttribute('aria-label'))!.replace(/\D/g, '');
}

/** One of the panel's buttons: `+30 s`, `+1 h`. The display of every fob goes blank within a minute and a half. */
export async function letPass(page: Page, button: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    const clock = page.locator('.bench time');
    const before = await clock.innerText();
    await page.getByRole('button', { name: button, exact: true }).click();
    await clock.filter({ hasNotText: before }).waitFor();
  }
}

/** The code after the one that is used up, on a blank display. */
export async function freshCode(page: Page, printed: string): Promise<string> {
  await letPass(page, '+30 s', 2);
  return readCode(page, printed);
}

/** The code after the one that the display shows: half a minute later, with the display switched off and on again. */
export async function nextCode(page: Page, printed: string): Promise<string> {
  await letPass(page, '+30 s');
  const card = fobCard(page, printed);
  if ((await card.getByRole('img', { name: /the display is blank/ }).count()) === 0)
    await page.getByRole('button', { name: `Press the button of ${printed}` }).click();
  return readCode(page, printed);
}
