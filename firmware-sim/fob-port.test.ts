import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { FobError } from './fob-port.js';

test('a refusal carries its code', () => {
  assert.equal(new FobError('dead', 'x').code, 'dead');
});

test.run();
