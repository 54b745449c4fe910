import * as assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { test } from 'uvu';
import { storeContract } from '../../test/contract/store-contract.js';
import { acceptance, answerOf, enrolment, startUs } from '../../test/contract/store-samples.js';
import { createMemoryStore } from './memory-store.js';

storeContract('the memory store', async () => createMemoryStore());

test('expired answers leave as new ones come: what is kept does not grow', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const store = createMemoryStore();
  await store.commit(enrolment('a'));
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 4000; i++) {
    const timeUs = startUs + i * 60_000_000;
    // A text of its own each: 40 MB in all.
    const text = Buffer.alloc(10_000, String(i)).toString('latin1');
    const answer = answerOf('a', `r${i}`, { answer: text, expiresUs: timeUs + 30_000_000 });
    assert.equal((await store.commit(acceptance('a', i + 1, i, { timeUs, answer }))).applied, true);
  }
  collect();
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(grown < 10_000_000, `${Math.round(grown / 1e6)} MB more`);
  await store.close();
});

test.run();
