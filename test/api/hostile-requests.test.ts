// Requests that no well-meant client sends, byte by byte: each gets a problem document, and none changes anything or leads
// past the guard.
import * as assert from 'node:assert/strict';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { suite } from 'uvu';
import type { Mount } from '../../src/api/index.js';
import { type ServerUnderTest, startServer } from './api-server.js';

const hostile = suite('hostile requests');

const pages: Mount = {
  path: '/',
  access: 'operate',
  app: () =>
    new Hono()
      .get('/', (c) => c.text('the first page'))
      .get('/gold', (c) => c.text('the page'))
      .get('/bench', (c) => c.text('the page of the bench')) as never,
};
const partner: Mount = {
  path: '/partner',
  access: 'anyone',
  crossOrigin: true,
  app: () => new Hono().get('/in', (c) => c.text('the partner')) as never,
};

let s: ServerUnderTest;
hostile.before(async () => {
  s = await startServer({ mounts: [partner, pages] });
});
hostile.after(() => s.close());

const press = '/v1/fobs/3315511111/press';
const json = 'Content-Type: application/json';

/** Sends the bytes (Latin-1) and reads until the server ends the connection. */
function exchange(url: string, bytes: string): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    socket.on('error', reject).on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const type = /^content-type: ([^;\r]*)/im.exec(head)?.[1] ?? '';
      resolve({ status: Number(head.split(' ')[1]), type, body });
    });
  });
}

function request(target: string, headers: readonly string[] = [], body?: string): string {
  const method = body === undefined ? 'GET' : 'POST';
  const length = body === undefined ? [] : [`Content-Length: ${body.length}`];
  const own = headers.some((header) => /^host:/i.test(header)) ? [] : ['Host: 127.0.0.1'];
  return `${[`${method} ${target} HTTP/1.1`, ...own, 'Connection: close', ...headers, ...length].join('\r\n')}\r\n\r\n${body ?? ''}`;
}

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** What is sent, the status, and what the problem says. */
const refused: Record<string, [bytes: string, status: number, detail: RegExp]> = {
  'a list for a body': [request(press, [json], '[]'), 400, /not a JSON object/],
  'a body cut short': [request(press, [json], '{"fob":'), 400, /not a JSON object/],
  'a body nested 100,000 deep': [
    request('/v1/fobs', [json], `{"model":${nested(100_000)}}`),
    400,
    /^model: an object given/,
  ],
  'a prototype in the body': [
    request(press, [json], '{"__proto__":{"fob":"1"}}'),
    400,
    /no argument '__proto__'/,
  ],
  'a prototype in the query': [request('/v1/fobs?__proto__=1'), 400, /no argument '__proto__'/],
  'a constructor in the query': [request('/v1/fobs?constructor=1'), 400, /no argument 'constructor'/],
  'a body that is not UTF-8': [request(press, [json], '{"a":"\xff"}'), 400, /not UTF-8/],
  'a path that is not UTF-8': [request('/v1/fobs/%ff%fe'), 400, /percent-encoding/],
  'a query that is not UTF-8': [request('/v1/fobs?label=%ff'), 400, /percent-encoding/],
  'percent-encoding that is none': [request('/v1/fobs/%zz'), 400, /percent-encoding/],
  'half a surrogate pair': [
    request('/v1/fobs/3315511111/label', [json], '{"label":"\\ud800"}'),
    400,
    /surrogate/,
  ],
  'a serial with a NUL': [request('/v1/fobs/3315511111%00/press', [json], '{}'), 404, /no fob/],
  'a serial that climbs folders': [request('/v1/fobs/..%2f..%2fetc%2fpasswd'), 404, /no fob/],
  'a path that climbs folders': [request('/v1/../../etc/passwd'), 404, /nothing at/],
  'a route with nothing in its place': [request('/v1/fobs/'), 404, /nothing at/],
  'another content type': [request(press, ['Content-Type: text/plain'], '{}'), 415, /application\/json/],
  'a compressed body': [
    request(press, [json, 'Content-Encoding: gzip'], '{}'),
    415,
    /send the body as it is/,
  ],
  'a GET with a body': [
    request('/v1/fobs', [json, 'Content-Length: 2']).concat('{}'),
    400,
    /a GET has no body/,
  ],
  'two Host headers': [request('/v1/fobs', ['Host: 127.0.0.1', 'Host: evil.example']), 400, /given 2 times/],
  'a Host with a user': [request('/v1/fobs', ['Host: 127.0.0.1@evil.example']), 400, /host/i],
  'a target of another host': [
    request('http://evil.example/v1/fobs'),
    421,
    /this server is not "evil.example"/,
  ],
  'no Host': ['GET /v1/fobs HTTP/1.1\r\nConnection: close\r\n\r\n', 400, /host/i],
  'a form that another page sends': [
    request(press, [json, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'], '{}'),
    403,
    /another origin/,
  ],
  'a page that climbs past a partner': [
    request('/partner/../v1/fobs', ['Origin: http://evil.example']),
    403,
    /another origin/,
  ],
  'a body of 5 MB': [request(press, [json], `"${'x'.repeat(5_000_000)}"`), 413, /more than 1 MB/],
  'a header of 100 KB': [request('/v1/fobs', [`X: ${'x'.repeat(100_000)}`]), 431, /16 KB/],
  'a length and chunks': [request(press, ['Transfer-Encoding: chunked'], '{}'), 400, /no request of HTTP/],
  'a chunk of no length': [
    `POST ${press} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    400,
    /no request of HTTP/,
  ],
  'a TLS greeting': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, /no request of HTTP/],
};

for (const [what, [bytes, status, detail]] of Object.entries(refused))
  hostile(`${what}: a problem document, and nothing changes`, async () => {
    const before = (await s.ask('GET', '/v1/events?last=1')).json;
    const answer = await exchange(s.url, bytes);
    assert.equal(answer.status, status, answer.body);
    assert.equal(answer.type, 'application/problem+json');
    const problem = JSON.parse(answer.body) as { status: number; detail: string; code: string };
    assert.equal(problem.status, status);
    assert.match(problem.detail, detail);
    assert.deepEqual((await s.ask('GET', '/v1/events?last=1')).json, before);
  });

hostile('a problem names the parameter that was wrong, and what it takes', async () => {
  const { json: problem } = await s.ask('POST', '/v1/time/advance', { by: 5 });
  assert.equal(problem.parameter, 'by');
  assert.match(problem.expected, /duration with its unit/);
  assert.equal((await s.ask('POST', '/v1/fobs', { modle: 'x' })).json.parameter, 'modle');
});

hostile('Accept: a stream is what is named, and not what q=0 refuses', async () => {
  const typeFor = async (accept: string): Promise<string | null> =>
    (await s.ask('GET', '/v1/events', undefined, { accept })).headers.get('content-type');
  for (const accept of ['*/*', 'text/event-stream;q=0', 'text/*, application/json', ';,;q=', 'image/png'])
    assert.equal(await typeFor(accept), 'application/json', accept);
});

hostile('a HEAD of a stream ends', async () => {
  const answer = await exchange(
    s.url,
    'HEAD /v1/events?follow=true HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
  );
  assert.deepEqual([answer.status, answer.type, answer.body], [200, 'text/event-stream', '']);
});

hostile('no spelling of a path leads to a page without the token', async () => {
  const guarded = await startServer({ mounts: [partner, pages], requireToken: true });
  try {
    const bearer = { authorization: `Bearer ${guarded.tokens.add('ci', 'operate').token}` };
    const { json: lab } = await guarded.ask('POST', '/v1/labs', {}, bearer);
    const below = new URL(lab.url).pathname;
    const paths = [
      '/gold',
      '/v1/../gold',
      '/v1/%2e%2e/gold',
      '/docs/../gold',
      '/partner/../gold',
      '/%67old',
      'http://127.0.0.1/gold',
      `${below}/gold`,
      '/partner/../v1/fobs',
      `${below}/fobs`,
    ];
    for (const path of paths) {
      const answer = await exchange(guarded.url, request(path));
      assert.equal(answer.status, 401, `${path}: ${answer.body}`);
    }
    for (const [path, text] of [
      ['/gold', 'the page'],
      [`${below}/gold`, 'the page'],
    ] as const)
      assert.equal((await guarded.ask('GET', path, undefined, bearer)).json, text);
    const look = { authorization: `Bearer ${guarded.tokens.add('dashboard', 'look').token}` };
    assert.equal((await guarded.ask('GET', '/gold', undefined, look)).status, 403);
    // A partner's users and browsers come without one.
    assert.equal((await guarded.ask('GET', '/partner/in')).json, 'the partner');
  } finally {
    await guarded.close();
  }
});

hostile('a lab has the pages too; where the API has the same path, a browser gets the page', async () => {
  const { json: lab } = await s.ask('POST', '/v1/labs', {});
  const below = new URL(lab.url).pathname;
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const get = async (path: string, headers = {}) => (await s.ask('GET', path, undefined, headers)).json;
  assert.equal(await get(`${below}/`), 'the first page');
  assert.equal(await get(`${below}/gold`), 'the page');
  assert.equal(await get(`${below}/bench`, browser), 'the page of the bench');
  assert.equal((await get(`${below}/bench`)).schema, 'foblab.bench.status/2');
  assert.equal((await get(`${below}/v1/bench`)).schema, 'foblab.bench.status/2');
  const none = await s.ask('GET', `${below}/nothing`);
  assert.equal(none.status, 404);
  assert.equal(none.headers.get('content-type'), 'application/problem+json');
});

hostile('a request that has only begun does not hold up the end of the server', async () => {
  const own = await startServer();
  const socket = connect(Number(new URL(own.url).port), '127.0.0.1');
  socket.on('error', () => {});
  await new Promise<void>((resolve) => socket.write('GET /v1/fobs HTTP/1.1\r\nHost: ', () => resolve()));
  // So that the server has seen it.
  await own.ask('GET', '/v1/fobs');
  const gone = new Promise((resolve) => socket.once('close', resolve));
  const startedMs = performance.now();
  await own.close();
  await gone;
  assert.ok(performance.now() - startedMs < 4000, 'it waited for the rest of the request');
});

hostile.run();
