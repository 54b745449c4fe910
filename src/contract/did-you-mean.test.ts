import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { closest } from './did-you-mean.js';

const near = suite('closest');
const words = ['press', 'advance', 'age', 'battery', 'snapshot', 'restore', 'remove', 'serve', 'fault'];

near('a slip of the finger, a swap, a beginning, another case', () => {
  for (const [given, meant] of [
    ['pres', 'press'],
    ['rpess', 'press'],
    ['pess', 'press'],
    ['presss', 'press'],
    ['advence', 'advance'],
    ['bat', 'battery'],
    ['SNAPSHOT', 'snapshot'],
    ['agee', 'age'],
    ['fualt', 'fault'],
  ] as const)
    assert.equal(closest(given, words), meant, given);
});

near('what is near nothing suggests nothing', () => {
  for (const given of ['', 'x', 'xylophone', 'b', 'qqqq'])
    assert.equal(closest(given, words), undefined, given);
});

near('a very long word is answered at once', () => {
  assert.equal(closest('x'.repeat(1_000_000), words), undefined);
});

near.run();
