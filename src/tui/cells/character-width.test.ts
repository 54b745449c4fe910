import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { Canvas } from './canvas.js';
import { columnsOf, fitted, padded, rightAligned, textWidth } from './character-width.js';

const shown = (text: string): string =>
  columnsOf(text)
    .map(({ character }) => character)
    .join('');

test('what a terminal would act upon never reaches it', () => {
  assert.equal(shown('a\u001b[2Jb\u0007\r\n\u009bc'), 'a[2Jbc');
  assert.equal(shown('e\u0301\u200b\ufe0f'), 'e');
});

test('emoji, whose width nobody agrees on, become question marks', () => {
  assert.equal(shown('key 🔑 👩‍💻'), 'key ? ??');
});

test('wide characters count twice', () => {
  assert.equal(textWidth('抽屉 2'), 6);
  assert.equal(fitted('抽屉抽屉', 5), '抽屉…');
  assert.equal(fitted('抽屉抽屉', 4), '抽…');
});

test('fitted, padded and aligned text has the width that was asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 40 }), (text, width) => {
      assert.ok(textWidth(fitted(text, width)) <= width);
      assert.equal(textWidth(padded(text, width)), width);
      assert.equal(textWidth(rightAligned(text, width)), width);
    }),
  );
});

test('what is drawn over a selected row does not keep its highlight', () => {
  const canvas = new Canvas({ width: 6, height: 2 });
  canvas.put(0, 0, 'below');
  canvas.select(0);
  const over = canvas.part(1, 0, 3, 2);
  over.fill();
  over.put(0, 0, 'new');
  assert.deepEqual(
    canvas.cells[0]!.map(({ selected }) => selected),
    [true, false, false, false, true, true],
  );
});

test.run();
