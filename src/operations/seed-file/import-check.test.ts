// `import --check`: whether a code fits its record, and what the token would have to be for it to fit.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { pausedBench } from '../../../test/operations/paused-bench.js';
import { bytesContent } from '../../contract/content.js';

const hex = '3132333435363738393031323334353637383930';

test('a right code, a code of another step, and nothing imported', async () => {
  const bench = pausedBench();
  try {
    const file = bytesContent(Buffer.from(`3315511111,${hex},totp,6,30\n`), 'tokens.csv');
    const check = (code: string) => bench.run('seed-file.import', { file, check: '33-1551111-1', code });
    // oathtool --totp --now "2026-01-01 00:00:00 UTC", with -s 30s and 60s
    assert.match(((await check('745690')).notes as string[])[0]!, /the code of 3315511111 is right/);
    await assert.rejects(check(sixtySeconds), /invalid: this looks like a code of a 60 s token; the odds/);
    await assert.rejects(
      bench.run('seed-file.import', { file, check: '1', code: '123456' }),
      /has no serial "1"/,
    );
    await assert.rejects(
      bench.run('seed-file.import', { file, check: '3315511111' }),
      /check is a serial, and needs the code/,
    );
    assert.deepEqual((await bench.run('credential.list')).credentials, []);
  } finally {
    await bench.close();
  }
});

const sixtySeconds = '680438';

test.run();
