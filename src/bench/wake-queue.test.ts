import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { WakeQueue } from './wake-queue.js';

const queue = suite('wake queue');

function drained(of: WakeQueue): [key: string, timeUs: number][] {
  const out: [string, number][] = [];
  for (let next = of.peek(); next !== undefined; next = of.peek()) {
    out.push([next.key, next.timeUs]);
    of.set(next.key, 0, undefined);
  }
  return out;
}

queue('ties fall by the order of insertion, whatever order they are set in', () => {
  for (const keys of [
    ['a', 'b', 'c', 'd'],
    ['d', 'c', 'b', 'a'],
    ['c', 'a', 'd', 'b'],
  ]) {
    const wakes = new WakeQueue();
    for (const key of keys) wakes.set(key, 'abcd'.indexOf(key), 7);
    assert.deepEqual(
      drained(wakes).map(([key]) => key),
      ['a', 'b', 'c', 'd'],
    );
  }
});

queue('agrees with a plain list that is sorted each time', () => {
  const change = fc.record({
    key: fc.integer({ min: 0, max: 9 }),
    timeUs: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const wakes = new WakeQueue();
      const plain = new Map<number, number>();
      for (const { key, timeUs } of changes) {
        wakes.set(`fob ${key}`, key, timeUs);
        if (timeUs === undefined) plain.delete(key);
        else plain.set(key, timeUs);
        const first = [...plain].sort((a, b) => a[1] - b[1] || a[0] - b[0])[0];
        assert.equal(wakes.peek()?.key, first && `fob ${first[0]}`);
        assert.equal(wakes.peek()?.timeUs, first?.[1]);
      }
      assert.equal(drained(wakes).length, plain.size);
    }),
  );
});

queue('a fob that moves its wake for ever leaves no pile behind', () => {
  const wakes = new WakeQueue();
  for (let i = 0; i < 100; i++) wakes.set(`idle ${i}`, i, 1e9 + i);
  for (let press = 0; press < 100_000; press++) wakes.set('pressed', 200, 5e9 + press);
  assert.ok(wakes.size < 400, `${wakes.size} entries for 101 fobs`);
  assert.equal(wakes.peek()!.key, 'idle 0');
});

queue.run();
