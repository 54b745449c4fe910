import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { keepFairly } from './fair-share.js';

const streamOf = (item: string): string => item[0]!;
const items = (stream: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${stream}${i}`);

test('a stream that never rests pushes out its own past and nobody else’s', () => {
  const kept = keepFairly([...items('a', 3), ...items('b', 5000), ...items('c', 2)], 100, streamOf);
  assert.equal(kept.length, 100);
  assert.deepEqual(kept.slice(0, 4), ['a0', 'a1', 'a2', 'b4905']);
  assert.deepEqual(kept.slice(-3), ['b4999', 'c0', 'c1']);
});

test('never more than there is room for, in order, the newest of each', () => {
  const streams = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 });
  fc.assert(
    fc.property(streams, fc.integer({ min: 1, max: 40 }), (given, room) => {
      const list = given.map((stream, i) => `${stream}${i}`);
      const kept = keepFairly(list, room, streamOf);
      assert.ok(kept.length <= room);
      assert.deepEqual(
        kept,
        list.filter((item) => kept.includes(item)),
      );
      const counts = ['a', 'b', 'c', 'd'].map((stream) => {
        const ofIt = (all: readonly string[]) => all.filter((item) => streamOf(item) === stream);
        const some = ofIt(kept);
        assert.deepEqual(some, some.length === 0 ? [] : ofIt(list).slice(-some.length));
        return { some: some.length, all: ofIt(list).length };
      });
      const cut = counts.filter(({ some, all }) => some < all).map(({ some }) => some);
      const longest = Math.max(...counts.map(({ some }) => some));
      if (room >= counts.length) for (const one of cut) assert.equal(one, longest, 'equal shares');
    }),
  );
});

test.run();
