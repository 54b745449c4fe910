import * as assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import {
  type HidListing,
  knownDevices,
  listDevices,
  ReaderError,
  readerErrorFrom,
  type SerialListing,
  selectDevice,
  serialPorts,
  udevRules,
  watchDevices,
} from './index.js';
import { openHid } from './node-hid-transport.js';

const test = suite('devices');

const yubikey = { vendorId: 0x1050, productId: 0x0407, product: 'Yubikey 4 OTP+U2F+CCID' };
const hid: HidListing[] = [
  { ...yubikey, path: '/dev/hidraw1', interface: 1, usagePage: 0xf1d0, usage: 1 },
  { ...yubikey, path: '/dev/hidraw0', interface: 0, usagePage: 1, usage: 6 },
  { ...yubikey, path: '/dev/hidraw4', interface: 0, usagePage: 1, usage: 6 },
  {
    vendorId: 0x20a0,
    productId: 0x4108,
    path: '/dev/hidraw2',
    interface: 0,
    usagePage: 0xff00,
    usage: 1,
    serialNumber: 'ab',
  },
  { vendorId: 0x349e, productId: 0x0022, path: '/dev/hidraw5', interface: 0 },
  { vendorId: 0x349e, productId: 0x0022, path: '/dev/hidraw6', interface: 1 },
  { vendorId: 0x046d, productId: 0xc077, path: '/dev/hidraw3', interface: 0, product: 'a mouse' },
];
const serial: SerialListing[] = [
  { path: '/dev/ttyACM0', vendorId: '1209', productId: '0001', manufacturer: 'foblab' },
];

test('lists the plugged-in devices and how to use them', async () => {
  const { devices, problems } = await listDevices({ hid: async () => hid, serial: async () => serial });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    devices.map(({ path, driver, selector }) => [path, driver, selector]),
    [
      ['/dev/hidraw0', 'yubikey-otp', 'hid:1050:0407'],
      ['/dev/hidraw4', 'yubikey-otp', 'hid:1050:0407'],
      ['/dev/hidraw2', 'nitrokey-pro', 'hid:20a0:4108'],
      ['/dev/hidraw5', undefined, 'hid:349e:0022'],
      ['/dev/ttyACM0', 'serial-console', 'serial:/dev/ttyACM0'],
    ],
  );
  assert.match(devices[3]!.howToUse, /recognised, no driver/);
});

test('lists serial ports even if HID fails', async () => {
  const broken = (): Promise<never> =>
    Promise.reject(
      Object.assign(new Error('libusb-1.0.so.0: cannot open shared object file'), {
        code: 'ERR_DLOPEN_FAILED',
      }),
    );
  const { devices, problems } = await listDevices({ hid: broken, serial: async () => serial });
  assert.equal(devices.length, 1);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['missing-library'],
  );
});

test('finds serial ports by name if udevadm is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'foblab-dev-'));
  try {
    await mkdir(join(folder, 'serial/by-id'), { recursive: true });
    for (const name of ['ttyUSB0', 'ttyACM3', 'ttyS0', 'null']) await writeFile(join(folder, name), '');
    await symlink(join(folder, 'ttyUSB0'), join(folder, 'serial/by-id/usb-rig'));
    const list = (): Promise<never> => Promise.reject(new Error('spawn udevadm ENOENT'));
    const found = await serialPorts(list, folder);
    assert.deepEqual(
      found.map(({ path }) => path.slice(folder.length)),
      ['/ttyACM3', '/ttyUSB0'],
    );
    await assert.rejects(
      serialPorts(() => Promise.reject(new Error('EACCES')), folder),
      ReaderError,
    );
    const many = await serialPorts(async () => [{ path: '/dev/ttyS0' }, { path: '/dev/ttyUSB1' }], folder);
    assert.deepEqual(many, [{ path: '/dev/ttyUSB1' }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a selector finds one device, or the error lists the devices', async () => {
  const { devices } = await listDevices({ hid: async () => hid, serial: async () => serial });
  assert.equal(selectDevice('hid:20a0:4108', devices).path, '/dev/hidraw2');
  assert.equal(selectDevice('hid:20a0:4108:ab', devices).path, '/dev/hidraw2');
  assert.equal(selectDevice('id:ab', devices).path, '/dev/hidraw2');
  assert.equal(selectDevice('auto', devices.slice(2, 4)).path, '/dev/hidraw2');
  assert.equal(selectDevice('serial:/dev/pts/7', devices).path, '/dev/pts/7');
  const refused = (selector: string, message: RegExp): void =>
    assert.throws(
      () => selectDevice(selector, devices),
      (error: unknown) =>
        error instanceof ReaderError && error.code === 'not-found' && message.test(error.message),
    );
  refused('hid:1050:0407', /matches 2 devices/);
  refused('id:nobody', /Plugged in: hid:1050:0407/);
  refused('auto', /matches 4 devices/);
});

/** A minimal node-hid: reports with or without a report number, and permission only after some attempts. */
function nodeHid(refusals: number, text: string, front: number[]): Parameters<typeof openHid>[2] & {} {
  let left = refusals;
  return async () => ({
    HIDAsync: {
      open: async () => {
        if (left-- > 0) throw new Error(text);
        return {
          getFeatureReport: async () => Buffer.from([...front, 1, 2, 3, 4, 5, 6, 7, 8]),
          sendFeatureReport: async (data) => assert.deepEqual(data, [0, 9, 9]),
          close: async () => undefined,
        };
      },
    },
  });
}

test('opening waits for udev rules, and reading drops a report number', async () => {
  const pauses: number[] = [];
  const pause = async (ms: number): Promise<void> => void pauses.push(ms);
  for (const front of [[0], []]) {
    const device = await openHid('/dev/hidraw0', pause, nodeHid(3, 'Permission denied', front));
    assert.deepEqual([...(await device.getFeatureReport(8))], [1, 2, 3, 4, 5, 6, 7, 8]);
    await device.sendFeatureReport(Uint8Array.of(9, 9));
  }
  assert.deepEqual(pauses, [100, 100, 100, 100, 100, 100]);
  const code = (wanted: string) => (error: unknown) => error instanceof ReaderError && error.code === wanted;
  await assert.rejects(openHid('x', pause, nodeHid(99, 'Permission denied', [0])), code('permission'));
  pauses.length = 0;
  await assert.rejects(openHid('x', pause, nodeHid(99, 'No such file or directory', [0])), code('not-found'));
  assert.deepEqual(pauses, []);
});

test('reports added and removed devices', async () => {
  const stop = new AbortController();
  const rounds: HidListing[][] = [[], [hid[1]!], [hid[1]!, hid[3]!], [hid[3]!]];
  let round = 0;
  const changes: string[] = [];
  const watch = watchDevices({
    signal: stop.signal,
    sources: { hid: async () => rounds[Math.min(round, 3)]!, serial: async () => [] },
    pause: async (_ms, signal) => {
      round++;
      if (round > 4) stop.abort();
      signal?.throwIfAborted();
    },
  });
  for await (const { change, device } of watch) changes.push(`${change} ${device.path}`);
  assert.deepEqual(changes, ['added /dev/hidraw0', 'added /dev/hidraw2', 'removed /dev/hidraw0']);
});

// The error texts of node-hid 3.4 and serialport 13 on Linux.
const errors: readonly [text: string, code: string][] = [
  ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
  ['Permission denied, cannot open /dev/ttyS0', 'permission'],
  ['No such file or directory, cannot open /dev/ttyACM9', 'not-found'],
  ['Inappropriate ioctl for device setting custom baud rate of 115200', 'protocol'],
  [
    'cannot open device with path /dev/hidraw9: Failed to open a device with path /dev/hidraw9: No such file or directory',
    'not-found',
  ],
  [
    'cannot open device with path /dev/hidraw0: Failed to open a device with path: Permission denied',
    'permission',
  ],
  [
    'cannot open device with vendor id 0x1234 and product id 0x5678: No HID devices with requested VID/PID found in the system.',
    'not-found',
  ],
  ['could not read from HID device', 'not-found'],
  ['libusb-1.0.so.0: cannot open shared object file: No such file or directory', 'missing-library'],
  ["Cannot find package 'node-hid' imported from /x", 'missing-library'],
  ['spawn udevadm ENOENT', 'missing-library'],
  ['something nobody has seen', 'protocol'],
];

test('gives each error of the libraries a code and a remedy', () => {
  for (const [text, code] of errors) {
    const error = readerErrorFrom(new Error(text), '/dev/x');
    assert.equal(error.code, code, text);
    assert.ok(error.remedy.length > 10 && error.message.includes('/dev/x'));
  }
  const gone = readerErrorFrom(Object.assign(new Error('bad file'), { disconnected: true }), '/dev/x');
  assert.equal(gone.code, 'not-found');
  assert.equal(readerErrorFrom(gone, 'y'), gone);
});

test('each udev rule names a vendor and never matches every hidraw node', () => {
  for (const rules of [udevRules(), udevRules({ group: 'plugdev' })]) {
    for (const line of rules
      .split('\n')
      .filter((candidate) => /hidraw|usb/.test(candidate) && !candidate.startsWith('#'))) {
      assert.match(line, /ATTRS?\{idVendor\}=="[0-9a-f]{4}"/);
      assert.doesNotMatch(line, /0666/);
    }
    for (const { vendorId, driver } of knownDevices) {
      if (driver !== undefined) assert.ok(rules.includes(`"${vendorId.toString(16).padStart(4, '0')}"`));
    }
  }
  assert.match(udevRules({ group: 'plugdev' }), /GROUP="plugdev", MODE="0660"/);
  assert.throws(() => udevRules({ group: 'a", RUN+="/bin/sh' }), RangeError);
});

test.run();
