import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { codesOverDays, labBench } from '../../../test/operations/lab-bench.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { rfcSecret } from '../../../test/operations/plugged-keys.js';
import type { PassportAnswer } from '../../contract/results/passport.js';

const test = suite('passports');

test('all that is known on one page, as data, as Markdown and for the terminal', async () => {
  const lab = labBench({ at: '2026-12-01T00:00:00Z' });
  for (const { at, code } of await codesOverDays(rfcSecret, 9, [0, 60, 150], '2026-01-01T09:00:00Z'))
    await lab.run('observation.add', { serial: '3315511111', code, at });
  const first = await lab.run('passport.show', { serial: '33-1551111-1', battery: '2.91 V' });
  assert.ok((first.passport as PassportAnswer).withoutSeed !== null, 'nobody has the seed yet');
  lab.wallMs += 1000;
  const shown = await lab.run('passport.show', {
    serial: '3315511111',
    secret: rfcSecret,
    note: 'a winter in a car | and *more*',
    markdown: true,
  });
  const passport = shown.passport as PassportAnswer;
  assert.equal(passport.timeBase, 'wall');
  assert.equal(passport.readings.length, 3);
  assert.deepEqual(passport.battery, [{ notedAt: '2026-12-01T00:00:00Z', text: '2.91 V' }]);
  assert.match(shown.markdown as string, /^# Fob 3315511111\n/);
  assert.match(shown.markdown as string, /Drift: \+\d+\.\d ppm/);
  assert.match(shown.markdown as string, /a winter in a car \\\| and \\\*more\\\*/);
  const text = operationNamed('passport.show').text({ ...shown, page: null });
  assert.match(text, /drift {5}\+/);
  assert.match(text, /battery {3}2026-12-01T00:00:00Z {2}2\.91 V/);
  await lab.close();
});

test('a seed that comes later judges every reading that was kept', async () => {
  const lab = labBench({ at: '2026-12-01T00:00:00Z' });
  for (const { at, code } of await codesOverDays(rfcSecret, -15, [0, 90, 180], '2026-01-01T09:00:00Z'))
    await lab.run('observation.add', { serial: '3315511111', code, at });
  await lab.run('credential.enroll', { serial: '3315511111', secret: rfcSecret });
  const { passport } = await lab.run('passport.show', { serial: '3315511111' });
  const { low, high } = (passport as PassportAnswer).clock!.driftPpm!;
  assert.ok(low <= -15 && -15 <= high);
  await lab.close();
});

test('a remark starts a passport; a fob of which nothing is known has none', async () => {
  const lab = labBench();
  await assert.rejects(lab.run('passport.show', { serial: '3315511111' }), { code: 'not-found' });
  await lab.run('passport.show', { serial: '3315511111', note: 'found in a drawer' });
  const { fobs } = (await lab.run('passport.list')) as { fobs: { serial: string; remarks: number }[] };
  assert.deepEqual(
    fobs.map(({ serial, remarks }) => [serial, remarks]),
    [['3315511111', 1]],
  );
  await assert.rejects(lab.run('passport.show', { serial: '3315511112' }), /observed: 3315511111/);
  await lab.close();
});

test.run();
