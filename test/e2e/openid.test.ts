// `foblab serve --http` as the ID.me that an EHR engineer points a client at: a bench, a phone, and `openid-client`.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { type BenchClient, openBenchClient } from '../../src/host/bench-client.js';
import { findOperation } from '../../src/operations/index.js';
import { Browser } from '../openid/browser.js';
import { configurationOf, ehr, redirectUri, request, tokensFor } from '../openid/log-in.js';
import { skip } from '../skip.js';
import { foblab, type Staying, startFoblab } from './foblab-process.js';

const openid = suite('ID.me as an OpenID provider');
const phone = '+12025550101';
const email = 'one@example.test';
const password = 'A long password 1';
let root = '';
let bench = '';
let serving: Staying | undefined;
openid.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-openid-'));
  bench = join(root, 'bench');
  foblab(['init', '--paused', '--seed', '1', '--at', '2026-01-01T00:00:00Z'], { bench });
  foblab(['add', 'idme/phone', '--serial', phone], { bench });
  writeFileSync(join(root, 'clients.json'), JSON.stringify({ clients: [ehr] }), { mode: 0o600 });
});
openid.after.each(async () => {
  await serving?.interrupt('SIGTERM');
  serving = undefined;
  rmSync(root, { recursive: true });
});

async function serve(...options: string[]): Promise<string> {
  const words = ['serve', '--http', '--json', '--oidc-clients', join(root, 'clients.json'), ...options];
  serving = startFoblab(words, { bench });
  return (JSON.parse(await serving.line()) as { url: string }).url;
}

type Value = Record<string, never>;

/** As scenarios/epcs/parts/verified-by-idme.yaml has it. */
async function verify(client: BenchClient): Promise<void> {
  const idme = async (verb: string, given: Record<string, unknown>): Promise<Value> => {
    const answer = (await client.run(`epcs-idme.${verb}`, given)) as { outcome: string; value: Value };
    assert.equal(answer.outcome, 'done', `${verb}: ${JSON.stringify(answer)}`);
    return answer.value;
  };
  const newestLink = async (to: string): Promise<string> => {
    const { value } = (await client.run('epcs-messages.list', { to })) as {
      value: { messages: { link: string | null }[] };
    };
    return value.messages.filter(({ link }) => link !== null).at(-1)!.link!;
  };
  await client.run('epcs-fixtures.load', {});
  const { session: waiting } = await idme('sign-up', { email, password, acceptTerms: true });
  const welcome = await newestLink(email);
  assert.ok(welcome.startsWith(publicUrl), welcome);
  await idme('confirm-email', { link: welcome });
  await idme('after-confirmation', { session: waiting });
  await idme('set-up-phone', { session: waiting, phone });
  const { session } = await idme('confirm-phone', { session: waiting, code: await phoneCode(client) });
  await idme('photo-identification', { session, document: 'passport', outcome: 'accepted' });
  await idme('photo-self', { session, outcome: 'accepted' });
  await idme('credit-profile', { session, phone, channel: 'text', outcome: 'accepted' });
  await idme('social-security-number', { session, ssn: '666-12-3450' });
  const name = { firstName: 'Prescriber', lastName: 'One', birthDate: '1980-01-30' };
  const place = { address: '1 Example Street', postalCode: '00000', confirmed: true };
  await idme('confirm-information', { session, ...name, ...place });
  await idme('confirm-phone-link', { link: await newestLink(phone) });
  const npi = '1234567893';
  await idme('enter-npi', { session, npi });
  const licence = { licenceNumber: 'TEST-0001', licenceState: 'MD', specialty: 'Family Medicine' };
  await idme('confirm-npi', { session, npi, ...licence });
}

let publicUrl = '';

async function phoneCode(client: BenchClient): Promise<string> {
  return ((await client.run('fob.code', { fob: phone })) as { code: string }).code;
}

openid(
  'a person signs in with the code on their phone of the bench, and a client learns the NPI',
  async () => {
    publicUrl = await serve();
    const client = await openBenchClient(bench, findOperation);
    try {
      await verify(client);
      await client.run('bench.advance', { by: '1m' });
      const asked = await request(await configurationOf(publicUrl));
      const browser = new Browser();
      let page = await browser.submit(await browser.open(asked.address), 'sign-in', { email, password });
      const method = /name="method" value="([^"]+)"/.exec(page.text)![1]!;
      page = await browser.submit(page, 'method', { method });
      page = await browser.submit(page, 'send', { channel: 'text' });
      page = await browser.submit(page, 'code', { code: await phoneCode(client) });
      const back = await browser.submit(page, 'answer', { answer: 'allow' }, redirectUri);
      assert.equal((await tokensFor(asked, back.url)).claims()!.npi, '1234567893');

      await client.run('epcs-faults.set', { idmeUnavailable: true });
      assert.equal((await fetch(`${publicUrl}/oidc/.well-known/openid-configuration`)).status, 503);
    } finally {
      await client.close();
    }
  },
);

openid('the issuer, its endpoints and the allowed host follow --public-url', async () => {
  const url = await serve('--public-url', 'http://idme.example.test:8080');
  const ask = (host: string) =>
    new Browser().open(`${url}/oidc/.well-known/openid-configuration`, undefined, undefined, { host });
  const found = await ask('idme.example.test:8080');
  assert.equal(JSON.parse(found.text).issuer, 'http://idme.example.test:8080/oidc');
  assert.equal(JSON.parse(found.text).token_endpoint, 'http://idme.example.test:8080/oauth/token');
  assert.equal((await ask('other.example.test')).status, 421);
});

openid('options that do not fit are refused before anything listens', () => {
  const refusal = (...words: string[]): string => {
    const { status, stderr } = foblab(['serve', '--http', ...words], { bench });
    assert.equal(status, 2, stderr);
    return stderr;
  };
  assert.match(refusal('--public-url', 'idme'), /--public-url/);
  assert.match(refusal('--tls-cert', 'x.pem'), /both files/);
  assert.match(refusal('--oidc-time', 'lunar'), /wall, bench/);
  assert.match(
    refusal('--oidc-clients', join(root, 'clients.json'), '--listen', '0.0.0.0'),
    /beyond loopback people sign in over TLS alone/,
  );
  writeFileSync(join(root, 'bad.yaml'), 'clients: [{client_id: a, client_secret: hunter2}]');
  const bad = refusal('--oidc-clients', join(root, 'bad.yaml'));
  assert.match(bad, /clients\[0\]\.redirect_uris: expected/);
  assert.ok(!bad.includes('hunter2'));
});

const tlsName = 'over TLS by certificate and key';
if (spawnSync('openssl', ['version']).status !== 0)
  skip(openid, tlsName, 'no openssl here (Debian package openssl)');
else
  openid(tlsName, async () => {
    const [cert, key, other] = ['cert.pem', 'key.pem', 'other.pem'].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    const made = (keyFile: string, certFile: string) =>
      spawnSync('openssl', [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '1',
        ],
        ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', keyFile, '-out', certFile],
      ]);
    assert.equal(made(other, join(root, 'unused.pem')).status, 0);
    assert.equal(made(key, cert).status, 0);
    const wrong = foblab(['serve', '--http', '--tls-cert', cert, '--tls-key', other], { bench });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /other\.pem is not the private key of .*cert\.pem/);
    const url = await serve('--tls-cert', cert, '--tls-key', key);
    assert.match(url, /^https:/);
    const text = await new Promise<string>((resolve, reject) =>
      httpsRequest(
        `${url}/oidc/.well-known/openid-configuration`,
        { ca: readFileSync(cert) },
        async (response) => {
          let body = '';
          for await (const part of response.setEncoding('utf8')) body += part;
          resolve(body);
        },
      )
        .on('error', reject)
        .end(),
    );
    assert.equal(JSON.parse(text).issuer, `${url}/oidc`);
  });

openid.run();
