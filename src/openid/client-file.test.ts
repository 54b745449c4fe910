import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { OperationError } from '../contract/operation-error.js';
import { parseClients } from './client-file.js';
import { hostNameOf, readPublicUrl } from './public-url.js';

const secret = 'a-secret-nobody-may-see';
const good = {
  client_id: '0012',
  client_secret: secret,
  client_name: 'Example EHR',
  redirect_uris: ['https://ehr.example.test/callback?x=1'],
};

function refusal(text: string): string {
  try {
    parseClients(text, 'clients.yaml');
  } catch (error) {
    assert.ok(error instanceof OperationError, String(error));
    assert.equal(error.code, 'usage');
    assert.ok(!error.message.includes(secret), error.message);
    return error.message;
  }
  assert.fail(`taken: ${text}`);
}

const json = (...clients: object[]): string => JSON.stringify({ clients });

test('reads YAML and JSON alike; digits stay text, and the name defaults to the ID', () => {
  const yaml = `clients:
  - client_id: 0012   # digits
    client_secret: ${secret}
    client_name: Example EHR
    redirect_uris:
      - https://ehr.example.test/callback?x=1
`;
  const expected = [{ ...good, token_endpoint_auth_method: 'client_secret_basic' }];
  assert.deepEqual(parseClients(yaml, 'c'), expected);
  assert.deepEqual(parseClients(json(good), 'c'), expected);
  const { client_name: _, ...unnamed } = good;
  assert.equal(parseClients(json(unnamed), 'c')[0]!.client_name, '0012');
});

test('reports each mistake with its place and what is expected, and never shows a secret', () => {
  for (const [text, says] of [
    ['', /expected a mapping with clients/],
    ['- a', /expected a mapping with clients/],
    ['clients: []', /clients: expected a list of 1 to 1000/],
    ['clients: [', /line 1: it is no YAML or JSON/],
    [`clients:\n  - client_secret: ${secret}\n    client_secret: ${secret}`, /line 3: .*duplicate key/],
    [`a: &x ${secret}\nclients: *x`, /alias|no field "a"/],
    [
      json({ ...good, redirect_uri: 'x' }),
      /clients\[0\]: there is no field "redirect_uri"; did you mean redirect_uris\?/,
    ],
    [json({ ...good, client_id: '' }), /client_id: expected 1 to 200 characters/],
    [json({ ...good, client_id: 'a\nb' }), /client_id: expected/],
    [json({ ...good, client_secret: undefined }), /client_secret: expected/],
    [json({ ...good, client_secret: `${secret}\u202e` }), /client_secret: expected/],
    [json({ ...good, client_name: 'a\u202eb' }), /client_name: expected a name/],
    [json(good, good), /clients\[1\]\.client_id: it is taken/],
    [json({ ...good, client_id: 'iprescribe' }), /it is taken/],
    [json({ ...good, token_endpoint_auth_method: 'none' }), /client_secret_basic or client_secret_post/],
    [json({ ...good, userinfo_signed_response_alg: 'HS256' }), /expected RS256/],
    [json({ ...good, redirect_uris: [] }), /redirect_uris: expected a list/],
  ] as const)
    assert.match(refusal(text), says);
  for (const uri of [
    '/callback',
    'https://*.example.test/callback',
    'https://ehr.example.test/callback#x',
    'https://user:password@ehr.example.test/',
    'javascript:alert(1)',
    'ehr.example.test/callback',
    ' https://ehr.example.test/',
  ])
    assert.match(
      refusal(json({ ...good, redirect_uris: [uri] })),
      /redirect_uris\[0\]: expected the whole address/,
    );
});

test('a public address is an origin of http or https', () => {
  assert.equal(readPublicUrl('https://idme.example.test:8443/'), 'https://idme.example.test:8443');
  assert.equal(readPublicUrl('HTTP://IDME.example.test:80'), 'http://idme.example.test');
  assert.equal(hostNameOf('http://[::1]:8080'), '[::1]');
  for (const typed of ['', 'idme', 'ftp://a', 'http://a/b', 'http://a?x', 'http://a#b', 'http://u:p@a'])
    assert.throws(() => readPublicUrl(typed), /--public-url/, typed);
  assert.throws(
    () => readPublicUrl('http://u:hunter2@a'),
    (error: Error) => !error.message.includes('hunter2'),
  );
});

test.run();
