import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { readSeedFile } from '../../seed-files/index.js';
import { reportAnswer, reportLines } from './report-text.js';

const secret = '3132333435363738393031323334353637383930';

test('what is the same for a whole delivery is said once; what is wrong is said of each record', async () => {
  const lines = ['serial,secret', `1,${secret}`, `2,${secret}`, '3,xyz', '4,zzz', `5,${secret}`];
  const seeds = await readSeedFile(new TextEncoder().encode(lines.join('\n')), {
    partial: true,
    defaults: { type: 'totp' },
  });
  const [together, third, fourth, fifth, ...more] = reportLines({
    report: reportAnswer(seeds),
    notes: seeds.notes,
  });
  assert.match(together!, /^records 1 to 2 \(lines 2 to 3\): read, .*assumed/);
  assert.match(third!, /^record 3 \(line 4\)/);
  assert.match(fourth!, /^record 4 \(line 5\)/);
  assert.match(fifth!, /^record 5 \(line 6\) 5: read, .*assumed/);
  assert.deepEqual(more, []);
});

test.run();
