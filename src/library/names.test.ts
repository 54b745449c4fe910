// The compiler refuses a misspelt model, fault or profile: a missing @ts-expect-error error fails the type check.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type FobHandle, OperationError, openBench } from './index.js';

const names = suite('names in a program');

async function misspelt(fob: FobHandle): Promise<void> {
  // @ts-expect-error the fault is button.stuck
  await fob.fault('buton.stuck');
}

async function noProfile(fob: FobHandle): Promise<void> {
  // @ts-expect-error the profile is cold-weekend
  await fob.temperature('cold-weeknd');
}

names('a misspelt name is refused by the compiler and at run time', async () => {
  const bench = await openBench();
  // @ts-expect-error the model is onespan/digipass-go7
  await assert.rejects(bench.add('onespan/digipas-go7'), OperationError);
  const fob = await bench.add('onespan/digipass-go7');
  await assert.rejects(misspelt(fob), OperationError);
  await assert.rejects(noProfile(fob), OperationError);
  await bench.close();
});

names('accepts every kind of fault and temperature', async () => {
  const bench = await openBench({ at: new Date('2026-01-01T00:00:00Z') });
  assert.equal(bench.now, '2026-01-01T00:00:00.000Z');
  const fob = await bench.add('onespan/digipass-go7');
  for (const name of ['lcd.blank', 'link.drop'] as const) await (await fob.fault(name)).off();
  await assert.rejects(fob.fault('usb.stall'), /is not plugged into USB/);
  const listed = (await bench.run('fob.faults', { fob: fob.serial })).faults.map((fault) => fault.name);
  for (const name of ['usb.stall', 'usb.silence', 'usb.short-packet', 'usb.unplug'])
    assert.ok(listed.includes(name), name);
  for (const celsius of [21, '21', 'pocket', '0s:21,3h:-10'] as const) await fob.temperature(celsius);
  await bench.close();
});

names(
  'a bench starts at a date, a number or a text, and refuses any other time with its limits',
  async () => {
    for (const at of [new Date(1_767_225_600_000), 1_767_225_600_000, '2026-01-01T00:00:00Z']) {
      const bench = await openBench({ at });
      assert.equal(bench.now, '2026-01-01T00:00:00.000Z');
      await bench.close();
    }
    for (const at of [new Date(Number.NaN), Number.NaN, -1, true, {}, '2026', '30 February'])
      await assert.rejects(openBench({ at: at as string }), /at: .* given; expected an ISO 8601 time/);
    for (const at of ['2603-10-11T11:33:20Z', 1e30, new Date(8.64e15)])
      await assert.rejects(openBench({ at }), /the time of a bench ends at 2200-01-01T00:00:00Z/);
  },
);

names.run();
