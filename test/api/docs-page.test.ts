// The page at /docs in Chromium, in light and in dark: it lists every operation and tries it, with nothing from elsewhere.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { browserMissing, type Served, servedBench } from '../web/browser.js';

const docs = suite('the page at /docs');
let served: Served;
if (browserMissing === undefined) {
  docs.before(async () => {
    served = await servedBench();
  });
  docs.after(() => served.close());
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Finds an operation, opens its form, fills it in and sends it. */
async function send(page: Page, find: string, fields: Record<string, string>): Promise<string> {
  await page.getByRole('searchbox', { name: 'Find' }).fill(find);
  const row = page.locator('details:visible').first();
  await row.locator('summary').click();
  for (const [name, value] of Object.entries(fields))
    await row.getByLabel(new RegExp(`^${name}`)).fill(value);
  const button = row.getByRole('button', { name: 'Send' });
  assert.ok((await button.boundingBox())!.height < 60, 'the button is as tall as its text');
  await button.click();
  const output = row.locator('pre');
  await output.filter({ hasText: '}' }).waitFor();
  return output.innerText();
}

for (const colorScheme of ['light', 'dark'] as const) {
  const what = `lists every operation, adds a fob, presses it, and shows an error (${colorScheme})`;
  if (browserMissing !== undefined) {
    skip(docs, what, browserMissing);
    continue;
  }
  docs(what, async () => {
    const context = await served.browser.newContext({ colorScheme });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const [asked, wrong]: [string[], string[]] = [[], []];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', ({ message }) => wrong.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    await page.goto(`${served.url}/docs`);
    await page.locator('details').first().waitFor();
    const { paths } = (await (await fetch(`${served.url}/openapi.json`)).json()) as { paths: object };
    const operations = Object.values(paths).flatMap((methods) =>
      Object.values(methods as object).filter(
        (one) => (one as Record<string, unknown>)['x-foblab-operation'],
      ),
    );
    assert.equal(await page.locator('details').count(), operations.length);

    const added = await send(page, 'fob.add', { model: 'onespan/digipass-go7' });
    const serial = /"serial": "(\w+)"/.exec(added)![1]!;
    assert.match(await send(page, '/press', { fob: serial }), /^200 OK.*"text": "\d{6}"/s);
    assert.deepEqual(wrong, []);
    assert.match(await send(page, '/release', { fob: '1' }), /^404 Not Found.*there is no fob/s);
    assert.deepEqual(
      asked.filter((url) => new URL(url).origin !== served.url),
      [],
    );
    await page.getByRole('searchbox', { name: 'Find' }).fill('');
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const found = await (globalThis as unknown as { axe: Axe }).axe.run();
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    assert.deepEqual(violations, []);
    await page.setViewportSize({ width: 375, height: 700 });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    assert.ok((width as number) <= 375, `${width} pixels wide on a phone`);
    await context.close();
  });
}

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

docs.run();
