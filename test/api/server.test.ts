// The server as its clients see it: problems, idempotency, streams, labs and the guards.
import * as assert from 'node:assert/strict';
import { request as rawRequest } from 'node:http';
import { suite } from 'uvu';
import { ask, type ServerUnderTest, startServer } from './api-server.js';
import { EventReader } from './event-reader.js';

const api = suite('server');
let s: ServerUnderTest;
api.before.each(async () => {
  s = await startServer();
});
api.after.each(() => s.close());

api('a change answers with the screen after it and the number of the last event', async () => {
  const { status, json } = await s.ask('POST', '/v1/fobs/3315511111/press', {});
  assert.equal(status, 200);
  assert.equal(json.schema, 'foblab.fob.press/2');
  assert.equal(json.serial, '3315511111');
  assert.match(json.screen.text, /^\d{6}$/);
  const { json: events } = await s.ask('GET', '/v1/events?last=1');
  assert.equal(json.seq, events.events[0].seq ?? events.events[0].number);
});

api('a body may be empty, or what curl -d sends', async () => {
  assert.equal((await s.ask('POST', '/v1/fobs/3315511111/press')).status, 200);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await s.ask('POST', '/v1/fobs/3315511111/press', '{}', form)).status, 200);
  assert.equal(
    (await s.ask('POST', '/v1/time/advance', '{"by":"1d"}', form)).json.at,
    '2026-01-02T00:00:00Z',
  );
});

api('a wrong request is a problem document with the code of the contract', async () => {
  const cases: [string, string, unknown, number, string, RegExp][] = [
    ['POST', '/v1/fobs/999/press', {}, 404, 'not-found', /999/],
    ['POST', '/v1/fobs/3315511111/press', { colour: 'red' }, 400, 'usage', /no argument 'colour'/],
    ['POST', '/v1/fobs/3315511111/age', {}, 400, 'usage', /by/],
    ['POST', '/v1/fobs/3315511111/age', { by: 'soon' }, 400, 'usage', /duration/],
    ['POST', '/v1/fobs/3315511111/press', '[1]', 400, 'usage', /not a JSON object/],
    ['POST', '/v1/fobs/3315511111/press', '{', 400, 'usage', /not a JSON object/],
    ['POST', '/v1/fobs/3315511111/press', { fob: '1' }, 400, 'usage', /given twice/],
    ['GET', '/v1/nothing', undefined, 404, 'not-found', /openapi/],
    ['DELETE', '/v1/events', undefined, 405, 'usage', /GET/],
    ['GET', '/v1/events?last=1&last=2', undefined, 400, 'usage', /2 times/],
    ['GET', '/v1/events?follow=maybe', undefined, 400, 'usage', /true or false/],
    ['POST', '/v1/fobs/3315511111/activation/scan?image=abc', {}, 400, 'usage', /URL/],
    ['GET', '/v1/labs/none/fobs', undefined, 404, 'not-found', /no lab/],
  ];
  for (const [method, path, body, status, code, detail] of cases) {
    const { headers, json, ...answer } = await s.ask(method, path, body);
    const what = `${method} ${path} ${JSON.stringify(json)}`;
    assert.equal(answer.status, status, what);
    assert.equal(headers.get('content-type'), 'application/problem+json', what);
    assert.equal(json.code, code, what);
    assert.equal(json.status, status, what);
    assert.match(json.detail, detail, what);
  }
  const { headers } = await s.ask('PUT', '/v1/fobs/3315511111', {});
  assert.equal(headers.get('allow'), 'DELETE, GET');
  const xml = await s.ask('POST', '/v1/fobs/3315511111/press', '<x/>', { 'content-type': 'application/xml' });
  assert.equal(xml.status, 415);
  const latin = await fetch(`${s.url}/v1/fobs/3315511111/press`, {
    method: 'POST',
    body: new Uint8Array([0xff]),
  });
  assert.equal(latin.status, 400);
});

api('a JSON body has at most 1 MB, whether or not its length is told', async () => {
  const long = JSON.stringify({ label: 'x'.repeat(1 << 20) });
  assert.equal((await s.ask('POST', '/v1/fobs/3315511111/label', long)).status, 413);
  const chunked = await fetch(`${s.url}/v1/fobs/3315511111/label`, {
    method: 'POST',
    body: new Blob([long]).stream(),
    duplex: 'half',
  } as RequestInit);
  assert.equal(chunked.status, 413);
  assert.equal((await s.ask('GET', '/v1/fobs/3315511111')).json.label, '');
});

api('a remedy names the request that would fix it', async () => {
  const { json } = await s.ask('POST', '/v1/wait', { for: '30s' });
  assert.equal(json.code, 'refused');
  assert.equal(json.remedy.operation, 'bench.advance');
  assert.equal(json.remedy.request, 'POST /v1/time/advance');
});

api('Idempotency-Key: a change that is sent again is not done again', async () => {
  const key = { 'idempotency-key': 'a-1' };
  const first = await s.ask('POST', '/v1/fobs/3315511111/press', {}, key);
  const again = await s.ask('POST', '/v1/fobs/3315511111/press', {}, key);
  assert.deepEqual(again.json, first.json);
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  // A second press would have switched the display off.
  assert.equal((await s.ask('GET', '/v1/fobs/3315511111')).json.screen.state, 'showing');
  const other = await s.ask('POST', '/v1/time/advance', { by: '1d' }, key);
  assert.equal(other.status, 422);
  const both = await Promise.all(
    [1, 2, 3].map(() => s.ask('POST', '/v1/time/advance', { by: '1d' }, { 'idempotency-key': 'b' })),
  );
  assert.deepEqual(
    both.map(({ json }) => json.at),
    Array(3).fill('2026-01-02T00:00:00Z'),
  );
  assert.equal(
    (await s.ask('POST', '/v1/time/advance', { by: '1d' }, { 'idempotency-key': 'ä b' })).status,
    400,
  );
  // A refusal is an answer, too.
  const refused = await s.ask(
    'POST',
    '/v1/fobs',
    { model: 'onespan/digipass-go7', serial: '3315511111' },
    { 'idempotency-key': 'c' },
  );
  assert.equal(refused.status, 409);
  assert.equal(
    (
      await s.ask(
        'POST',
        '/v1/fobs',
        { model: 'onespan/digipass-go7', serial: '3315511111' },
        { 'idempotency-key': 'c' },
      )
    ).headers.get('idempotency-replayed'),
    'true',
  );
});

api('events: none lost, none twice, none out of order, across reconnects', async () => {
  const seen: number[] = [];
  let reader = await EventReader.open(`${s.url}/v1/events?since=1`);
  for (let round = 0; round < 5; round++) {
    const presses = Promise.all(
      Array.from({ length: 40 }, () => s.ask('POST', '/v1/fobs/3315511111/press', {})),
    );
    for (let i = 0; i < 20; i++) seen.push(Number((await reader.next()).id));
    // Cut in the middle of what is being told.
    reader.close();
    await presses;
    reader = await EventReader.open(`${s.url}/v1/events`, seen.at(-1));
  }
  const { json } = await s.ask('GET', '/v1/events');
  const last = json.events.length;
  while (seen.at(-1)! < last) seen.push(Number((await reader.next()).id));
  reader.close();
  assert.deepEqual(
    seen,
    Array.from({ length: last }, (_, i) => i + 1),
  );
});

api('events as lines of JSON, and a list where a stream is not asked for', async () => {
  const answer = await fetch(`${s.url}/v1/events?follow=false`, {
    headers: { accept: 'application/x-ndjson' },
  });
  assert.equal(answer.headers.get('content-type'), 'application/x-ndjson');
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(lines.at(-1).answer.events[0].kind, 'added');
  assert.equal(
    (await s.ask('GET', '/v1/events', undefined, { 'last-event-id': 'x', accept: 'text/event-stream' }))
      .status,
    400,
  );
  assert.equal(
    (await s.ask('GET', '/v1/events?fob=nobody', undefined, { accept: 'text/event-stream' })).status,
    404,
  );
});

api('a client that leaves stops a long operation', async () => {
  const left = new AbortController();
  const answer = await fetch(`${s.url}/v1/links/serve`, {
    method: 'POST',
    body: '{"tcp":true}',
    headers: { 'content-type': 'application/json' },
    signal: left.signal,
  });
  assert.match(answer.headers.get('content-type')!, /event-stream/);
  const reader = answer.body!.getReader();
  let text = '';
  while (!text.includes('ready')) text += new TextDecoder().decode((await reader.read()).value);
  assert.equal((await s.ask('GET', '/v1/links')).json.links.length, 1);
  left.abort();
  await reader.read().catch(() => {});
  for (let tries = 0; (await s.ask('GET', '/v1/links')).json.links.length > 0; tries++)
    assert.ok(tries < 500);
});

api('the server ends while a stream is open', async () => {
  const own = await startServer();
  const reader = await EventReader.open(`${own.url}/v1/events`);
  await own.close();
  await reader.end();
});

api('another Host, another Origin and a page of another site are refused', async () => {
  assert.equal(await statusOf(s.url, '/v1/fobs', { host: 'evil.example' }), 421);
  assert.equal(await statusOf(s.url, '/v1/fobs', { host: `localhost:${new URL(s.url).port}` }), 200);
  for (const headers of [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
  ] as Record<string, string>[])
    assert.equal(await statusOf(s.url, '/v1/fobs', headers), 403, JSON.stringify(headers));
  assert.equal(await statusOf(s.url, '/v1/fobs', { origin: s.url, 'sec-fetch-site': 'same-origin' }), 200);
  const { headers } = await s.ask('GET', '/v1/fobs');
  assert.equal(headers.get('access-control-allow-origin'), null);
  assert.equal(
    await statusOf(
      s.url,
      '/v1/fobs',
      { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
      'OPTIONS',
    ),
    403,
  );
});

api('a path in the place of a content, a store or a target is refused', async () => {
  for (const [path, body] of [
    ['/v1/seed-files/import', { file: '/etc/passwd' }],
    ['/v1/bench/restore', { file: '../bench/bench.json' }],
    ['/v1/fobs/add-from', { from: 'file:///etc/passwd' }],
    ['/v1/credentials', { fob: '3315511111', store: '/tmp/other.db' }],
    ['/v1/targets/..%2Fetc%2Fpasswd/check', {}],
    ['/v1/links/serve', { tcp: true, listen: '0.0.0.0' }],
  ] as const) {
    const { status, json } = await s.ask('POST', path, body);
    assert.equal(status, 400, `${path}: ${JSON.stringify(json)}`);
    assert.equal(json.code, 'usage');
  }
});

api('a file is uploaded as the body, with its parameters in the query', async () => {
  const delivery = '3315511112,3132333435363738393031323334353637383930,totp,6,30\n';
  const answer = await fetch(`${s.url}/v1/seed-files/import?format=oath-csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'idempotency-key': 'delivery-1' },
    body: delivery,
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.equal((await s.ask('GET', '/v1/credentials/3315511112')).status, 200);
  const tooLong = await fetch(`${s.url}/v1/seed-files/import`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'content-length': String(1e12) },
    body: delivery,
  }).catch(() => undefined);
  assert.ok(tooLong === undefined || tooLong.status === 413);
});

api('tokens: missing, wrong, too weak, revoked; kept as digests alone', async () => {
  const own = await startServer({ requireToken: true, showSecrets: true });
  try {
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const look = own.tokens.add('dashboard', 'look').token;
    const operate = own.tokens.add('ci', 'operate').token;
    const administer = own.tokens.add('ops', 'administer').token;
    const press = '/v1/fobs/3315511111/press';
    const missing = await own.ask('POST', press, {});
    assert.equal(missing.status, 401);
    assert.match(missing.headers.get('www-authenticate')!, /^Bearer/);
    assert.equal((await own.ask('POST', press, {}, bearer('fob_wrong'))).status, 401);
    assert.equal((await own.ask('POST', press, {}, bearer(look))).status, 403);
    assert.equal((await own.ask('GET', '/v1/fobs', undefined, bearer(look))).status, 200);
    assert.equal((await own.ask('POST', press, {}, bearer(operate))).status, 200);
    assert.equal((await own.ask('POST', '/v1/tokens', { name: 'x' }, bearer(operate))).status, 403);
    const made = await own.ask('POST', '/v1/tokens', { name: 'x', access: 'look' }, bearer(administer));
    assert.match(made.json.token, /^fob_/);
    const { json } = await own.ask('GET', '/v1/tokens', undefined, bearer(administer));
    assert.deepEqual(
      json.tokens.map(({ name }: { name: string }) => name),
      ['dashboard', 'ci', 'ops', 'x'],
    );
    assert.equal((await own.ask('DELETE', '/v1/tokens/ci', undefined, bearer(administer))).status, 200);
    assert.equal((await own.ask('POST', press, {}, bearer(operate))).status, 401);
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/docs'])
      assert.equal((await own.ask('GET', path)).status, 200, path);
  } finally {
    await own.close();
  }
});

api(
  'a change whose answer is a secret is refused before it is done, where the secret may not leave',
  async () => {
    const refused = await s.ask('POST', '/v1/tokens', { name: 'x' });
    assert.equal(refused.status, 403);
    assert.deepEqual((await s.ask('GET', '/v1/tokens')).json.tokens, []);
  },
);

api('eight labs at once, each with its own fobs, time and verifier', async () => {
  const codes = await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const { json: lab } = await s.ask('POST', '/v1/labs', { seed: String(i % 4) });
      const at = (method: string, path: string, body?: unknown) => ask(lab.url, method, path, body);
      const { json: fob } = await at('POST', '/v1/fobs', { model: 'onespan/digipass-go7' });
      await at('POST', '/v1/credentials', { fob: fob.serial });
      await at('POST', '/v1/time/advance', { by: `${i + 1}d` });
      const { json: shown } = await at('POST', `/fobs/${fob.serial}/code`, {});
      const verdict = await at('POST', `/v1/credentials/${fob.serial}/verify`, { otp: shown.code });
      assert.equal(verdict.json.outcome, 'accepted');
      const replay = await at('POST', `/v1/credentials/${fob.serial}/verify`, { otp: shown.code });
      assert.equal(replay.json.outcome, 'replayed');
      assert.equal(
        (await at('GET', '/v1/bench')).json.time ?? (await at('GET', '/v1/bench')).json.at,
        `2026-01-0${i + 2}T00:00:00Z`,
      );
      return { lab: lab.lab as string, serial: fob.serial as string };
    }),
  );
  // The same seed gives the same fobs; another one gives others.
  assert.equal(codes[0]!.serial, codes[4]!.serial);
  assert.equal(new Set(codes.map(({ serial }) => serial)).size, 4);
  assert.equal((await s.ask('GET', '/v1/labs')).json.labs.length, 8);
  assert.equal((await s.ask('GET', '/v1/fobs')).json.fobs.length, 1);
  for (const { lab } of codes) assert.equal((await s.ask('DELETE', `/v1/labs/${lab}`)).status, 200);
  assert.equal((await s.ask('GET', `/v1/labs/${codes[0]!.lab}/fobs`)).status, 404);
});

api('a lab ends by itself', async () => {
  const { json } = await s.ask('POST', '/v1/labs', { idle: '1s' });
  while ((await s.ask('GET', '/v1/labs')).json.labs.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await s.ask('GET', `/v1/labs/${json.lab}`)).status, 404);
});

api('a pool lends each fob to one test, and takes it back', async () => {
  const one = await s.ask('POST', '/v1/fobs/lend', { by: 'worker-1' });
  assert.equal(one.json.serial, '3315511111');
  const none = await s.ask('POST', '/v1/fobs/lend', {});
  assert.equal(none.status, 409);
  const waiting = s.ask('POST', '/v1/fobs/lend', { wait: '30s' });
  assert.equal((await s.ask('GET', '/v1/fobs/lent')).json.leases[0].by, 'worker-1');
  assert.equal((await s.ask('POST', '/v1/fobs/3315511111/return', { lease: 'other' })).status, 409);
  assert.equal((await s.ask('POST', '/v1/fobs/3315511111/return', { lease: one.json.lease })).status, 200);
  assert.equal((await waiting).json.serial, '3315511111');
});

api('a code that is good: unused in its time step, and one that lasts', async () => {
  const code = (given: Record<string, unknown>) => s.ask('POST', '/v1/fobs/3315511111/code', given);
  await s.ask('POST', '/v1/credentials', { fob: '3315511111' });
  await s.ask('POST', '/v1/time/advance', { by: '20s' });
  const verified = async (otp: string): Promise<string> =>
    (await s.ask('POST', '/v1/credentials/3315511111/verify', { otp })).json.outcome;
  const first = (await code({})).json;
  assert.equal(await verified(first.code), 'accepted');
  assert.equal((await code({})).json.code, first.code);
  const fresh = (await code({ unused: true })).json;
  assert.notEqual(fresh.code, first.code);
  assert.ok(fresh.secondsLeft > 29, JSON.stringify(fresh));
  assert.equal(await verified(fresh.code), 'accepted');
  await s.ask('POST', '/v1/time/advance', { by: '45s' });
  // Nothing was shown in this step, and its second half has begun.
  const here = (await code({ unused: true })).json;
  assert.ok(here.secondsLeft < 16, JSON.stringify(here));
  const lasting = (await code({ validFor: '20s' })).json;
  assert.ok(lasting.secondsLeft > 20, JSON.stringify(lasting));
  assert.equal((await code({ validFor: '31s' })).status, 400);
  const several = await Promise.all([1, 2, 3].map(() => code({ unused: true })));
  assert.equal(new Set(several.map(({ json }) => json.code)).size, 3);
});

api('a secret leaves the server only where its flag and the token allow it', async () => {
  const path = '/v1/fobs/3315511111/otpauth';
  const withheld = (await s.ask('GET', path)).json;
  assert.deepEqual(withheld.withheld, ['uri']);
  assert.ok(!JSON.stringify(withheld).includes('secret='));
  const own = await startServer({ showSecrets: true });
  try {
    const bearer = { authorization: `Bearer ${own.tokens.add('ops', 'administer').token}` };
    assert.deepEqual((await own.ask('GET', path)).json.withheld, ['uri']);
    assert.match((await own.ask('GET', path, undefined, bearer)).json.uri, /secret=/);
  } finally {
    await own.close();
  }
});

api('too many requests, and too many connections, are told so', async () => {
  const own = await startServer({ requestsPerSecond: 5, mostConnections: 2 });
  try {
    const statuses = [];
    for (let i = 0; i < 12; i++) {
      const answer = await own.ask('GET', '/v1/fobs');
      statuses.push(answer.status);
      if (answer.status === 429) assert.equal(answer.headers.get('retry-after'), '1');
    }
    assert.equal(statuses[0], 200);
    assert.equal(statuses.at(-1), 429);
    const open = await Promise.all(
      [1, 2, 3, 4].map(() => statusOf(own.url, '/healthz', { connection: 'keep-alive' })),
    );
    assert.ok(open.includes(503), open.join());
  } finally {
    await own.close();
  }
});

api('the page and its policy: nothing from elsewhere', async () => {
  const { json: html, headers } = await s.ask('GET', '/docs');
  assert.match(headers.get('content-security-policy')!, /default-src 'none'/);
  assert.ok(!/(?:src|href)="(?:https?:)?\/\//.test(html));
});

api('wait: an event, a screen, a moment; refused at once on a paused bench', async () => {
  assert.equal((await s.ask('POST', '/v1/wait', { fob: '3315511111', event: 'press' })).status, 409);
  assert.equal((await s.ask('POST', '/v1/wait', {})).status, 400);
  assert.equal((await s.ask('POST', '/v1/wait', { screen: '*' })).status, 400);
  const waiting = s.ask('POST', '/v1/wait', { fob: '3315511111', event: 'press', evenPaused: true });
  await s.ask('GET', '/v1/fobs');
  const { json: pressed } = await s.ask('POST', '/v1/fobs/3315511111/press', {});
  const waited = await waiting;
  assert.equal(waited.json.event.kind, 'press');
  assert.equal(waited.json.screen.text, pressed.screen.text);
  const shown = await s.ask('POST', '/v1/wait', { fob: '3315511111', screen: pressed.screen.text });
  assert.equal(shown.status, 200);
  const missed = await s.ask('POST', '/v1/wait', {
    fob: '3315511111',
    screen: '0',
    evenPaused: true,
    wallLimit: '20ms',
  });
  assert.equal(missed.status, 504);
  assert.equal(missed.json.code, 'timeout');
  await s.ask('PUT', '/v1/time/rate', { rate: '86400' });
  const off = await s.ask('POST', '/v1/wait', { fob: '3315511111', screen: '' });
  assert.equal(off.json.screen?.state, 'asleep', JSON.stringify(off.json));
  assert.equal((await s.ask('POST', '/v1/wait', { for: '1h', within: '30m' })).status, 504);
  assert.equal((await s.ask('POST', '/v1/wait', { for: '1h' })).status, 200);
});

function statusOf(
  url: string,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = rawRequest(url + path, { method, headers, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode!));
    });
    sent.on('error', reject);
    sent.end();
  });
}

api.run();
