// A stream of more than memory should hold: the operation waits for its reader, and a reader that keeps up is not cut off.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { itemStream } from './item-stream.js';

const streams = suite('item stream');
const text = 'x'.repeat(1000);

const turn = () => new Promise((resolve) => setImmediate(resolve));

function stream(items: number) {
  const left = new AbortController();
  const sent = { items: 0 };
  const response = itemStream({
    format: 'application/x-ndjson',
    async run(item, signal) {
      for (; sent.items < items && !signal.aborted; sent.items++) await item({ seq: sent.items, text });
      return { items };
    },
    shown: (value) => value,
    problem: () => assert.fail('a problem'),
    signal: left.signal,
  });
  return { response, sent, left };
}

streams('a reader that keeps up gets all of 40 MB, in order, and the answer', async () => {
  const { response } = stream(40_000);
  const lines = (await (await response).text()).trim().split('\n');
  assert.equal(lines.length, 40_001);
  assert.ok(lines.slice(0, -1).every((line, i) => JSON.parse(line).seq === i));
  assert.deepEqual(JSON.parse(lines.at(-1)!), { answer: { items: 40_000 } });
});

streams('an operation waits for a reader that does not read, and stops when it leaves', async () => {
  const { response, sent, left } = stream(40_000);
  await response;
  await turn();
  const waitingAt = sent.items;
  assert.ok(waitingAt > 100 && waitingAt < 1000, `${waitingAt} items wait for the reader`);
  left.abort();
  await turn();
  assert.ok(sent.items <= waitingAt + 1, `${sent.items} items`);
});

streams.run();
