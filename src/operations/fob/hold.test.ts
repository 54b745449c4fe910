// A finger on a button, as the operations have it: it stays while time passes by whatever means, over a change of process,
// a snapshot and a restore, and everybody can see it.

import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { runNamed } from '../../../test/operations/run-named.js';
import { initBench, memoryBench, openBenchOnDisk } from '../../bench/index.js';
import type { ScreenAnswer } from '../../bench/screen-reading.js';
import { BenchHost } from '../../host/bench-host.js';
import { findOperation } from '../index.js';

const holding = suite('hold and release');
const startUs = 1_767_225_600_000_000;
const fob = '3315511111';

let root = '';
let benchHost = new BenchHost(memoryBench({ rate: 0, atUs: startUs, seed: '42' }), findOperation);
holding.before.each(async () => {
  root = mkdtempSync(join(tmpdir(), 'foblab-hold-'));
  initBench(join(root, 'bench'), { rate: 0, atUs: startUs, seed: '42' });
  benchHost = new BenchHost(openBenchOnDisk(join(root, 'bench')), findOperation, {
    directory: join(root, 'bench'),
  });
  await run('fob.add', { model: 'onespan/digipass-go7', serial: fob, driftPpm: 0 });
});
holding.after.each(async () => {
  await benchHost.close();
  rmSync(root, { recursive: true });
});

const run = <T>(operation: string, given: Record<string, unknown> = {}): Promise<T> =>
  runNamed<T>(benchHost, operation, given);

type Held = ScreenAnswer & { held: boolean };
const held = async (): Promise<boolean> => (await run<Held>('fob.show', { fob })).held;
const state = async (): Promise<string> => (await run<ScreenAnswer>('fob.show', { fob })).screen.state;
const kinds = async (): Promise<string[]> =>
  (await run<{ events: { kind: string }[] }>('bench.log')).events.map(({ kind }) => kind);

/** Another process takes the bench over. */
async function changeProcess(): Promise<void> {
  await benchHost.close();
  benchHost = new BenchHost(openBenchOnDisk(join(root, 'bench')), findOperation, {
    directory: join(root, 'bench'),
  });
}

holding('without a time it stays: on a paused bench six seconds of any kind open the menu', async () => {
  const down = await run<Held & { untilAt: null }>('fob.hold', { fob });
  assert.deepEqual([down.held, down.untilAt, down.screen.state], [true, null, 'awake']);
  assert.equal((await run<{ at: string }>('bench.status')).at, '2026-01-01T00:00:00Z', 'no time has passed');
  await run('bench.advance', { by: '2s' });
  await changeProcess();
  assert.equal(await held(), true, 'it is of the bench, not of a process');
  await run('bench.advance', { to: '2026-01-01T00:00:05Z' });
  assert.equal(await state(), 'awake');
  await run('bench.advance', { by: '1s' });
  assert.equal(await state(), 'menu');
  const up = await run<Held & { released: boolean }>('fob.release', { fob });
  assert.deepEqual([up.held, up.released, up.screen.state], [false, true, 'menu']);
  assert.deepEqual(await kinds(), ['added', 'held', 'menu', 'released']);
});

holding('soon released it was a press; once is once, and there may be none to release', async () => {
  await run('fob.hold', { fob });
  await run('fob.hold', { fob });
  const { screen } = await run<Held>('fob.release', { fob });
  assert.match(screen.text, /^[0-9]{6}$/);
  const again = await run<Held & { released: boolean }>('fob.release', { fob });
  assert.deepEqual([again.released, again.screen.text], [false, screen.text]);
  assert.deepEqual(await kinds(), ['added', 'held', 'released', 'display-on']);
});

holding('a snapshot keeps it, and one from before takes it off', async () => {
  const file = join(root, 'snapshot.json');
  const before = await run('bench.snapshot', {});
  await run('fob.hold', { fob });
  writeFileSync(file, JSON.stringify(await run('bench.snapshot', {})));
  await run('fob.release', { fob });
  await run('bench.restore', { file: readFileSync(file) });
  assert.equal(await held(), true);
  writeFileSync(file, JSON.stringify(before));
  await run('bench.restore', { file: readFileSync(file) });
  assert.equal(await held(), false);
});

holding(
  'list, show and overview tell of it, as data and as text; the fault of a stuck button is none',
  async () => {
    const told = async (): Promise<boolean[]> => [
      (await run<{ fobs: Held[] }>('fob.list')).fobs[0]!.held,
      await held(),
      (await run<{ fobs: Held[] }>('bench.overview')).fobs[0]!.held,
    ];
    const text = async (name: string, given: Record<string, unknown> = {}): Promise<string> =>
      operationNamed(name).text((await run(name, given)) as never);
    await run('fob.fault', { fob, name: 'button.stuck', switch: 'on' });
    assert.deepEqual(await told(), [false, false, false]);
    await run('fob.hold', { fob });
    assert.deepEqual(await told(), [true, true, true]);
    assert.match(await text('fob.list'), /awake, finger on/);
    assert.match(await text('fob.show', { fob }), /awake, finger on the button\n/);
    assert.match(await text('bench.overview'), /finger on {2}button\.stuck/);
    assert.match(await text('fob.hold', { fob }), /until foblab release 3315511111$/);
    await run('fob.release', { fob });
    assert.deepEqual(await told(), [false, false, false]);
    assert.match(await text('fob.release', { fob }), /no finger was on the button$/);
  },
);

holding('a hold with a time takes it; on a button that is held the finger lifts then', async () => {
  await run('fob.hold', { fob });
  const answer = await run<Held>('fob.hold', { fob, for: '7s' });
  assert.deepEqual([answer.held, answer.screen.state, answer.at], [false, 'menu', '2026-01-01T00:00:07Z']);
  await assert.rejects(
    run('fob.hold', { fob, for: '2h' }),
    /for: "2h" given; expected a duration from 1us to 1h/,
  );
  await assert.rejects(run('fob.hold', { fob, for: '0s' }), /from 1us to 1h/);
});

holding(
  'a code cannot be pressed for under a finger: refused with the fix, and nothing has happened',
  async () => {
    await run('fob.hold', { fob });
    const before = await kinds();
    await assert.rejects(run('fob.code', { fob }), {
      message: /a finger is on its button/,
      remedy: { operation: 'fob.release', arguments: { fob } },
    });
    assert.deepEqual(await kinds(), before);
    await run('fob.release', { fob });
    assert.match((await run<{ code: string }>('fob.code', { fob })).code, /^[0-9]{6}$/);
  },
);

holding('what has no button is not held', async () => {
  await run('fob.add', { model: 'idme/push', label: 'asker' });
  for (const name of ['fob.hold', 'fob.release'])
    await assert.rejects(run(name, { fob: 'asker' }), /has no button to hold/);
});

holding.run();
