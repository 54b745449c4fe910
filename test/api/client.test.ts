// The generated client, and the examples in other languages, against a server.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import { FoblabClient, FoblabError } from '../../src/api/client/index.js';
import { clientText } from '../../src/api/index.js';
import { type ServerUnderTest, startServer } from './api-server.js';

const client = suite('foblab/client');
let s: ServerUnderTest;
client.before.each(async () => {
  s = await startServer();
});
client.after.each(() => s.close());

client('its operations are those of the table (npx tsx scripts/write-client.ts)', async () => {
  const file = new URL('../../src/api/client/operations.ts', import.meta.url);
  assert.equal(readFileSync(file, 'utf8'), await clientText());
});

client('runs an operation with its parameters in path, query and body', async () => {
  const foblab = new FoblabClient(`${s.url}/`);
  const serial = '3315511120';
  await foblab.run('fob.add', { model: 'onespan/digipass-go7', serial });
  const pressed = await foblab.run('fob.press', { fob: serial });
  assert.match(pressed.screen.text, /^\d{6}$/);
  assert.equal((await foblab.run('bench.log', { last: 1 })).schema, 'foblab.bench.log/2');
  const again = { idempotencyKey: 'once' };
  const first = await foblab.run('bench.advance', { by: '1d' }, again);
  assert.deepEqual(await foblab.run('bench.advance', { by: '1d' }, again), first);
});

client('a refusal is an error with the problem', async () => {
  const foblab = new FoblabClient(s.url);
  await assert.rejects(foblab.run('fob.press', { fob: '999' }), (error) => {
    assert.ok(error instanceof FoblabError);
    assert.equal(error.code, 'not-found');
    assert.equal(error.problem.status, 404);
    return true;
  });
});

client('follows events, in a lab of its own', async () => {
  const lab = await new FoblabClient(s.url).startLab({ seed: '7' });
  const serial = '3315511120';
  await lab.run('fob.add', { model: 'onespan/digipass-go7', serial });
  const kinds: string[] = [];
  const left = new AbortController();
  const following = (async () => {
    for await (const event of lab.stream('bench.log', { since: 1 }, { signal: left.signal })) {
      kinds.push((event as { kind: string }).kind);
      if (kinds.includes('display-on')) return;
    }
  })();
  await lab.run('fob.press', { fob: serial });
  await following;
  left.abort();
  assert.deepEqual(kinds, ['added', 'press', 'display-on']);
});

client.run();
