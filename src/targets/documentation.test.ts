// docs/targets.md: every example is a valid file whose target answers, and every list matches the code.
import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { request } from '../../test/targets/described.js';
import { documentedTargets, page } from '../../test/targets/documented.js';
import { manualDependencies } from '../../test/targets/manual-dependencies.js';
import { openTarget, parseTargetFile, placeholders, TargetFileError, targetOutcomes } from './index.js';

const examples = documentedTargets();
const folder = mkdtempSync(join(tmpdir(), 'foblab-documented-'));
test.after(() => rmSync(folder, { recursive: true }));

const read = (name: string, change: (text: string) => string = (text) => text) =>
  parseTargetFile(change(examples.get(name)!), { name, file: `targets/${name}.yaml`, folder });

test('every YAML block on the page is a valid target file', () => {
  assert.equal(page.split('```yaml').length - 1, examples.size);
  assert.deepEqual(
    [...examples.keys()].map((name) => [name, read(name).kind, read(name).timeBase]),
    [
      ['staging', 'http', 'wall'],
      ['privacyidea', 'http', 'wall'],
      ['yubico', 'http', 'wall'],
      ['vault', 'http', 'wall'],
      ['own-clock', 'http', 'bench'],
      ['oathtool', 'command', 'bench'],
      ['frozen', 'command', 'bench'],
      ['running', 'command', 'bench'],
      ['multiotp', 'command', 'wall'],
    ],
  );
});

const answers: Record<string, [status: number, body: string, outcome: string][]> = {
  staging: [
    [200, '{"verified":true}', 'accepted'],
    [200, '{"verified":false}', 'refused'],
    [409, '', 'replayed'],
    [429, '', 'throttled'],
    [401, '', 'refused'],
  ],
  privacyidea: [
    [200, '{"jsonrpc":"2.0","result":{"status":true,"value":true,"authentication":"ACCEPT"}}', 'accepted'],
    [200, '{"jsonrpc":"2.0","result":{"status":true,"value":false,"authentication":"REJECT"}}', 'refused'],
  ],
  yubico: [
    [200, 'h=x\r\nt=2026\r\nstatus=OK\r\n', 'accepted'],
    [200, 'h=x\r\nstatus=REPLAYED_OTP\r\n', 'replayed'],
    [200, 'status=BAD_OTP', 'invalid'],
  ],
  vault: [
    [200, '{"data":{"valid":true}}', 'accepted'],
    [200, '{"data":{"valid":false}}', 'invalid'],
    [400, '{"errors":["code already used; wait until the next time period"]}', 'replayed'],
  ],
  'own-clock': [
    [204, '', 'accepted'],
    [403, '', 'refused'],
  ],
};

test('every HTTP example on the page reads the answers of its endpoint', async () => {
  writeFileSync(join(folder, 'token'), 'token-of-acme\n');
  let next: [number, string] = [200, ''];
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      const { authorization = incoming.headers['x-vault-token'] ?? '' } = incoming.headers;
      asked.push([incoming.method, incoming.url, authorization, body].join(' '));
      response.writeHead(next[0]).end(next[1]);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dependencies = manualDependencies({ VAULT_TOKEN: 'token-of-vault' });
  for (const [name, cases] of Object.entries(answers)) {
    const description = read(name, (text) =>
      text.replace(/https?:\/\/[^/]+/, origin).replace('~/.config/acme/token', 'token'),
    );
    for (const [status, body, outcome] of cases) {
      next = [status, body];
      const verdict = await openTarget(description, dependencies).verify({ ...request, pin: '1234' });
      assert.equal(verdict.outcome, outcome, name);
    }
  }
  server.closeAllConnections();
  server.close();
  assert.deepEqual(
    [...new Set(asked)],
    [
      'POST /api/verify Bearer token-of-acme {"serial":"3315511111","code":"755224"}',
      'POST /validate/check  serial=3315511111&pass=1234755224',
      'GET /wsapi/2.0/verify?id=1&otp=755224&nonce=00112233445566778899aabbccddeeff  ',
      'POST /v1/totp/code/3315511111 token-of-vault {"code":"755224"}',
      'POST /verify  {"serial":"3315511111","code":"755224","at":1893456000}',
    ],
  );
});

test('the multiOTP example reads the exit codes of a program with that name', async () => {
  const program = join(folder, 'multiotp');
  writeFileSync(program, '#!/bin/sh\ntest "$1" = 3315511111 && exit "$2"\n');
  chmodSync(program, 0o755);
  const target = openTarget(read('multiotp'), manualDependencies({ PATH: `${folder}:${process.env.PATH}` }));
  for (const [code, outcome] of [
    ['0', 'accepted'],
    ['26', 'replayed'],
    ['36', 'unknown-credential'],
    ['93', 'out-of-sync'],
  ] as const)
    assert.equal((await target.verify({ ...request, code })).outcome, outcome);
});

test('the page names every outcome and every placeholder, and shows real error messages', () => {
  for (const outcome of targetOutcomes) assert.ok(page.includes(`\`${outcome}\``), outcome);
  for (const name of Object.keys(placeholders)) assert.ok(page.includes(`\`{${name}}\``), name);
  const slips = examples.get('staging')!.replace('headers', 'haeders').replace('accepted', 'acepted');
  const [shown] = /```text\n(.*?)```/s.exec(page)!.slice(1);
  try {
    parseTargetFile(slips, { name: 'staging', file: 'targets/staging.yaml', folder });
    assert.fail('no error');
  } catch (error) {
    assert.ok(error instanceof TargetFileError, String(error));
    const shownProblems = error.message.split('\n').filter((line) => /haeders|acepted/.test(line));
    assert.deepEqual(
      shownProblems.map((line) => line.replace(/:\d+:\d+:/, '')),
      shown!
        .trim()
        .split('\n')
        .map((line) => line.replace(/:\d+:\d+:/, '')),
    );
  }
});

test.run();
