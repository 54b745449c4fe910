// The provider's rows over SQLite and PostgreSQL, with two nodes: a code that is good once, a restart, a new signing key.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as client from 'openid-client';
import { suite } from 'uvu';
import { idme } from '../../src/epcs/index.js';
import { openStore } from '../../src/stores/open-store.js';
import { findPostgres, type PostgresServer, startPostgres } from '../contract/postgres-server.js';
import { good, type Lab, newLab, one } from '../epcs/lab.js';
import { registered } from '../epcs/registered.js';
import { skip } from '../skip.js';
import { Browser } from './browser.js';
import { configurationOf, ehr, redirectUri, request, signIn, tokensFor } from './log-in.js';
import { type ProviderServer, serveProvider } from './provider-server.js';

const phone = '+12025550101';

interface Nodes {
  readonly lab: Lab;
  readonly email: string;
  /** Both answer under the address of the first. */
  readonly servers: readonly [ProviderServer, ProviderServer];
}

function providers(name: string, address: () => Promise<string>): void {
  const test = suite(name);

  async function withNodes(body: (nodes: Nodes) => Promise<void>): Promise<void> {
    const where = await address();
    const stores = [await openStore(where), await openStore(where)] as const;
    const lab = await newLab(stores[0], 'first');
    const { email } = await registered(lab);
    const other = await newLab(stores[1], 'second');
    const clock = { ...other.context, nowUs: () => lab.nowUs };
    const first = await serveProvider(lab, { clients: [ehr] });
    const second = await serveProvider(
      { ...other, context: clock },
      { clients: [ehr], publicUrl: () => first.url },
    );
    try {
      await body({ lab, email, servers: [first, second] });
    } finally {
      await first.close();
      await second.close();
      for (const store of stores) await store.close();
    }
  }

  async function callback({ lab, email, servers }: Nodes, extra: Record<string, string> = {}) {
    const asked = await request(await configurationOf(servers[0].url), extra);
    const browser = new Browser();
    const consent = await signIn(lab, browser, asked.address, email, phone);
    const { url } = await browser.submit(consent, 'answer', { answer: 'allow' }, redirectUri);
    return { asked, url };
  }

  test('a code that both nodes are given at once is good at one of them', () =>
    withNodes(async (nodes) => {
      const { asked, url } = await callback(nodes);
      const basic = `${encodeURIComponent(ehr.client_id)}:${encodeURIComponent(ehr.client_secret)}`;
      const exchange = (server: ProviderServer) =>
        fetch(`${server.url}/oauth/token`, {
          method: 'POST',
          headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
          body: new URLSearchParams({
            grant_type: 'authorization_code',
            code: url.searchParams.get('code') ?? '',
            redirect_uri: redirectUri,
            code_verifier: asked.verifier,
          }),
        });
      const tries = Array.from({ length: 8 }, (_, i) => exchange(nodes.servers[i % 2 === 0 ? 0 : 1]));
      const statuses = (await Promise.all(tries)).map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join());
    }));

  test('a new signing key is used by both nodes, and tokens of the one before are still good', () =>
    withNodes(async (nodes) => {
      const { asked, url } = await callback(nodes);
      const before = await tokensFor(asked, url);
      const kidOf = (token: string | undefined): string =>
        JSON.parse(Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString()).kid;
      const published = async (server: ProviderServer): Promise<string[]> => {
        const { keys } = (await (await fetch(`${server.url}/oidc/.well-known/jwks`)).json()) as {
          keys: { kid: string; d?: string }[];
        };
        assert.ok(
          keys.every(({ d }) => d === undefined),
          'no private key is published',
        );
        return keys.map(({ kid }) => kid);
      };
      const old = kidOf(before.id_token);
      assert.deepEqual(await published(nodes.servers[0]), [old]);
      await good(idme.rotateKey(nodes.lab.context, { by: 'tester' }));
      const [first, second] = await Promise.all(nodes.servers.map(published));
      assert.deepEqual(first, second);
      assert.equal(first?.length, 2);
      assert.equal(first?.at(-1), old);
      const { sub } = before.claims()!;
      const info = await client.fetchUserInfo(asked.configuration, before.access_token, sub);
      assert.equal(info.npi, one);
      const again = await callback(nodes, { prompt: 'login consent' });
      const after = await tokensFor(again.asked, again.url);
      assert.equal(kidOf(after.id_token), first?.[0]);
      for (let i = 0; i < 3; i++) await good(idme.rotateKey(nodes.lab.context, { by: 'tester' }));
      // The next request makes one key for all the rotations since.
      assert.equal((await published(nodes.servers[1])).length, 3);
    }));

  test.run();
}

const folder = mkdtempSync(join(tmpdir(), 'foblab-openid-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;
providers('the provider on SQLite', async () => join(folder, `${files++}.db`));

const found = findPostgres();
if ('missing' in found) {
  const postgres = suite('the provider on PostgreSQL');
  skip(postgres, 'two nodes', found.missing);
  postgres.run();
} else {
  let server: PostgresServer | undefined;
  providers('the provider on PostgreSQL', async () => {
    server ??= await startPostgres();
    return server.createDatabase();
  });
  const ends = suite('the server');
  ends('is stopped', async () => server?.stop());
  ends.run();
}
