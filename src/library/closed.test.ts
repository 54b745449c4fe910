// After close() every call on a bench, its fobs or a store is refused with the same error.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { initBench } from '../bench/index.js';
import { createMemoryStore } from '../stores/memory-store.js';
import { openSqliteStore } from '../stores/sqlite-store.js';
import { OperationError, openBench } from './index.js';

const closed = suite('closed handles');
let root = '';
closed.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-closed-'));
});
closed.after.each(() => rmSync(root, { recursive: true }));

/** Every method, getter and function of a handle, except `close` and the counter of a store. */
function callsOf(handle: object): [name: string, call: () => unknown][] {
  const calls: [string, () => unknown][] = [];
  for (let level = handle; level !== Object.prototype; level = Object.getPrototypeOf(level) as object)
    for (const [name, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (['constructor', 'close', 'transactions'].includes(name)) continue;
      if (get !== undefined) calls.push([name, () => get.call(handle)]);
      else if (typeof value === 'function') calls.push([name, () => value.call(handle, 'x', {})]);
    }
  return calls;
}

async function allRefuse(
  handle: object,
  least: number,
  refusal: RegExp,
  kind: abstract new (...given: never[]) => Error = Error,
): Promise<void> {
  const calls = callsOf(handle);
  assert.ok(calls.length >= least, `${calls.length} calls`);
  for (const [name, call] of calls)
    await assert.rejects(
      async () => call(),
      (error: Error) => error instanceof kind && refusal.test(error.message),
      `${name} does not refuse`,
    );
}

for (const where of ['in memory', 'on disk'])
  closed(`a bench ${where} and its fobs`, async () => {
    const directory = join(root, 'bench');
    if (where === 'on disk') initBench(directory, { rate: 0 });
    const bench = await openBench(where === 'on disk' ? { directory } : {});
    const fob = await bench.add('onespan/digipass-go7');
    const fault = await fob.fault('button.stuck');
    await Promise.all([bench.close(), bench.close()]);
    const refusal = /^this bench is closed: openBench\(\) opens another$/;
    await allRefuse(bench, 7, refusal, OperationError);
    await allRefuse(fob, 14, refusal, OperationError);
    await allRefuse(fault, 1, refusal, OperationError);
    assert.deepEqual(await bench.binding.list(), []);
    await assert.rejects(bench.binding.open({ path: fob.path, baudRate: 9600 }), /cannot open/);
    await bench.close();
  });

closed('stores', async () => {
  for (const store of [createMemoryStore(), openSqliteStore(join(root, 'store.db'))]) {
    await store.close();
    await allRefuse(store, 8, /^This store is closed\. Open a new one\.$/);
    await store.close();
  }
});

closed.run();
