// What a code says about a fob that it does not fit: `import --check`, `enroll --code`, `observe`.
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
/** oathtool --totp --now "2026-01-01 01:00:00 UTC" */
const anHourLater = '689816';

test('a proof of another step enrols nothing and says what the fob may be', async () => {
  const bench = pausedBench();
  try {
    const enroll = (code: string) =>
      bench.run('credential.enroll', { serial: '3315511111', secret: hex, code });
    await assert.rejects(enroll(sixtySeconds), /invalid; this looks like a code of a 60 s token; the odds/);
    await assert.rejects(
      enroll(anHourLater),
      /1 h is a time zone .* Enrol it without a code and then resynchronize/,
    );
    assert.deepEqual((await bench.run('credential.list')).credentials, []);
  } finally {
    await bench.close();
  }
});

test('observe names what the fob may be, and a time zone: by a file, by a credential, by a twin', async () => {
  const bench = pausedBench();
  try {
    const observe = async (serial: string, code: string, more = {}) => {
      const asked = { serial, code, at: '2026-01-01T00:00:00Z', keepAnyway: true, ...more };
      return (await bench.run('observation.add', asked)).notes as string[];
    };
    await bench.run('credential.enroll', { serial: '3315511112', secret: hex });
    await bench.run('fob.add', {
      model: 'onespan/digipass-go7',
      serial: '3315511113',
      secret: hex,
      period: 30,
    });
    const cases = [
      ['3315511111', { secret: hex }],
      ['3315511112', {}],
      ['3315511113', {}],
    ] as const;
    for (const [serial, more] of cases) {
      assert.deepEqual(await observe(serial, '745690', more), []);
      assert.match(
        (await observe(serial, sixtySeconds, more))[0]!,
        /a 60 s token; the odds of a coincidence are 1 in \d+/,
      );
      assert.match((await observe(serial, anHourLater, more))[0]!, /: 1 h is a time zone or a summer time/);
    }
  } finally {
    await bench.close();
  }
});

test.run();
