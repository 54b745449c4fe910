// A bench in a program: the fobs on its serialport binding, rates, and argument types.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { initBench } from '../bench/index.js';
import { type AddOptions, type Arguments, OperationError, openBench } from './index.js';

const benches = suite('bench in a program');
const model = 'onespan/digipass-go7';
const serial = '3315511111';

benches('a fob that the bench already had joins the binding when it is first requested', async () => {
  const root = mkdtempSync(join(tmpdir(), 'foblab-library-'));
  const directory = join(root, 'bench');
  initBench(directory, { rate: 0 });
  const first = await openBench({ directory });
  await first.add(model, { serial });
  await first.close();
  const bench = await openBench({ directory });
  try {
    const fob = await bench.fob('33-1551111-1');
    assert.deepEqual(
      (await bench.binding.list()).map(({ path }) => path),
      [fob.path],
    );
    assert.equal((await bench.fob(serial)).path, fob.path);
  } finally {
    await bench.close();
    rmSync(root, { recursive: true });
  }
});

benches('a removed fob leaves the binding, and a new fob may take its serial', async () => {
  const bench = await openBench();
  for (let times = 0; times < 3; times++) {
    await bench.add(model, { serial });
    await bench.run('fob.remove', { fob: serial });
    assert.deepEqual(await bench.binding.list(), []);
  }
  await bench.close();
});

benches('the button stays held while time passes, until release', async () => {
  const bench = await openBench();
  const fob = await bench.add(model, { serial, driftPpm: 0 });
  assert.equal((await fob.hold()).state, 'awake');
  await bench.advance('6s');
  assert.equal((await fob.screen()).state, 'menu');
  assert.equal((await fob.release()).state, 'menu');
  assert.equal((await fob.release()).state, 'menu', 'the button is no longer held');
  await bench.close();
});

benches('refuses a rate out of range', async () => {
  for (const rate of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    await assert.rejects(
      openBench({ rate }),
      (error) => error instanceof OperationError && error.code === 'usage' && /^rate: /.test(error.message),
    );
});

/** True if each type is assignable to the other. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const same = <A, B>(_same: Same<A, B>): void => {};

benches('the compiler accepts the types of an operation, and refuses a number for a time', async () => {
  same<Arguments<'bench.advance'>['by'], string | undefined>(true);
  same<Arguments<'bench.advance'>['to'], string | undefined>(true);
  same<Arguments<'fob.age'>['by'], string>(true);
  same<Arguments<'fob.battery'>['level'], number | string | undefined>(true);
  same<AddOptions['secret'], Uint8Array | string | undefined>(true);
  same<Arguments<'fob.fault'>['with'], string | readonly string[] | undefined>(true);
  const bench = await openBench();
  await bench.add(model, { serial, secret: '3132333435363738393031323334353637383930', driftPpm: 0 });
  const before = bench.nowSeconds;
  await bench.advance('365d');
  await bench.run('bench.advance', { to: '2027-01-01T00:00:01Z' });
  assert.equal(bench.nowSeconds - before, 365 * 86_400 + 1);
  await assert.rejects(
    // @ts-expect-error A bare number has no unit.
    bench.run('bench.advance', { by: 86_400 }),
    /by: 86400 given; expected a duration with its unit, such as 90s/,
  );
  await assert.rejects(
    // @ts-expect-error It could be seconds or milliseconds.
    bench.run('bench.advance', { to: Date.now() }),
    /expected an ISO 8601 time with its zone/,
  );
  // @ts-expect-error
  await assert.rejects(bench.run('fob.age', { fob: serial, by: 3600 }), /by: 3600 given/);
  const fob = await bench.fob(serial);
  // @ts-expect-error
  await assert.rejects(fob.age(3600), /by: 3600 given/);
  await bench.close();
});

benches.run();
