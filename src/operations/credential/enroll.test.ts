import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { pausedBench } from '../../../test/operations/paused-bench.js';

const secret = '3132333435363738393031323334353637383930';

test('a serial that a terminal would obey is refused, and nothing is enrolled', async () => {
  const bench = pausedBench();
  try {
    for (const serial of ['A\u009b31mB', 'A\u001b[2J', 'A\u0000', 'A\u202eB'])
      await assert.rejects(
        bench.run('credential.enroll', { serial, secret }),
        /^OperationError: serial: it has the control character .*; leave that out$/,
      );
    const { credentials } = await bench.run('credential.list');
    assert.deepEqual(credentials, []);
    await bench.run('credential.enroll', { serial: '33-1551111-1', secret });
  } finally {
    await bench.close();
  }
});

test.run();
