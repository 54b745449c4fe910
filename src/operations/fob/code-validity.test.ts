// Until when a code is good: by the fob's own clock, in true time.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';

const validity = suite('how long a code is good');
let bench: PausedBench;
validity.before.each(() => {
  bench = pausedBench();
});
validity.after.each(() => bench.close());

const fob = '3315511111';
const code = (of = fob) => bench.run('fob.code', { fob: of });
const add = (model: string, given: Record<string, unknown>) => bench.run('fob.add', { model, ...given });

validity('to the end of the time step', async () => {
  await add('onespan/digipass-go7', { serial: fob, driftPpm: 0 });
  await bench.run('fob.clock', { fob, offset: 0 });
  await bench.run('bench.advance', { to: '2026-01-01T00:01:12.25Z' });
  const { at, validUntilAt, secondsLeft } = await code();
  const { otp } = (await bench.run('fob.show', { fob })) as { otp: { periodSeconds: number } };
  const left = otp.periodSeconds - (72.25 % otp.periodSeconds);
  assert.equal(secondsLeft, left);
  assert.equal(Date.parse(String(validUntilAt)) - Date.parse(String(at)), left * 1000);
});

validity('by its own clock: one that is slow changes later, one that runs fast sooner', async () => {
  await add('onespan/digipass-go7', { serial: fob, driftPpm: 0, period: 30 });
  await bench.run('fob.clock', { fob, offset: -10 });
  assert.equal((await code()).secondsLeft, 10);
  await bench.run('fob.clock', { fob, offset: 0 });
  await bench.run('fob.drift', { fob, ppm: 100_000 });
  assert.equal((await code()).secondsLeft, 27.272728);
});

validity('the next code comes at the moment that is told, and not before', async () => {
  await add('onespan/digipass-go7', { serial: fob, driftPpm: 20, period: 30 });
  await bench.run('fob.clock', { fob, offset: 7.123456 });
  const first = await code();
  const leftUs = Math.round((first.secondsLeft as number) * 1e6);
  await bench.run('bench.advance', { by: `${leftUs - 1}us` });
  assert.equal((await code()).code, first.code);
  await bench.run('bench.advance', { by: '1us' });
  assert.notEqual((await code()).code, first.code);
});

validity('null where no time ends it: an event-based code, a crystal that stands still', async () => {
  await add('onespan/digipass-go7', { serial: fob, event: true });
  const { validUntilAt, secondsLeft } = await code();
  assert.deepEqual([validUntilAt, secondsLeft], [null, null]);
  await add('onespan/digipass-go7', { serial: '3315511112' });
  await bench.run('fob.fault', { fob: '3315511112', name: 'rtc.stop' });
  assert.equal((await code('3315511112')).validUntilAt, null);
});

validity('of a phone: until the code that it received expires', async () => {
  await add('idme/phone', { serial: '+12025550143' });
  await bench.run('phone.receive', { fob: '+12025550143', code: '482913', expiry: '5m' });
  assert.equal((await code('+12025550143')).secondsLeft, 300);
});

validity.run();
