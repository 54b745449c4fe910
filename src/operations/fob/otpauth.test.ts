import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { readSeedFile } from '../../seed-files/index.js';

const otpauth = suite('otpauth');
const secret = '3132333435363738393031323334353637383930';
let bench: PausedBench;
otpauth.before.each(() => {
  bench = pausedBench();
});
otpauth.after.each(() => bench.close());

const run: PausedBench['run'] = (name, given) => bench.run(name, given);

otpauth('an app that reads the URI makes the codes of the fob', async () => {
  for (const [model, given] of [
    ['idme/code-generator', {}],
    ['symantec/vip-access', {}],
    ['onespan/digipass-go6', { algorithm: 'sha256', digits: 8, period: 60 }],
    ['symantec/vip-token-ft', { event: true, counter: 7 }],
  ] as const) {
    const { serial } = await run('fob.add', { model, secret, ...given });
    const { uri } = (await run('fob.otpauth', { fob: serial })) as { uri: string };
    const [record] = (await readSeedFile(new TextEncoder().encode(uri))).records;
    assert.equal(record!.serial, serial);
    assert.equal(Buffer.from(record!.secret).toString('hex'), secret);
    const twin = await run('fob.add', {
      model: 'onespan/digipass-go6',
      secret,
      digits: record!.digits,
      algorithm: record!.algorithm,
      event: record!.type === 'hotp',
      ...(record!.periodSeconds === undefined ? {} : { period: record!.periodSeconds }),
      ...(record!.counter === undefined ? {} : { counter: record!.counter }),
    });
    const codeOf = async (fob: unknown) => (await run('fob.code', { fob })).code;
    assert.equal(await codeOf(twin.serial), await codeOf(serial), model);
  }
});

otpauth('that it was shown is an event without the seed', async () => {
  const { serial } = await run('fob.add', { model: 'idme/code-generator', secret });
  const shown = (await run('fob.otpauth', { fob: serial, qr: true })) as { uri: string; qr: string };
  assert.match(shown.uri, /^otpauth:\/\/totp\/ID\.me:.*secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ/);
  assert.ok(shown.qr.split('\n').length > 10);
  const events = bench.benchHost.bench.events(1);
  assert.deepEqual(events.map(({ kind, detail }) => [kind, detail]).slice(1), [
    ['otpauth-shown', { qr: true }],
  ]);
  assert.ok(!/GEZDGNBV|31323334/.test(JSON.stringify(events)));
  // The answer of a change would be kept in the journal.
  assert.notEqual(operationNamed('fob.otpauth').effect, 'change');
});

otpauth('a fob that has lost its memory has none', async () => {
  const { serial } = await run('fob.add', { model: 'onespan/digipass-go7' });
  await run('fob.fault', { fob: serial, name: 'battery.dead' });
  await assert.rejects(run('fob.otpauth', { fob: serial }), /lost its memory/);
  assert.equal(bench.benchHost.bench.events(1).filter(({ kind }) => kind === 'otpauth-shown').length, 0);
});

otpauth('soft tokens follow the phone: no drift in a year, no battery to set', async () => {
  for (const model of ['idme/code-generator', 'symantec/vip-access']) {
    const { serial: fob } = await run('fob.add', { model });
    await run('bench.advance', { by: '365d' });
    const shown = (await run('fob.show', { fob })) as { clock: { offsetSeconds: number; driftPpm: number } };
    assert.deepEqual([shown.clock.offsetSeconds, shown.clock.driftPpm], [0, 0]);
    await assert.rejects(run('fob.drift', { fob, ppm: '20' }), /no crystal of its own/);
    await assert.rejects(run('fob.battery', { fob, level: 5 }), /no battery of its own/);
    await assert.rejects(run('fob.add', { model, driftPpm: 20 }), /no crystal of its own/);
    assert.match((await run('fob.code', { fob })).code as string, /^[0-9]{6}$/);
  }
});

otpauth('a key whose first code is that of counter 1 says so, and moves on', async () => {
  const { serial } = (await run('fob.add', { model: 'symantec/vip-yubikey' })) as { serial: string };
  const counter = async (): Promise<string | null> =>
    new URL(((await run('fob.otpauth', { fob: serial })) as { uri: string }).uri).searchParams.get('counter');
  assert.equal(await counter(), '1');
  await run('fob.code', { fob: serial });
  assert.equal(await counter(), '2');
});

otpauth.run();
