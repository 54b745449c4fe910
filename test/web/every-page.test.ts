// What holds of every page: the banner, the title, its headers and its size; no accessibility violation; nothing from
// outside; a form of another page or site changes nothing.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { thorough } from '../thorough.js';
import { browserMissing, type Served, servedBench } from './browser.js';
import { preparePractice, visit } from './visitor.js';

const every = suite('every page');
let served: Served;
if (browserMissing === undefined) {
  every.before(async () => {
    served = await servedBench();
  });
  every.after(() => served.close());
}
const test = (name: string, run: () => Promise<void>): void => {
  if (browserMissing === undefined) every(name, run);
  else skip(every, name, browserMissing);
};

/** What answers 200 to a newcomer. */
const newcomers = [
  '/gold',
  '/gold/enroll',
  '/calmhsa',
  '/iprescribe',
  '/idme',
  '/drchrono',
  '/admin',
  '/mail',
  '/drawer',
  '/bench',
];
const documents = [
  '/',
  ...newcomers,
  '/gold/help',
  '/gold/forgot-passphrase',
  '/gold/passphrase?link=wrong',
  '/gold/report-lost',
  '/gold/home',
  '/iprescribe/sign-up',
  '/iprescribe/resume',
  '/iprescribe/settings',
  '/idme/sign-up',
  '/idme/forgot-password',
  '/idme/password?link=x',
  '/idme/confirm/done',
  '/idme/activate?link=x',
  '/drchrono/permissions',
  '/sign',
  '/admin/registry',
  '/admin/prescriber/1234567893',
  '/bench/fob/3315511111',
  '/bench/fob/none',
];

test('a newcomer gets 200 on an empty bench', async () => {
  for (const path of newcomers) assert.equal((await fetch(served.url + path)).status, 200, path);
});

test('the banner, [Simulation] in the title, no index, no store; small; nothing from outside', async () => {
  const page = await visit(served, '/');
  await preparePractice(page, served);
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(served.url) && !request.url().startsWith('data:'))
      outside.push(request.url());
  });
  for (const path of documents) {
    const answer = await page.goto(served.url + path);
    assert.match(await page.title(), /^\[Simulation\] /, path);
    await page
      .getByText(
        'Simulation for testing and training. Not EPCS Gold, not ID.me. Never enter real credentials.',
      )
      .waitFor();
    const size = (await answer!.body()).length;
    const most = path.startsWith('/bench') || path.startsWith('/admin/') ? 60_000 : 30_000;
    assert.ok(size < most, `${path} has ${size} bytes`);
    const headers = answer!.headers();
    assert.match(headers['content-security-policy']!, /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(headers['x-robots-tag']!, /noindex/);
    assert.equal(await page.locator('h1').count(), 1, path);
  }
  assert.deepEqual(outside, []);
  const script = await (await fetch(`${served.url}/assets/script.js`)).text();
  assert.ok(script.length < 10_000, `the script has ${script.length} bytes`);
  const style = await (await fetch(`${served.url}/assets/style.css`)).text();
  const bench = (await (await fetch(`${served.url}/bench`)).text()).length;
  assert.ok(bench + script.length + style.length < 80_000, 'the bench in all');
});

test(`no accessibility violation, light${thorough ? ' and dark' : ''}, and with an error shown`, async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const colorScheme of thorough ? (['light', 'dark'] as const) : (['light'] as const)) {
    const page = await visit(served, '/', { colorScheme, bypassCSP: true });
    for (const path of documents) {
      await page.goto(served.url + path);
      await check(page, axe, `${path} ${colorScheme}`, colorScheme === 'dark' && ['color-contrast']);
    }
    for (const [path, button] of [
      ['/gold', 'Next'],
      ['/idme/sign-up', 'Sign up'],
      ['/iprescribe/sign-up', 'Continue'],
    ]) {
      await page.goto(served.url + path!);
      await page.getByRole('button', { name: button!, exact: true }).click();
      await page.getByRole('alert').waitFor();
      await check(page, axe, `${path} with an error, ${colorScheme}`);
    }
  }
});

/** @param rules those that can answer differently from a check before it; false: all */
async function check(
  page: Page,
  axe: string,
  where: string,
  rules: readonly string[] | false = false,
): Promise<void> {
  await page.evaluate(axe);
  const options = rules === false ? {} : { runOnly: rules };
  const violations = (await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(", ")))`,
  )) as string[];
  assert.deepEqual(violations, [], where);
}

test('nothing is wider than a narrow screen', async () => {
  const page = await visit(served, '/', { viewport: { width: 320, height: 640 } });
  for (const path of documents) {
    await page.goto(served.url + path);
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    const widest = await page.evaluate(
      '[...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > 321 && !e.closest(".scroll")).map((e) => e.tagName + "." + e.className).slice(0, 3).join(" ")',
    );
    assert.ok(width <= 320, `${path} is ${width} wide: ${widest}`);
  }
});

test('a form that was not shown to this browser changes nothing, nor does one of another site', async () => {
  const count = async (): Promise<number> =>
    ((await (await fetch(`${served.url}/v1/events`)).json()) as { events: unknown[] }).events.length;
  const before = await count();
  for (const [path, headers] of [
    ['/bench/press', {}],
    ['/bench/press', { origin: 'http://elsewhere.test' }],
    ['/gold', { origin: 'http://elsewhere.test' }],
    ['/idme/sign-in', {}],
    ['/admin/faults', {}],
    ['/sign/sign', {}],
  ] as const) {
    const answer = await fetch(served.url + path, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ fob: '3315511111', form: 'x', npi: '1234567893' }),
    });
    assert.equal(answer.status, 403, path);
  }
  assert.equal(await count(), before);
});

test('another site can neither read nor frame a page', async () => {
  const page = await visit(served, '/gold');
  await page.setContent(`<iframe src="${served.url}/gold"></iframe>`);
  await page.waitForLoadState('networkidle');
  assert.equal(await page.frameLocator('iframe').getByLabel('NPI').count(), 0);
  const answer = await fetch(`${served.url}/gold`, { headers: { origin: 'http://elsewhere.test' } });
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
});

every.run();
