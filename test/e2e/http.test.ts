// `foblab serve --http` as a script uses it: one line with the URL, requests, an end by SIGTERM.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { ask } from '../api/api-server.js';
import { foblab, startFoblab } from './foblab-process.js';

const http = suite('serve --http');
let root = '';
let bench = '';
http.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-http-'));
  bench = join(root, 'bench');
  assert.equal(
    foblab(['init', '--paused', '--seed', '1', '--at', '2026-01-01T00:00:00Z'], { bench }).status,
    0,
  );
  assert.equal(foblab(['add', 'onespan/digipass-go7', '--serial', '3315511111'], { bench }).status, 0);
});
http.after.each(() => rmSync(root, { recursive: true }));

http('prints one line with its URL, answers, and ends with 0 on SIGTERM', async () => {
  const portFile = join(root, 'port');
  const serving = startFoblab(['serve', '--http', '--port', '0', '--json', '--port-file', portFile], {
    bench,
  });
  const { url } = JSON.parse(await serving.line()) as { url: string };
  assert.equal(url, `http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}`);
  const pressed = await ask(url, 'POST', '/v1/fobs/3315511111/press', {});
  assert.equal(pressed.status, 200);
  assert.match(pressed.json.screen.text, /^\d{6}$/);
  const unknown = await ask(url, 'POST', '/v1/fobs/9999999999/press', {});
  assert.equal(unknown.status, 404);
  assert.equal(unknown.headers.get('content-type'), 'application/problem+json');
  assert.equal(unknown.json.code, 'not-found');
  assert.equal((await ask(url, 'GET', '/openapi.json')).json.openapi, '3.1.1');
  assert.equal((await ask(url, 'GET', '/healthz')).status, 200);
  assert.equal((await ask(url, 'GET', '/readyz')).status, 200);
  // The command line and HTTP work on one bench at once.
  const listed = foblab(['list', '--json'], { bench }).json() as { fobs: unknown[] };
  assert.equal(listed.fobs.length, 1);
  assert.equal(await serving.interrupt('SIGTERM'), 0);
});

http('runs beside another process that holds the bench', async () => {
  const owner = startFoblab(['serve', '--tcp', '--json'], { bench });
  await owner.line();
  const serving = startFoblab(['serve', '--http', '--json'], { bench });
  const { url } = JSON.parse(await serving.line()) as { url: string };
  const pressed = await ask(url, 'POST', '/v1/fobs/3315511111/press', {});
  assert.match(pressed.json.screen.text, /^\d{6}$/);
  assert.equal((await ask(url, 'POST', '/v1/fobs/9/press', {})).status, 404);
  // Its owner goes; the server takes the bench over.
  assert.equal(await owner.interrupt(), 0);
  assert.equal((await ask(url, 'GET', '/v1/fobs')).json.fobs.length, 1);
  assert.equal(await serving.interrupt('SIGTERM'), 0);
});

http('an option of HTTP without --http, and a port in use, are refused', async () => {
  const without = foblab(['serve', '--port-file', 'x'], { bench });
  assert.equal(without.status, 2);
  assert.match(without.stderr, /--port-file is for HTTP/);
  const serving = startFoblab(['serve', '--http', '--json'], { bench });
  const { url } = JSON.parse(await serving.line()) as { url: string };
  const taken = foblab(['serve', '--http', '--port', new URL(url).port], { bench });
  assert.equal(taken.status, 5);
  assert.match(taken.stderr, /in use/);
  assert.equal(await serving.interrupt('SIGTERM'), 0);
});

http('beyond loopback HTTP needs a token, and a console, which has no password, a warning', async () => {
  const refused = foblab(['serve', '--http', '--listen', '0.0.0.0'], { bench });
  assert.equal(refused.status, 4);
  assert.match(refused.stderr, /needs a token/);
  foblab(['add', 'onespan/digipass-go7', '--serial', '3315511111'], { bench });
  const serving = startFoblab(['serve', '--tcp', '--listen', '0.0.0.0', '--json'], { bench });
  await serving.line();
  assert.equal(await serving.interrupt('SIGTERM'), 0);
  assert.match(serving.said(), /0\.0\.0\.0 is no loopback address: .* no password/);
});

http.run();
