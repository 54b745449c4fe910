import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { codesOverDays, labBench } from '../../../test/operations/lab-bench.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { rfcSecret } from '../../../test/operations/plugged-keys.js';

const test = suite('passports');

test('all that is known on one page, as data, as Markdown and for the terminal', async () => {
  const lab = labBench({ at: '2026-12-01T00:00:00Z' });
  for (const { at, code } of await codesOverDays(rfcSecret, 9, [0, 60, 150], '2026-01-01T09:00:00Z'))
    await lab.run('device.observe', { serial: '3315511111', code, at });
  const lines = (await lab.run('device.passport', { serial: '33-1551111-1', battery: '2.91 V' })) as {
    withoutSeed: object;
  };
  assert.ok(lines.withoutSeed !== undefined, 'nobody has the seed yet');
  lab.wallMs += 1000;
  const passport = await lab.run('device.passport', {
    serial: '3315511111',
    secret: rfcSecret,
    note: 'a winter in a car | and *more*',
    markdown: true,
  });
  assert.equal(passport.schema, 'foblab.passport/1');
  assert.equal(passport.timeBase, 'wall');
  assert.equal((passport.readings as object[]).length, 3);
  assert.deepEqual(passport.battery, [{ at: '2026-12-01T00:00:00Z', text: '2.91 V' }]);
  assert.match(passport.markdown as string, /^# Fob 3315511111\n/);
  assert.match(passport.markdown as string, /Drift: \+\d+\.\d ppm/);
  assert.match(passport.markdown as string, /a winter in a car \\\| and \\\*more\\\*/);
  const { markdown: _, ...data } = passport;
  const text = operationNamed('device.passport').text(data);
  assert.match(text, /drift {5}\+/);
  assert.match(text, /battery {3}2026-12-01T00:00:00Z {2}2\.91 V/);
  await lab.close();
});

test('a seed that comes later judges every reading that was kept', async () => {
  const lab = labBench({ at: '2026-12-01T00:00:00Z' });
  for (const { at, code } of await codesOverDays(rfcSecret, -15, [0, 90, 180], '2026-01-01T09:00:00Z'))
    await lab.run('device.observe', { serial: '3315511111', code, at });
  await lab.run('credential.enroll', { serial: '3315511111', secret: rfcSecret });
  const { clock } = (await lab.run('device.passport', { serial: '3315511111' })) as {
    clock: { driftPpm: { low: number; high: number } };
  };
  assert.ok(clock.driftPpm.low <= -15 && -15 <= clock.driftPpm.high);
  await lab.close();
});

test('a remark starts a passport; a fob of which nothing is known has none', async () => {
  const lab = labBench();
  await assert.rejects(lab.run('device.passport', { serial: '3315511111' }), { code: 'not-found' });
  await lab.run('device.passport', { serial: '3315511111', note: 'found in a drawer' });
  const { fobs } = (await lab.run('device.passports')) as { fobs: { serial: string; remarks: number }[] };
  assert.deepEqual(
    fobs.map(({ serial, remarks }) => [serial, remarks]),
    [['3315511111', 1]],
  );
  await assert.rejects(lab.run('device.passport', { serial: '3315511112' }), /observed: 3315511111/);
  await lab.close();
});

test.run();
