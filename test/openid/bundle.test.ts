// The provider as it is shipped: minified, in a script of its own, quiet when it loads.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { test } from 'uvu';
import type { ProviderModule } from '../../src/openid/load-provider.js';
import { newLab, one } from '../epcs/lab.js';
import { registered } from '../epcs/registered.js';
import { Browser } from './browser.js';
import { configurationOf, ehr, redirectUri, request, signIn, tokensFor } from './log-in.js';
import { serveProvider } from './provider-server.js';

const bundle = fileURLToPath(new URL('../../dist/oidc-provider.cjs', import.meta.url));
const load = async (): Promise<ProviderModule> => createRequire(import.meta.url)(bundle) as ProviderModule;

for (const [answer, expected] of [
  ['allow', 'code'],
  ['deny', 'error'],
] as const)
  test(`the bundled package takes ${answer}`, async () => {
    const lab = await newLab();
    const { email } = await registered(lab);
    const server = await serveProvider(lab, { clients: [ehr], load });
    try {
      const asked = await request(await configurationOf(server.url));
      const browser = new Browser();
      const consent = await signIn(lab, browser, asked.address, email, '+12025550101');
      const { url } = await browser.submit(consent, 'answer', { answer }, redirectUri);
      assert.ok(url.searchParams.has(expected), url.href);
      if (answer === 'allow') assert.equal((await tokensFor(asked, url)).claims()!.npi, one);
      else assert.equal(url.searchParams.get('error'), 'access_denied');
    } finally {
      await server.close();
    }
  });

test('loading leaves out the advice on Node 20 and no other warning', () => {
  const loader = pathToFileURL(
    fileURLToPath(new URL('../../src/openid/load-provider.ts', import.meta.url)),
  ).href;
  const script = `
    import { createRequire } from 'node:module';
    import { loadProvider } from ${JSON.stringify(loader)};
    const { warn } = console;
    await loadProvider(async () => {
      console.warn('another %s', 'warning');
      return createRequire(import.meta.url)(${JSON.stringify(bundle)});
    });
    if (console.warn !== warn) throw new Error('console.warn is another one');
    console.warn('oidc-provider WARNING: Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.');`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('../..', import.meta.url)) },
  );
  assert.equal(status, 0, stderr);
  assert.equal(stdout, '');
  assert.deepEqual(stderr.trim().split('\n'), [
    'another warning',
    'oidc-provider WARNING: Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.',
  ]);
});

test.run();
