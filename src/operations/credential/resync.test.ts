// A resynchronization that takes its codes off a fob waits for the second one: as long as somebody waits for the answer.

import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { runNamed } from '../../../test/operations/run-named.js';
import { memoryBench } from '../../bench/index.js';
import { BenchHost } from '../../host/bench-host.js';
import { findOperation } from '../index.js';

const resync = suite('resync');
const startUs = 1_767_225_600_000_000;

/** A wall clock that passes when the test says so. */
class Wall {
  ms = startUs / 1000;
  readonly due = new Set<{ atMs: number; call: () => void }>();

  nowUs(): number {
    return this.ms * 1000;
  }

  after(ms: number, call: () => void): () => void {
    const entry = { atMs: this.ms + ms, call };
    this.due.add(entry);
    return () => this.due.delete(entry);
  }

  async pass(ms: number): Promise<void> {
    this.ms += ms;
    for (const entry of [...this.due])
      if (entry.atMs <= this.ms) {
        this.due.delete(entry);
        entry.call();
      }
    await new Promise(setImmediate);
  }
}

let wall: Wall;
let benchHost: BenchHost;
resync.before.each(async () => {
  wall = new Wall();
  benchHost = new BenchHost(memoryBench({ rate: 1, atUs: startUs, seed: '42' }, wall), findOperation);
  await run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  await run('credential.enroll', { fob: '3315511111' });
});
resync.after.each(() => benchHost.close());

const run = (
  name: string,
  given: Record<string, unknown>,
  signal?: AbortSignal,
  item?: (value: unknown) => void,
) => runNamed(benchHost, name, given, { ...(signal && { signal }), ...(item && { item }) });

/** Asks for a resynchronization; resolves when it has the first code and waits for the second. */
async function resynchronizing(signal?: AbortSignal): Promise<{ answer: Promise<Record<string, unknown>> }> {
  let begun = (): void => {};
  const waits = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const answer = run('credential.resync', { fob: '3315511111' }, signal, begun);
  answer.catch(() => {});
  await waits;
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
  return { answer };
}

resync('it waits for the next code, piece by piece', async () => {
  const { answer } = await resynchronizing();
  for (let i = 0; i < 40; i++) await wall.pass(1000);
  assert.equal((await answer).outcome, 'resynchronized');
  assert.equal(wall.due.size, 0);
});

resync('a bench that is paused meanwhile is advanced', async () => {
  const { answer } = await resynchronizing();
  await wall.pass(1000);
  await run('bench.rate', { rate: 'paused' });
  await wall.pass(1000);
  assert.equal((await answer).outcome, 'resynchronized');
  assert.ok(benchHost.bench.nowUs() >= startUs + 30_000_000);
});

resync('it stops when nobody waits for it any more, and leaves nothing behind', async () => {
  for (const atOnce of [true, false]) {
    const gone = new AbortController();
    const { answer } = await resynchronizing(gone.signal);
    const refused = assert.rejects(answer, /interrupted before the fob showed its next code/);
    if (!atOnce) await wall.pass(1000);
    gone.abort();
    await refused;
    assert.equal(wall.due.size, 0, 'no timer is left');
  }
  const { records } = (await run('audit.list', {})) as { records: { event: string }[] };
  assert.deepEqual(
    records.map(({ event }) => event),
    ['enroll'],
  );
  const nowUs = benchHost.bench.nowUs();
  await run('bench.rate', { rate: 'paused' });
  await wall.pass(60_000);
  assert.equal(benchHost.bench.nowUs(), nowUs, 'and nothing advances the bench later');
});

resync.run();
