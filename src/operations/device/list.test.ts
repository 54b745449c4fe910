import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { labBench } from '../../../test/operations/lab-bench.js';
import { operationNamed, operations } from '../../../test/operations/loaded-operations.js';
import { nitrokeyListing, yubikeyListing } from '../../../test/operations/plugged-keys.js';
import { readCommandLine } from '../../cli/command-line.js';
import { optionName } from '../../contract/option-name.js';
import { readArguments } from '../../contract/parameter.js';
import type { Device } from '../../contract/results/device.js';
import { linkHost } from '../../host/links/link-host.js';
import { usbBus } from '../../host/links/usb-bus.js';
import type { HidListing } from '../../readers/index.js';

const test = suite('devices');

const token2: HidListing = { vendorId: 0x349e, productId: 0x0300, path: '/dev/hidraw5', interface: 0 };
const port = { path: '/dev/ttyACM0', vendorId: '1209', productId: '0001', manufacturer: 'foblab' };

/** Every `foblab …` in the text is a command with options that it takes. */
function commandsIn(text: string): string[] {
  const found = [...text.matchAll(/foblab [^,(;`]+/g)].map(([command]) => command.trim());
  for (const command of found) {
    const [, word, ...rest] = command.split(' ');
    const operation = operations.find((one) => one.command === word);
    if (word === 'console') continue;
    assert.ok(operation, command);
    readArguments(word!, operation.parameters, readCommandLine(operation, rest).arguments);
  }
  return found;
}

test('simulated and real, each with a command that is one', async () => {
  const lab = labBench({ hid: () => [yubikeyListing, nitrokeyListing, token2], serial: () => [port] });
  await lab.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const link = await linkHost(lab.benchHost).openTcp('3315511111');
  const { devices, problems } = await lab.run('device.list');
  assert.deepEqual(problems, []);
  const entries = devices as Device[];
  assert.deepEqual(
    entries.map(({ kind, path, selector }) => [kind, path, selector]),
    [
      ['virtual', link.path, null],
      ['hid', '/dev/hidraw0', 'hid:1050:0407'],
      ['hid', '/dev/hidraw2', 'hid:20a0:4108'],
      ['hid', '/dev/hidraw5', null],
      ['serial', '/dev/ttyACM0', 'serial:/dev/ttyACM0'],
    ],
  );
  assert.equal(entries[0]!.use, `nc ${link.path.replace(':', ' ')}, or foblab console 3315511111`);
  assert.match(entries[3]!.use, /recognised, no driver/);
  for (const { use } of entries) assert.ok(commandsIn(use).length > 0, use);
  const operation = operationNamed('device.list');
  assert.match(operation.text({ devices, problems, watched: false }), /virtual .*\n.*nc 127/);
  await lab.close();
});

test('a fob on the USB/IP port comes with the line that attaches it', async () => {
  const lab = labBench();
  const bus = usbBus(lab.benchHost);
  await bus.listen({ host: '127.0.0.1', port: 0 });
  await lab.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const { attach, path } = bus.plug('3315511111');
  const { devices } = await lab.run('device.list');
  const [entry] = devices as Device[];
  assert.deepEqual([entry!.link, entry!.path, entry!.use], ['usbip', path, `sudo ${attach}`]);
  await lab.close();
});

test('equal keys are told apart by serial or path', async () => {
  const twin = { ...yubikeyListing, path: '/dev/hidraw7' };
  const numbered = { ...nitrokeyListing, path: '/dev/hidraw8', serialNumber: 'cd' };
  const lab = labBench({ hid: () => [yubikeyListing, twin, nitrokeyListing, numbered] });
  const { devices } = await lab.run('device.list');
  assert.deepEqual(
    (devices as Device[]).map(({ selector }) => selector),
    ['/dev/hidraw0', '/dev/hidraw7', 'hid:20a0:4108:ab', 'hid:20a0:4108:cd'],
  );
  await lab.close();
});

test('half a list comes with what keeps the other half away', async () => {
  const lab = labBench({
    hid: () => {
      throw Object.assign(new Error('libusb-1.0.so.0: cannot open shared object file'), {
        code: 'ERR_DLOPEN_FAILED',
      });
    },
    serial: () => [port],
  });
  const { devices, problems } = await lab.run('device.list');
  assert.equal((devices as Device[]).length, 1);
  assert.equal((problems as { code: string }[])[0]!.code, 'missing-library');
  await assert.rejects(
    lab.run('device.read', { device: 'hid:1050:0407' }),
    { code: 'missing-library' },
    'a key that cannot be listed is not called absent',
  );
  await lab.close();
});

test('what is plugged in and pulled out is told until nobody listens', async () => {
  const stop = new AbortController();
  let looks = 0;
  const plugged = [[yubikeyListing], [yubikeyListing, nitrokeyListing], [nitrokeyListing]];
  const lab = labBench({
    // The first look is for what keeps devices from being listed.
    hid: () => plugged[Math.min(Math.max(0, looks++ - 1), plugged.length - 1)]!,
    pause: async (ms) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (ms >= 1000 && looks > plugged.length) stop.abort();
    },
  });
  await lab.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  await linkHost(lab.benchHost).openTcp('3315511111');
  await lab.run('device.list', { watch: true }, stop.signal);
  const told = (lab.items as { change: string; device: Device }[]).map((item) => {
    return `${item.change} ${item.device.kind === 'virtual' ? 'virtual' : item.device.path}`;
  });
  assert.deepEqual(
    told.filter((line) => !line.includes('virtual')),
    ['added /dev/hidraw0', 'added /dev/hidraw2', 'removed /dev/hidraw0'],
  );
  assert.deepEqual(
    told.filter((line) => line.includes('virtual')),
    ['added virtual'],
  );
  await lab.close();
});

test('no option of these commands is a secret on the command line', () => {
  for (const name of ['device.read', 'observation.add', 'passport.show'])
    for (const [option, parameter] of Object.entries(operationNamed(name).parameters))
      if (/pin|secret|password/.test(option)) assert.match(optionName(option, parameter), /-file$/);
});

test.run();
