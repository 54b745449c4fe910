// Fifty connections at once: no request fails, and whoever follows the events sees each once and in order.
// FOBLAB_API_REQUESTS=100000 (npm run soak) is the long version.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { startServer } from './api-server.js';
import { underLoad } from './load.js';

const load = suite('load');
const requests = Number(process.env.FOBLAB_API_REQUESTS ?? 3000);

load('no error, and no event lost, twice or out of order', async () => {
  const s = await startServer();
  try {
    const { failed, seen, last, seconds } = await underLoad(s, { requests, connections: 50, reconnects: 20 });
    if (requests > 10_000) console.log(`${requests} requests in ${seconds.toFixed(1)} s, ${last} events`);
    assert.deepEqual(failed.slice(0, 5), []);
    // A comparison of whole lists would print them.
    const wrong = seen.findIndex((seq, i) => seq !== i + 1);
    assert.equal(wrong, -1, `event ${wrong + 1} is followed by ${seen[wrong]}`);
    assert.ok(seen.length >= last, `${seen.length} of ${last} events`);
  } finally {
    await s.close();
  }
});

load.run();
