import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { LineSplitter } from './wire.js';

const wire = suite('wire');

wire('lines come out whole, split anywhere', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().map((text) => text.replaceAll('\n', '')),
        { maxLength: 20 },
      ),
      fc.array(fc.nat(400)),
      (lines, cuts) => {
        const text = lines.map((line) => `${line}\n`).join('');
        const splitter = new LineSplitter();
        const heard: string[] = [];
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), text.length]) {
          heard.push(...splitter.feed(text.slice(from, cut)));
          from = Math.max(from, cut);
        }
        assert.deepEqual(heard, lines);
      },
    ),
  );
});

wire('a line that never ends is refused at its limit, not gathered for ever', () => {
  const splitter = new LineSplitter(1000);
  for (let i = 0; i < 10; i++) splitter.feed('x'.repeat(100));
  assert.throws(() => splitter.feed('x'), /over the limit/);
});

wire('thirty megabytes in small pieces are one line', () => {
  const splitter = new LineSplitter();
  const piece = 'x'.repeat(1000);
  for (let i = 0; i < 30_000; i++) assert.deepEqual(splitter.feed(piece), []);
  assert.equal(splitter.feed('\n')[0]!.length, 30_000_000);
});

wire.run();
