// HTTP endpoints as targets: a real server on loopback, and a clock that the test moves.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createPlainServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { test } from 'uvu';
import { skip } from '../../test/skip.js';
import { failure, opened, promised, request } from '../../test/targets/described.js';
import { manualDependencies } from '../../test/targets/manual-dependencies.js';

const verdict = [
  'verdict:',
  '  - { status: 200, json: /result/value, equals: true, outcome: accepted }',
  '  - { status: 200, json: /result/value, equals: false, outcome: refused }',
  '  - { status: 400-404, body: REPLAYED, outcome: replayed }',
  '  - { body: "^NO$", outcome: invalid }',
];

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void;

/** Serves while `use` runs; ends every connection afterwards. */
async function serving(
  handler: Handler,
  use: (origin: string, seen: Seen[]) => Promise<void>,
): Promise<void> {
  const all: Seen[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      const seen = { method: incoming.method!, url: incoming.url!, headers: incoming.headers, body };
      all.push(seen);
      handler(incoming, response, seen);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, all);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answering =
  (status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

test('status, JSON and text decide; an answer that no rule reads is no verdict', async () => {
  const cases: [number, string, string][] = [
    [200, '{"result":{"value":true}}', 'accepted'],
    [200, '{"result":{"value":false}}', 'refused'],
    [403, 'status=REPLAYED_OTP', 'replayed'],
    [404, 'x\nNO\ny', 'invalid'],
    [200, '{"result":{"value":"true"}}', 'no rule reads it'],
    [200, '<html>', 'no rule reads it, and it is not JSON'],
    [500, 'NO', 'status 500, no rule reads it'],
    [302, '', 'Redirects are not followed'],
  ];
  for (const [status, body, expected] of cases)
    await serving(answering(status, body, { location: '/elsewhere' }), async (origin, seen) => {
      const answer = opened(['kind: http', `url: ${origin}/check?otp={code}`, ...verdict]).verify(request);
      if (/^[a-z]+$/.test(expected)) {
        const { outcome, raw } = await answer;
        assert.equal(outcome, expected);
        assert.equal(raw.kind === 'http' && raw.status, status);
      } else assert.ok((await failure(answer, 'unreadable')).message.includes(expected));
      assert.equal(seen.length, 1);
    });
});

test('encodes a value for the place that it is inserted in', async () => {
  const nasty = `a/../b?x=1&y#z%2e" '\\ \r\n {code} é😀 +;=<&>]]>`;
  await serving(answering(200, '{"result":{"value":true}}'), async (origin, seen) => {
    const json = ['kind: http', `url: ${origin}/{serial}/v?s={serial}&c={code}`];
    await opened([
      ...json,
      "body: { json: { s: '{serial}', list: [true, null, 007, '{code}'] } }",
      ...verdict,
    ]).verify({ ...request, serial: nasty });
    const url = new URL(seen[0]!.url, origin);
    assert.equal(seen[0]!.method, 'POST');
    assert.equal(url.pathname.split('/').length, 3);
    assert.equal(decodeURIComponent(url.pathname.split('/')[1]!), nasty);
    assert.deepEqual(
      [...url.searchParams],
      [
        ['s', nasty],
        ['c', '755224'],
      ],
    );
    assert.deepEqual(JSON.parse(seen[0]!.body), { s: nasty, list: [true, null, '007', '755224'] });
    assert.equal(seen[0]!.headers['content-type'], 'application/json');

    await opened([
      'kind: http',
      `url: ${origin}/`,
      "body: { form: { user: '{serial}', pass: '{pin}{code}' } }",
      ...verdict,
    ]).verify({ ...request, serial: nasty, pin: '&=' });
    assert.deepEqual(
      [...new URLSearchParams(seen[1]!.body)],
      [
        ['user', nasty],
        ['pass', '&=755224'],
      ],
    );

    await opened([
      'kind: http',
      `url: ${origin}/`,
      'body: { xml: \'<v id="{serial}">{code}</v>\' }',
      ...verdict,
    ]).verify({ ...request, serial: nasty });
    const element = new DOMParser().parseFromString(seen[2]!.body, 'application/xml').documentElement!;
    assert.equal(element.getAttribute('id'), nasty);
    assert.equal(element.textContent, '755224');
  });
});

test('does not send a value that does not fit in a path or a header', async () => {
  const path = opened(['kind: http', 'url: http://127.0.0.1:9/{serial}/x?c={code}', ...verdict]);
  for (const serial of ['.', '..']) await failure(path.verify({ ...request, serial }), 'unsendable');
  const dots = opened(['kind: http', 'url: http://127.0.0.1:9/.{serial}/x?c={code}', ...verdict]);
  await failure(dots.verify({ ...request, serial: '.' }), 'unsendable');
  const header = opened([
    'kind: http',
    'url: http://127.0.0.1:9/',
    "headers: { X-Otp: '{code}' }",
    ...verdict,
  ]);
  for (const code of ['1\r\nX: y', '1\n', 'é', '\0'])
    await failure(header.verify({ ...request, code }), 'unsendable');
});

test('sends secrets in headers, and redacts an answer that echoes them', async () => {
  await serving(
    (_, response, { headers, body }) =>
      response.writeHead(404).end(`REPLAYED ${headers.authorization} ${body}`),
    async (origin, seen) => {
      const dependencies = manualDependencies({ TOKEN: 'tok"en/secret' });
      const { outcome, raw } = await opened(
        [
          'kind: http',
          `url: ${origin}/`,
          'method: PUT',
          "headers: { Authorization: 'Bearer {secret.token}', Content-Type: application/vnd.acme+json }",
          "body: { json: { code: '{code}', again: '{secret.token}' } }",
          'secrets: { token: { env: TOKEN } }',
          ...verdict,
        ],
        dependencies,
      ).verify({ ...request, code: '755 224' });
      assert.equal(outcome, 'replayed');
      assert.equal(seen[0]!.method, 'PUT');
      assert.equal(seen[0]!.headers.authorization, 'Bearer tok"en/secret');
      assert.equal(seen[0]!.headers['content-type'], 'application/vnd.acme+json');
      assert.equal(
        raw.kind === 'http' && raw.body,
        'REPLAYED Bearer [secret token] {"code":"[code]","again":"[secret token]"}',
      );
    },
  );
});

test('gives up after the timeout on a server that never answers or never ends its answer', async () => {
  const dependencies = manualDependencies();
  for (const handler of [
    () => {},
    (_, response) => void response.writeHead(200).write('{'),
  ] satisfies Handler[]) {
    let asked = promised();
    await serving(
      (incoming, response, seen) => {
        (handler as Handler)(incoming, response, seen);
        asked.resolve();
      },
      async (origin) => {
        for (const end of ['timeout', 'aborted'] as const) {
          const abort = new AbortController();
          const answer = opened(
            ['kind: http', `url: ${origin}/{code}`, 'timeout: 2s', ...verdict],
            dependencies,
          ).verify({ ...request, signal: abort.signal });
          await asked.promise;
          asked = promised();
          if (end === 'aborted') abort.abort();
          else await dependencies.elapse(2000);
          const error = await failure(answer, end);
          if (end === 'timeout') assert.match(error.message, /within 2000 ms/);
        }
      },
    );
    assert.equal(dependencies.waiting(), 0);
  }
});

test('reports a server that hangs up before or during its answer', async () => {
  for (const handler of [
    (incoming) => void incoming.socket.destroy(),
    (incoming, response) => {
      response
        .writeHead(200, { 'content-length': '100' })
        .write('{"result"', () => incoming.socket.destroy());
    },
  ] satisfies Handler[])
    await serving(handler, async (origin) => {
      const answer = opened(['kind: http', `url: ${origin}/{code}`, ...verdict]).verify(request);
      assert.match((await failure(answer, 'broken-off')).message, /Whether it took the code is not known\.$/);
    });
});

test('refuses answers that are too large, compressed or no text', async () => {
  const ask = (origin: string) => opened(['kind: http', `url: ${origin}/{code}`, ...verdict]).verify(request);
  await serving(answering(200, Buffer.alloc(10_000_000, 0x20)), async (origin) => {
    assert.match((await failure(ask(origin), 'too-large')).message, /more than 1048576 bytes/);
  });
  await serving(answering(200, '', { 'x-flood': 'x'.repeat(100_000) }), async (origin) => {
    await failure(ask(origin), 'too-large');
  });
  await serving(
    answering(200, gzipSync('{"result":{"value":true}}'), { 'content-encoding': 'gzip' }),
    async (origin, seen) => {
      assert.match((await failure(ask(origin), 'unreadable')).message, /its body is packed/);
      assert.equal(seen[0]!.headers['accept-encoding'], 'identity');
    },
  );
  const broken = Buffer.concat([
    Buffer.from('{"result":{"value":true},"x":"'),
    Buffer.from([0xff]),
    Buffer.from('"}'),
  ]);
  await serving(answering(200, broken), async (origin) => {
    assert.match((await failure(ask(origin), 'unreadable')).message, /it is not JSON/);
  });
  await serving(answering(200, '['.repeat(1_000_000)), async (origin) => {
    await failure(ask(origin), 'unreadable');
  });
});

test('reports a closed port and a server that does not speak HTTP', async () => {
  const server = createPlainServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (origin: string) => opened(['kind: http', `url: ${origin}/{code}`, ...verdict]).verify(request);
  assert.match((await failure(ask(`http://${place}`), 'unreadable')).message, /does not answer in HTTP/);
  assert.match((await failure(ask(`https://${place}`), 'unreachable')).message, /does not speak TLS/);
  server.close();
  await once(server, 'close');
  assert.match(
    (await failure(ask(`http://${place}`), 'unreachable')).message,
    /nothing listens there \(ECONNREFUSED\)/,
  );
});

test('stops a pattern that would match for ever', async () => {
  await serving(answering(200, `${'a'.repeat(50)}!`), async (origin) => {
    const answer = opened([
      'kind: http',
      `url: ${origin}/{code}`,
      "verdict: [{ body: '^(a+)+$', outcome: accepted }, { outcome: refused }]",
    ]).verify(request);
    assert.match((await failure(answer, 'unreadable')).message, /pattern of rule 1 .* takes too long/);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'foblab-tls-'));
test.after(() => rmSync(folder, { recursive: true }));
const made = spawnSync('openssl', [
  ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
  ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
  ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')],
]);
const secure = 'refuses an untrusted certificate before anything is sent';
if (made.status !== 0) skip(test, secure, 'openssl is missing: apt-get install openssl');
else
  test(secure, async () => {
    let asked = 0;
    const server = createSecureServer(
      { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'certificate.pem')) },
      (_, response) => {
        asked++;
        response.end('{"result":{"value":true}}');
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = opened(['kind: http', `url: https://127.0.0.1:${port}/{code}`, ...verdict]).verify(
      request,
    );
    assert.match((await failure(answer, 'unreachable')).message, /is not trusted .*NODE_EXTRA_CA_CERTS/);
    assert.equal(asked, 0);
    server.closeAllConnections();
    server.close();
  });

test.run();
