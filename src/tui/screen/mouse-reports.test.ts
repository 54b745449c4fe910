import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { MouseReports } from './mouse-reports.js';

const stream =
  '\u001b[<0;9;6M\u001b[<0;9;6mabc\u001b[<64;1;1M\u001b[<65;250;60M\u001b[A\u001b[<2;4;4M\u001b[<32;5;5M';
const expected = [
  { kind: 'down', x: 8, y: 5 },
  { kind: 'up', x: 8, y: 5 },
  { kind: 'wheel-up', x: 0, y: 0 },
  { kind: 'wheel-down', x: 249, y: 59 },
];

test('several reports in one read, other keys between them', () => {
  assert.deepEqual(new MouseReports().feed(stream), expected);
});

test('the same, however the stream is cut', () => {
  for (let first = 0; first <= stream.length; first++)
    for (let second = first; second <= stream.length; second++) {
      const reports = new MouseReports();
      const cut = [stream.slice(0, first), stream.slice(first, second), stream.slice(second)];
      assert.deepEqual(
        cut.flatMap((part) => reports.feed(part)),
        expected,
      );
    }
});

test('an endless report is not kept', () => {
  const reports = new MouseReports();
  for (let i = 0; i < 1000; i++) assert.deepEqual(reports.feed('\u001b[<000000000000000000000000'), []);
  assert.deepEqual(reports.feed('\u001b[<0;1;1M'), [{ kind: 'down', x: 0, y: 0 }]);
});

test.run();
