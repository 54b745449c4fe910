import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { goldenBytes } from '../../../test/golden/hex-lines.js';
import type { FeatureReportHandler } from '../classes/feature-report-handler.js';
import { hexOfBytes } from '../hex.js';
import { HidPort } from '../host/hid-port.js';
import { attachLoopback } from '../host/loopback.js';
import { UsbTransferError } from '../host/usb-host.js';
import { createNitrokeyPro } from './nitrokey-pro.js';
import { createYubiKey } from './yubikey.js';

const golden = goldenBytes('usb/descriptors.hex');

class Recorder implements FeatureReportHandler {
  readonly written: string[] = [];
  getFeature(): Uint8Array {
    return Uint8Array.of(0, 4, 3, 4, 1, 5, 0, 0);
  }
  setFeature(reportId: number, data: Uint8Array): void {
    if (data[7] === 0xee) throw new Error('refused');
    this.written.push(`${reportId}: ${hexOfBytes(data)}`);
  }
}

test('a YubiKey has the descriptors of the real one', async () => {
  const key = createYubiKey({ firmware: { major: 4, minor: 3, build: 4 }, handler: new Recorder() });
  const found = await attachLoopback(key.device).enumerate();
  assert.equal(hexOfBytes(found.deviceBytes), hexOfBytes(golden('yubikey device')));
  assert.equal(hexOfBytes(found.configurationBytes), hexOfBytes(golden('yubikey configuration')));
  assert.equal(hexOfBytes(found.hidReports.get(0)!.bytes), hexOfBytes(golden('yubikey report')));
  assert.equal(found.manufacturer, 'Yubico');
  assert.equal(found.serial, undefined);
  assert.throws(
    () => createYubiKey({ firmware: { major: 5, minor: 12, build: 0 }, handler: new Recorder() }),
    /5\.12\.0 does not fit in bcdDevice/,
  );
});

test('a YubiKey shows its serial where it is made visible', async () => {
  const key = createYubiKey({
    firmware: { major: 5, minor: 4, build: 3 },
    visibleSerial: '0007050602',
    handler: new Recorder(),
  });
  const found = await attachLoopback(key.device).enumerate();
  assert.equal(found.serial, '0007050602');
  assert.equal(found.device.deviceVersion, 0x0543);
});

test('its feature reports are the requests that ykinfo was seen to make', async () => {
  const recorder = new Recorder();
  const key = createYubiKey({ firmware: { major: 4, minor: 3, build: 4 }, handler: recorder });
  const host = attachLoopback(key.device);
  await host.enumerate();
  const status = await host.controlIn({ requestType: 0xa1, request: 1, value: 0x0300, index: 0 }, 8);
  assert.equal(hexOfBytes(status), '00 04 03 04 01 05 00 00');
  const report = Uint8Array.of(0, 0x10, 0x6b, 0x5b, 0, 0, 0, 0x89);
  await host.controlOut({ requestType: 0x21, request: 9, value: 0x0300, index: 0 }, report);
  assert.deepEqual(recorder.written, ['0: 00 10 6b 5b 00 00 00 89']);
  const refused = host.controlOut(
    { requestType: 0x21, request: 9, value: 0x0300, index: 0 },
    report.fill(0xee),
  );
  await assert.rejects(refused, (error) => error instanceof UsbTransferError && error.status === 'stalled');
});

test('it types on the same interface', async () => {
  const key = createYubiKey({ firmware: { major: 4, minor: 3, build: 4 }, handler: new Recorder() });
  const host = attachLoopback(key.device);
  const keyboard = new HidPort(host, await host.enumerate(), 0);
  assert.equal(key.type([{ usage: 0x06, modifiers: 0x02 }]), true);
  assert.equal(hexOfBytes(await keyboard.read()), '02 00 06 00 00 00 00 00');
  assert.equal(hexOfBytes(await keyboard.read()), '00 00 00 00 00 00 00 00');
});

test('a Nitrokey Pro has 64-byte feature reports and the descriptors of the real one', async () => {
  const written: Uint8Array[] = [];
  const handler: FeatureReportHandler = {
    getFeature: () => new Uint8Array(64).fill(3),
    setFeature: (_reportId, data) => void written.push(data),
  };
  const { device } = createNitrokeyPro({ serial: '000000000000000000000001', handler });
  const host = attachLoopback(device);
  const found = await host.enumerate();
  assert.equal(hexOfBytes(found.deviceBytes), hexOfBytes(golden('nitrokey device')));
  assert.equal(hexOfBytes(found.hidReports.get(0)!.bytes), hexOfBytes(golden('nitrokey report')));
  assert.deepEqual([found.manufacturer, found.product], ['Nitrokey', 'Nitrokey Pro']);
  const port = new HidPort(host, found, 0);
  await port.setFeature(new Uint8Array(64).fill(7));
  assert.deepEqual(written, [new Uint8Array(64).fill(7)]);
  assert.equal((await port.getFeature(64)).length, 64);
});

test.run();
