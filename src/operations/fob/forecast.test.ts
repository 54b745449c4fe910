// Where a clock has been: the same figures for whoever opens the bench again, and no line across a change.

import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { initBench } from '../../bench/index.js';
import type { PastPoint } from '../../contract/results/fob-forecast.js';
import { runOnBench } from '../../host/run-on-bench.js';
import { findOperation } from '../table.js';

const forecast = suite('fob.forecast');
const startMs = Date.UTC(2026, 0, 1);
const fob = '3315511111';
let directory = '';

forecast.before.each(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'foblab-forecast-')), 'bench');
  initBench(directory, { rate: 0, atUs: startMs * 1000, seed: '42' });
  await run('fob.add', { model: 'onespan/digipass-go7', serial: fob, driftPpm: 20 });
});
forecast.after.each(() => rmSync(join(directory, '..'), { recursive: true }));

/** Each opens the bench, does one thing and lets it go: nothing is left in memory for the next. */
const run = (operation: string, given: Record<string, unknown>): Promise<unknown> =>
  runOnBench(
    directory,
    {
      operation: operationNamed(operation),
      arguments: given,
      item: () => {},
      signal: new AbortController().signal,
    },
    findOperation,
  );
const past = async (): Promise<PastPoint[]> =>
  ((await run('fob.forecast', { fob })) as { past: PastPoint[] }).past;
const daysOf = ({ at }: PastPoint): number => (Date.parse(at) - startMs) / 86_400_000;

forecast('a bench that is opened again knows the whole way since the last change', async () => {
  await run('bench.advance', { by: '100d' });
  const points = await past();
  assert.equal(points.length, 49);
  assert.equal(points[0]!.offsetSeconds, 0);
  for (const point of points)
    assert.ok(Math.abs(point.offsetSeconds - daysOf(point) * 86_400 * 20e-6) < 0.001, point.at);
});

forecast('before a change only what was seen is told, and the change is marked', async () => {
  await run('bench.advance', { by: '50d' });
  await run('fob.press', { fob });
  await run('bench.advance', { by: '50d' });
  await run('fob.clock', { fob, offset: 500 });
  await run('bench.advance', { by: '100d' });
  const points = await past();
  const before = points.filter((point) => daysOf(point) < 99);
  assert.ok(before.every((point) => Math.abs(point.offsetSeconds - daysOf(point) * 1.728) < 0.01));
  assert.ok(before.length < 10, 'the added, the press and its display');
  const change = points.filter(({ changed }) => changed).at(-1)!;
  assert.equal(daysOf(change), 100);
  assert.ok(Math.abs(change.offsetSeconds - 500) < 0.01);
  const after = points.filter((point) => daysOf(point) > 100);
  assert.equal(after.length, 48);
  for (const point of after)
    assert.ok(Math.abs(point.offsetSeconds - 500 - (daysOf(point) - 100) * 1.728) < 0.01, point.at);
});

forecast('a fob that has just been put on the bench has no past', async () => {
  const points = await past();
  assert.deepEqual(points, [{ at: '2026-01-01T00:00:00Z', offsetSeconds: 0, changed: true }]);
});

forecast(
  'it tells from when on a press shows the end of the battery, which comes before the empty cell',
  async () => {
    type Ends = { at: string; codesEndAt: string | null; batteryEndsAt: string | null };
    const ends = async (): Promise<Ends> => (await run('fob.forecast', { fob })) as Ends;
    const text = async (): Promise<string> => operationNamed('fob.forecast').text!((await ends()) as never);
    const { codesEndAt, batteryEndsAt } = await ends();
    assert.ok(Date.parse(codesEndAt!) < Date.parse(batteryEndsAt!));
    const screenAfterPress = async (): Promise<string> =>
      ((await run('fob.press', { fob })) as { screen: { state: string } }).screen.state;
    const seconds = (Date.parse(codesEndAt!) - startMs) / 1000;
    await run('bench.advance', { by: `${seconds - 86_400}s` });
    assert.equal(await screenAfterPress(), 'showing');
    await run('bench.advance', { by: '1d' });
    assert.equal(await screenAfterPress(), 'notice');
    await run('fob.battery-replace', { fob });
    const latched = await ends();
    assert.equal(latched.codesEndAt, latched.at, 'a new cell changes nothing');
    assert.match(await text(), /a press shows the end of the battery instead of a code/);
  },
);

forecast.run();
