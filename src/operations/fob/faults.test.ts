import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
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

faults.run();
