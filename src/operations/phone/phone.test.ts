import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import type { PhoneMessage } from '../../contract/results/phone-message.js';

const phone = suite('phone operations');
const serial = '+12025550143';
let bench: PausedBench;
phone.before.each(async () => {
  bench = pausedBench();
  await run('fob.add', { model: 'idme/phone', serial: '+1 202-555-0143' });
});
phone.after.each(() => bench.close());

const run: PausedBench['run'] = (name, given) => bench.run(name, given);
const receive = (given: Record<string, unknown>) => run('phone.receive', { fob: serial, ...given });
const code = async (): Promise<unknown> => (await run('fob.code', { fob: serial })).code;
const screen = async (): Promise<string> => {
  const { screen } = (await run('fob.press', { fob: serial })) as { screen: { text: string } };
  return screen.text;
};

phone('code and press read the newest code that is still good', async () => {
  await assert.rejects(code(), {
    message: /no code that is still good: send it one$/,
    remedy: { operation: 'phone.receive', arguments: { fob: serial, code: '<file>' } },
  });
  assert.equal(await screen(), '');
  await receive({ code: '111111' });
  await receive({ code: '222222\n', expiry: '30s' });
  assert.equal(await code(), '222222');
  assert.equal(await screen(), '222222');
  await run('bench.advance', { by: '30s' });
  assert.equal(await code(), '111111');
  await run('bench.advance', { by: '10m' });
  await assert.rejects(code(), /no code that is still good/);
});

phone('a message that is late arrives at its own time, by text or call', async () => {
  await receive({ code: '333333', channel: 'call', from: '22395', delay: '45s' });
  assert.equal((await run('bench.status')).nextEventAt, '2026-01-01T00:00:45Z');
  await assert.rejects(code());
  assert.deepEqual((await run('phone.list', { fob: serial })).messages, []);
  await run('bench.advance', { by: '1m' });
  assert.equal(await code(), '333333');
  assert.deepEqual((await run('phone.list', { fob: serial })).messages as PhoneMessage[], [
    {
      number: 1,
      channel: 'call',
      from: '22395',
      code: '333333',
      link: null,
      arrivesAt: '2026-01-01T00:00:45Z',
      expiresAt: '2026-01-01T00:10:00Z',
      expired: false,
    },
  ]);
  const story = bench.benchHost.bench.events(1).map(({ at, kind }) => `${at.slice(14, 19)} ${kind}`);
  assert.deepEqual(
    story.filter((line) => !line.endsWith('press')),
    ['00:00 added', '00:00 code-sent', '00:45 code-arrived'],
  );
  assert.ok(!JSON.stringify(bench.benchHost.bench.events(1)).includes('333333'), 'no event has the code');
});

phone('what cannot be sent is refused without the code', async () => {
  await assert.rejects(receive({}), /the code is missing/);
  for (const wrong of ['12345x', '123', '12345678901'])
    await assert.rejects(receive({ code: wrong }), (error: Error) => {
      assert.match(error.message, /give 4 to 10 digits/);
      return !error.message.includes(wrong);
    });
  await assert.rejects(receive({ code: '123456', from: 'a\u0007' }), /control character/);
  await run('fob.add', { model: 'idme/push', serial: 'push-1' });
  const addPhone = { remedy: { operation: 'fob.add', arguments: { model: 'idme/phone' } } };
  await assert.rejects(run('phone.receive', { fob: 'push-1', code: '123456' }), addPhone);
  await assert.rejects(run('phone.list', { fob: 'push-1' }), addPhone);
});

phone.run();
