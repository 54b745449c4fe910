import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import { nitrokeyProUsbIdentity, yubikeyUsbIdentity } from '../../firmware-sim/wire/index.js';
import { goldenBytes } from '../../test/golden/hex-lines.js';
import type { FeatureReportHandler } from './classes/feature-report-handler.js';
import { createFeatureKey, featuresOf } from './feature-key.js';
import { hexOfBytes } from './hex.js';
import { HidPort } from './host/hid-port.js';
import { attachLoopback } from './host/loopback.js';
import { UsbTransferError } from './host/usb-host.js';
import { DescriptorError } from './plug-check.js';

const golden = goldenBytes('usb/descriptors.hex');
const yubikey = yubikeyUsbIdentity({ productId: 0x0401, product: 'YubiKey OTP', firmware: [4, 3, 4] });

class Recorder implements FeatureReportHandler {
  readonly written: string[] = [];
  getFeature(reportId: number): Uint8Array | undefined {
    return reportId === 0 ? Uint8Array.of(0, 4, 3, 4, 1, 5, 0, 0) : undefined;
  }
  setFeature(reportId: number, data: Uint8Array): boolean {
    if (data[7] === 0xee) return false;
    this.written.push(`${reportId}: ${hexOfBytes(data)}`);
    return true;
  }
}

test('a YubiKey has the descriptors of the real one', async () => {
  const key = createFeatureKey({ identity: yubikey, handler: new Recorder() });
  const found = await attachLoopback(key.device).enumerate();
  assert.equal(hexOfBytes(found.deviceBytes), hexOfBytes(golden('yubikey device')));
  assert.equal(hexOfBytes(found.configurationBytes), hexOfBytes(golden('yubikey configuration')));
  assert.equal(hexOfBytes(found.hidReports.get(0)!.bytes), hexOfBytes(golden('yubikey report')));
  assert.deepEqual([found.manufacturer, found.product, found.serial], ['Yubico', 'YubiKey OTP', undefined]);
});

test('a YubiKey shows its serial if its configuration makes it visible', async () => {
  const identity = yubikeyUsbIdentity({
    productId: 0x0401,
    product: 'YubiKey OTP',
    firmware: [5, 4, 3],
    serialNumber: '0007050602',
  });
  const found = await attachLoopback(
    createFeatureKey({ identity, handler: new Recorder() }).device,
  ).enumerate();
  assert.equal(found.serial, '0007050602');
  assert.equal(found.device.deviceVersion, 0x0543);
});

test('answers the recorded feature-report requests of ykinfo', async () => {
  const recorder = new Recorder();
  const host = attachLoopback(createFeatureKey({ identity: yubikey, handler: recorder }).device);
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

test('a YubiKey types on the same interface, in the usages of its scan map', async () => {
  const key = createFeatureKey({ identity: yubikey, handler: new Recorder() });
  const host = attachLoopback(key.device);
  const keyboard = new HidPort(host, await host.enumerate(), 0);
  assert.equal(key.type(Uint8Array.of(0x86)), true);
  assert.equal(hexOfBytes(await keyboard.read()), '02 00 06 00 00 00 00 00');
  assert.equal(hexOfBytes(await keyboard.read()), '00 00 00 00 00 00 00 00');
});

test('a Nitrokey Pro has 64-byte feature reports and the descriptors of the real one', async () => {
  const written: Uint8Array[] = [];
  const handler: FeatureReportHandler = {
    getFeature: () => new Uint8Array(64).fill(3),
    setFeature: (_reportId, data) => written.push(data) > 0,
  };
  const key = createFeatureKey({ identity: nitrokeyProUsbIdentity('000000000000000000000001'), handler });
  const host = attachLoopback(key.device);
  const found = await host.enumerate();
  assert.equal(hexOfBytes(found.deviceBytes), hexOfBytes(golden('nitrokey device')));
  assert.equal(hexOfBytes(found.hidReports.get(0)!.bytes), hexOfBytes(golden('nitrokey report')));
  assert.deepEqual([found.manufacturer, found.product], ['Nitrokey', 'Nitrokey Pro']);
  const port = new HidPort(host, found, 0);
  await port.setFeature(new Uint8Array(64).fill(7));
  assert.deepEqual(written, [new Uint8Array(64).fill(7)]);
  assert.equal((await port.getFeature(64)).length, 64);
  assert.equal(key.type('123456'), false);
});

test('an applet gets the time of each request, and gives its serial over USB', async () => {
  const applet = YubikeyApplet.manufacture(
    { model: 'yubico/yubikey', serial: 7050602 },
    Random.stream(1, 'key'),
  );
  let trueTimeUs = 0;
  const now = () => ({ trueTimeUs: ++trueTimeUs, fobTimeUs: trueTimeUs });
  applet.plug(now());
  const { device } = createFeatureKey({ identity: applet.usbIdentity(), handler: featuresOf(applet, now) });
  const host = attachLoopback(device);
  const port = new HidPort(host, await host.enumerate(), 0);
  assert.equal(hexOfBytes(await port.getFeature(8)).slice(0, 11), '00 04 03 07');
  await port.setFeature(new Uint8Array(8).fill(0x80, 7));
  await port.setFeature(Uint8Array.of(0, 0x10, 0x6b, 0x5b, 0, 0, 0, 0x89));
  assert.equal(hexOfBytes(await port.getFeature(8)), '00 6b 95 6a 8c 7b 00 40');
});

test('refuses an identity that no host would accept', () => {
  const identity = { ...yubikey, reportDescriptor: yubikey.reportDescriptor.subarray(1) };
  assert.throws(() => createFeatureKey({ identity, handler: new Recorder() }), DescriptorError);
});

test.run();
