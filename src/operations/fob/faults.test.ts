import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { usbFaultNames } from '../../usb/index.js';

const faults = suite('fob.faults');
let bench: PausedBench;
const fob = '3315511111';
faults.before.each(async () => {
  bench = pausedBench();
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: fob });
});
faults.after.each(() => bench.close());

const names = async (operation: string): Promise<string[]> => {
  const { faults } = (await bench.run(operation, { fob })) as { faults: { name: string; active: boolean }[] };
  assert.ok(faults.every(({ active }) => !active));
  return faults.map(({ name }) => name);
};

faults('every fault is listed, of the fob, its link and its USB port, plugged in or not', async () => {
  const listed = await names('fob.faults');
  for (const name of ['crystal.drift', 'lcd.segment', 'link.drop', ...usbFaultNames])
    assert.ok(listed.includes(name), name);
  assert.deepEqual(await names('fob.fault'), listed);
});

faults(
  'a USB fault is refused where the fob is not plugged in, and where there is none of that name',
  async () => {
    await assert.rejects(bench.run('fob.fault', { fob, name: 'usb.stall' }), {
      code: 'refused',
      remedy: { operation: 'link.serve', arguments: { usbip: true } },
    });
    await assert.rejects(bench.run('fob.fault', { fob, name: 'usb.stal' }), {
      code: 'not-found',
      parameter: 'name',
    });
    await assert.rejects(bench.run('fob.fault', { fob, name: 'usb.stall', for: '5s' }), { parameter: 'for' });
  },
);

faults('what a fault cannot use is refused, on a fob and on a key', async () => {
  const key = '7050602';
  await bench.run('fob.add', { model: 'yubico/yubikey', serial: key });
  for (const one of [fob, key]) {
    await assert.rejects(
      bench.run('fob.fault', { fob: one, name: 'crystal.drop', for: '3d' }),
      /crystal\.drop happens once and does not last/,
    );
    await assert.rejects(
      bench.run('fob.fault', { fob: one, name: 'crystal.drop', with: ['height=1'] }),
      /no parameter 'height'; it takes ppm/,
    );
    await assert.rejects(
      bench.run('fob.fault', { fob: one, name: 'crystal.drift', switch: 'off', with: ['ppm=1'] }),
      { parameter: 'with' },
    );
    const drop = (): Promise<unknown> =>
      bench.run('fob.fault', { fob: one, name: 'crystal.drop', with: ['ppm=5'] });
    for (let i = 0; i < 195; i++) await drop();
    await assert.rejects(async () => {
      for (let i = 0; i < 10; i++) await drop();
    }, /a fob goes as far as ±1000 ppm/);
  }
  await assert.rejects(bench.run('fob.fault', { fob, for: '3d' }), { parameter: 'for' });
});

faults('the answer gives the shift that a fall has drawn', async () => {
  const answer = await bench.run('fob.fault', { fob, name: 'crystal.drop' });
  const { parameters } = answer.switched as { parameters: { ppm: number } };
  assert.ok(Math.abs(parameters.ppm) <= 5 && parameters.ppm !== 0);
  assert.match(operationNamed('fob.fault').text!(answer), new RegExp(`ppm=${parameters.ppm}$`));
});

faults.run();
