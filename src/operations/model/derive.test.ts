import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { derivedDatasheet, readDerivedModel } from '../../../devices/index.js';
import { codesOverDays } from '../../../test/operations/lab-bench.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { pausedBench } from '../../../test/operations/paused-bench.js';
import { rfcSecret } from '../../../test/operations/plugged-keys.js';
import { initBench } from '../../bench/index.js';
import { runOnBench } from '../../host/run-on-bench.js';
import { findOperation } from '../table.js';

const derive = suite('models derive');
let root = '';
let directory = '';
derive.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-derive-'));
  directory = join(root, 'bench');
  initBench(directory, { rate: 0, atUs: 1_767_225_600_000_000 });
});
derive.after.each(() => rmSync(root, { recursive: true }));

const ask = async (name: string, given: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
  (await runOnBench(
    directory,
    { operation: operationNamed(name), arguments: given, item: () => {} },
    findOperation,
  )) as Record<string, unknown>;

type Rates = { low: number; value: number; high: number };
type Own = { id: string; base: string; fobs: number; ratePpm: Rates; spreadPpm: Rates };

/** A drawer whose clocks run off by these rates, read over three years. */
async function drawer(rates: readonly number[]): Promise<void> {
  for (const [i, ppm] of rates.entries()) {
    const serial = String(3315511111 + i);
    await ask('credential.enroll', { serial, secret: rfcSecret });
    for (const { at, code } of await codesOverDays(rfcSecret, ppm, [0, 500, 1000], '2024-01-01T09:00:00Z'))
      await ask('observation.add', { serial, code, at });
  }
}

derive(
  'a drawer of five becomes a model that add takes: measured, n, intervals of rate and spread',
  async () => {
    await drawer([-4, -2, 0, 2, 9]);
    await ask('passport.show', { serial: '3315511199', note: 'no seed' });
    const answer = await ask('model.derive', {
      name: 'lab/drawer',
      from: 'passports',
      base: 'onespan/digipass-go7',
    });
    const model = answer.model as Own;
    assert.deepEqual(
      [model.id, model.base, model.fobs, answer.basis],
      ['lab/drawer', 'onespan/digipass-go7', 5, 'measured'],
    );
    assert.ok(Math.abs(model.ratePpm.value - 1) < 0.5, JSON.stringify(model));
    assert.ok(Math.abs(model.spreadPpm.value - 5) < 0.5, JSON.stringify(model));
    for (const { low, value, high } of [model.ratePpm, model.spreadPpm])
      assert.ok(low < value && value < high);
    assert.deepEqual(answer.leftOut, [{ serial: '3315511199', why: 'nobody knows its seed' }]);
    assert.doesNotMatch(
      readFileSync(String(answer.file), 'utf8'),
      /33155111/,
      'no serial is kept in a model',
    );

    const { models } = (await ask('model.list', { model: 'lab/drawer' })) as {
      models: { datasheet: Record<string, { basis: string; measurement?: { by: string; fobs: number } }> }[];
    };
    for (const path of ['crystal.toleranceSigmaPpm', 'crystal.toleranceMeanPpm']) {
      const fact = models[0]!.datasheet[path]!;
      assert.deepEqual([fact.basis, fact.measurement], ['measured', { by: 'this lab', fobs: 5 }]);
    }
    const added = await ask('fob.add', { model: 'lab/drawer' });
    assert.equal(added.model, 'lab/drawer');
    const shown = await ask('fob.show', { fob: added.serial });
    assert.deepEqual([shown.model, shown.ownModel], ['onespan/digipass-go7', 'lab/drawer']);
    assert.match(String((await ask('fob.code', { fob: added.serial })).code), /^\d{6}$/);

    type Fleet = { readings: { days: number; offsetSeconds: Record<'low' | 'median' | 'high', number> }[] };
    const fleet = (await ask('fleet.forecast', {
      model: 'lab/drawer',
      fobs: 4000,
      for: '365d',
    })) as unknown as Fleet;
    // At room temperature the fleet spreads as the drawer does: 5 and 95 of 100 fobs are 1.645 σ from the middle.
    const { low, median, high } = fleet.readings.at(-1)!.offsetSeconds;
    const ppm = (seconds: number): number => seconds / 31.536;
    assert.ok(Math.abs(ppm(median) - model.ratePpm.value) < 0.3, `${ppm(median)}`);
    assert.ok(Math.abs(ppm(high - low) / 3.29 - model.spreadPpm.value) < 0.25, `${ppm(high - low) / 3.29}`);
  },
);

derive('all but the crystal is that of the catalogue model', () => {
  const sheet = derivedDatasheet(
    readDerivedModel({
      schema: 'foblab.model/1',
      id: 'lab/fast',
      base: 'onespan/digipass-go3',
      fobs: 12,
      ratePpm: { low: 5, value: 6, high: 7 },
      spreadPpm: { low: 0.5, value: 1, high: 2 },
      derivedAt: '2026-11-01T00:00:00Z',
    }),
  );
  // The crystal's curve takes 0.31 ppm at 22 °C.
  assert.ok(Math.abs(sheet.crystal.toleranceMeanPpm!.value - 6.31) < 0.01);
  assert.equal(sheet.batteryEnd.notice.value, 'batt  75', 'the rest is the catalogue’s');
});

derive('too few fobs, a name that is none, a bench in memory: each says what is missing', async () => {
  await drawer([1, 2]);
  await assert.rejects(
    ask('model.derive', { name: 'lab/few', base: 'onespan/digipass-go7' }),
    /2 fobs with a known rate; at least 3/,
  );
  await assert.rejects(ask('model.derive', { name: 'drawer' }), /give lab\/ and 1 to 40/);
  await assert.rejects(ask('model.derive', { name: 'lab/../x' }), /give lab\/ and 1 to 40/);
  await assert.rejects(
    ask('model.derive', { name: 'lab/x', only: ['3315511112', '999'] }),
    /999 was not observed/,
  );
  await assert.rejects(
    ask('fob.add', { model: 'lab/none' }),
    /no model "lab\/none" of its own: there is none yet/,
  );
  const memory = pausedBench();
  await assert.rejects(memory.run('model.derive', { name: 'lab/x' }), /this bench is in memory/);
  await memory.close();
});

derive(
  'the base is required if no passport names a model; an edited file is refused with its name and field',
  async () => {
    await drawer([1, 2, 3]);
    await assert.rejects(ask('model.derive', { name: 'lab/x' }), /base: no passport names a model/);
    await assert.rejects(
      ask('model.derive', { name: 'lab/x', base: 'symantec/vip-access' }),
      /has no crystal of its own/,
    );

    const { file } = await ask('model.derive', { name: 'lab/x', base: 'onespan/digipass-go7' });
    const model = JSON.parse(readFileSync(String(file), 'utf8'));
    writeFileSync(String(file), JSON.stringify({ ...model, spreadPpm: { low: 1, value: -3, high: 2 } }));
    await assert.rejects(
      ask('fob.add', { model: 'lab/x' }),
      /x\.json: spreadPpm: low, value and high.*derive the model again, or remove the file/,
    );
    writeFileSync(String(file), '{');
    await assert.rejects(ask('fleet.forecast', { model: 'lab/x' }), /x\.json: .*derive the model again/);
    // The catalogue and the other models are there nevertheless.
    await ask('model.derive', { name: 'lab/y', base: 'onespan/digipass-go7' });
    const listed = (await ask('model.list')) as { models: { id: string }[]; unread: string[] };
    assert.ok(listed.models.some(({ id }) => id === 'lab/y') && listed.models.length > 10);
    assert.match(listed.unread.join(), /x\.json: /);
    await ask('fob.add', { model: 'lab/y' });
    await assert.rejects(
      ask('model.derive', { name: 'lab/y', base: 'onespan/digipass-go6' }),
      /lab\/y is a model of onespan\/digipass-go7 already/,
    );
  },
);

derive(
  'rates beyond the catalogue are drawn as they were measured; rates that agree give no spread',
  async () => {
    await drawer([29, 30, 31.5]);
    await ask('model.derive', { name: 'lab/fast', base: 'onespan/digipass-go7' });
    const fleet = (await ask('fleet.forecast', { model: 'lab/fast', fobs: 500, for: '365d' })) as {
      readings?: { offsetSeconds: { median: number } }[];
    };
    assert.ok(Math.abs(fleet.readings!.at(-1)!.offsetSeconds.median / 31.536 - 30.2) < 0.5);
    await assert.rejects(
      ask('model.derive', { name: 'lab/x', base: 'symantec/vip-yubikey' }),
      /base: .*has no crystal of its own/,
    );
  },
);

derive('a fleet is of time-based tokens with a crystal', async () => {
  for (const [model, why] of [
    ['symantec/vip-token-ft', /event-based, so its codes do not depend on a clock/],
    ['symantec/vip-access', /has no crystal of its own/],
  ] as const)
    await assert.rejects(ask('fleet.forecast', { model }), why);
});

derive.run();
