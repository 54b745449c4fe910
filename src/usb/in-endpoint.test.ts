import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { InEndpoint } from './in-endpoint.js';
import type { TransferResult } from './transfer.js';

function endpoint(mode: 'message' | 'stream', limitBytes = 1000) {
  const results: [number, TransferResult][] = [];
  const made = new InEndpoint({ address: 0x81, maxPacketSize: 8, mode, limitBytes });
  made.reset(true);
  const submit = (tag: number, length: number) =>
    made.submit(length, (result) => results.push([tag, result]));
  const bytes = (): [number, number[]][] => results.map(([tag, { data }]) => [tag, [...data]]);
  return { made, submit, results, bytes };
}

test('transfers wait for data and get it in order', () => {
  const { made, submit, results, bytes } = endpoint('message');
  submit(1, 8);
  submit(2, 8);
  assert.deepEqual(results, []);
  made.write(Uint8Array.of(10));
  made.write(Uint8Array.of(11));
  made.write(Uint8Array.of(12));
  submit(3, 8);
  assert.deepEqual(bytes(), [
    [1, [10]],
    [2, [11]],
    [3, [12]],
  ]);
});

test('a cancelled transfer gets no data, and can be cancelled only once', () => {
  const { made, submit, bytes } = endpoint('message');
  const first = submit(1, 8);
  submit(2, 8);
  assert.equal(first.cancel(), true);
  assert.equal(first.cancel(), false);
  made.write(Uint8Array.of(10));
  assert.deepEqual(bytes(), [[2, [10]]]);
});

test('an answered transfer can no longer be cancelled', () => {
  const { made, submit } = endpoint('message');
  const first = submit(1, 8);
  made.write(Uint8Array.of(1));
  assert.equal(first.cancel(), false);
});

test('a stream joins writes, and fills each transfer', () => {
  const { made, submit, bytes } = endpoint('stream');
  made.write(Uint8Array.of(1, 2, 3));
  made.write(Uint8Array.of(4, 5));
  submit(1, 4);
  submit(2, 4);
  assert.deepEqual(bytes(), [
    [1, [1, 2, 3, 4]],
    [2, [5]],
  ]);
  assert.equal(made.queuedBytes, 0);
});

test('a message continues in the next transfer if the buffer holds whole packets; any other buffer overflows', () => {
  const { made, submit, results, bytes } = endpoint('message');
  made.write(Uint8Array.from({ length: 12 }, (_, i) => i));
  submit(1, 8);
  submit(2, 8);
  assert.deepEqual(bytes(), [
    [1, [0, 1, 2, 3, 4, 5, 6, 7]],
    [2, [8, 9, 10, 11]],
  ]);
  made.write(Uint8Array.from({ length: 12 }));
  submit(3, 5);
  assert.equal(results[2]![1].status, 'overflow');
  assert.equal(made.queuedBytes, 0);
});

test('the queue is bounded, and a message is queued whole or not at all', () => {
  const { made } = endpoint('message', 16);
  assert.equal(made.write(new Uint8Array(10)), true);
  assert.equal(made.write(new Uint8Array(10)), false);
  assert.equal(made.queuedBytes, 10);
});

test('a write copies its bytes, of a Buffer too', () => {
  const { made, submit, bytes } = endpoint('message');
  const buffer = Buffer.from([1, 2]);
  made.write(buffer);
  buffer[0] = 9;
  submit(1, 8);
  assert.deepEqual(bytes(), [[1, [1, 2]]]);
});

test('a write from within a completion keeps the order', () => {
  const { made, bytes, results } = endpoint('message');
  made.submit(8, (result) => {
    results.push([1, result]);
    made.write(Uint8Array.of(3));
  });
  made.submit(8, (result) => results.push([2, result]));
  made.submit(8, (result) => results.push([3, result]));
  made.write(Uint8Array.of(1));
  made.write(Uint8Array.of(2));
  assert.deepEqual(bytes(), [
    [1, [1]],
    [2, [3]],
    [3, [2]],
  ]);
});

test.run();
