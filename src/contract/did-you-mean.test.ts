import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { closest } from './did-you-mean.js';

const near = suite('closest');
const words = ['press', 'advance', 'age', 'battery', 'snapshot', 'restore', 'remove', 'serve', 'fault'];

near('finds the name for a wrong letter, a swap, a beginning, and another case', () => {
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

near('suggests nothing for a word that is near no name', () => {
  for (const given of ['', 'x', 'xylophone', 'b', 'qqqq'])
    assert.equal(closest(given, words), undefined, given);
});

near('a very long word is answered at once', () => {
  assert.equal(closest('x'.repeat(1_000_000), words), undefined);
});

near.run();
