import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { createCompositeFob } from './composite-fob.js';
import { usbFaultNames } from './fault-names.js';
import { HidPort } from './host/hid-port.js';
import { attachLoopback } from './host/loopback.js';
import { UsbTransferError } from './host/usb-host.js';

async function plugged(seed: number) {
  const fob = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '123', seed });
  fob.reports.onReport((report) => void fob.reports.sendReport(report));
  const host = attachLoopback(fob.device);
  const vendor = new HidPort(host, await host.enumerate(), 3);
  return { fob, host, vendor, faults: fob.device.faults };
}

test('lists the faults by name, and refuses an unknown name with the list', async () => {
  const { faults } = await plugged(1);
  assert.deepEqual(
    faults.list().map(({ name, layer, active }) => [name, layer, active]),
    usbFaultNames.map((name) => [name, 'usb', false]),
  );
  faults.set('usb.stall', true);
  assert.deepEqual(
    faults
      .list()
      .filter(({ active }) => active)
      .map(({ name }) => name),
    ['usb.stall'],
  );
  assert.throws(
    () => faults.set('usb.stal', true),
    /No USB fault is called "usb.stal".*usb.stall, usb.silence/,
  );
});

async function struck(seed: number): Promise<string> {
  const { fob, host, vendor } = await plugged(seed);
  let pattern = '';
  fob.device.faults.set('usb.stall', true);
  for (let i = 0; i < 40; i++) {
    fob.reports.sendReport(Uint8Array.of(i));
    for (let read: Uint8Array | undefined; read === undefined; ) {
      read = await vendor.read().catch(async (error) => {
        assert.ok(error instanceof UsbTransferError && error.status === 'stalled');
        pattern += 'x';
        await host.clearHalt(0x84);
        return undefined;
      });
      if (read !== undefined) assert.equal(read[0], i);
    }
    pattern += '.';
  }
  return pattern;
}

test('usb.stall strikes again and again, the same for the same seed, and loses nothing', async () => {
  const pattern = await struck(7);
  assert.match(pattern, /x.*x/);
  assert.equal(await struck(7), pattern);
  const others = await Promise.all([8, 9, 10].map(struck));
  assert.ok(others.some((other) => other !== pattern));
});

test('usb.stall leaves standard requests alone, so that a device enumerates', async () => {
  const { host, faults } = await plugged(1);
  faults.set('usb.stall', true);
  for (let i = 0; i < 20; i++) assert.equal((await host.enumerate()).serial, '123');
});

test('usb.silence answers no transfer on any endpoint, and afterwards all of them in order', async () => {
  const { fob, host, faults } = await plugged(1);
  const answered: string[] = [];
  const note = (name: string, transfer: Promise<unknown>): Promise<unknown> =>
    transfer.then(() => answered.push(name));
  faults.set('usb.silence', true);
  fob.reports.sendReport(Uint8Array.of(1));
  const waiting = [
    note('status', host.controlIn({ requestType: 0x80, request: 0, value: 0, index: 0 }, 2)),
    note('in', host.read(0x84, 64)),
    note('out', host.write(0x04, Uint8Array.of(5))),
  ];
  const unlinked = host.submit({ kind: 'out', endpoint: 4, data: Uint8Array.of(6) });
  assert.equal(await unlinked.unlink(), true);
  await new Promise(setImmediate);
  assert.deepEqual(answered, []);
  faults.set('usb.silence', false);
  await Promise.all(waiting);
  assert.deepEqual(answered, ['status', 'in', 'out']);
});

test('usb.short-packet cuts reports and loses no bytes of the serial stream', async () => {
  const { fob, host, vendor, faults } = await plugged(3);
  faults.set('usb.short-packet', true);
  const lengths: number[] = [];
  for (let i = 0; i < 30; i++) {
    fob.reports.sendReport(Uint8Array.of(i));
    lengths.push((await vendor.read()).length);
  }
  assert.ok(lengths.some((length) => length < 64));
  assert.ok(lengths.some((length) => length === 64));
  const sent = Uint8Array.from({ length: 500 }, (_, i) => i & 0xff);
  fob.console.write(sent);
  const received: number[] = [];
  while (received.length < sent.length) received.push(...(await host.read(0x82, 64)));
  assert.deepEqual(received, [...sent]);
});

test('a device that a transfer has unplugged does not answer that transfer', async () => {
  const { fob, vendor, faults } = await plugged(1);
  fob.reports.onReport(() => faults.set('usb.unplug', true));
  const write = vendor.write(Uint8Array.of(1));
  await assert.rejects(
    write,
    (error) => error instanceof UsbTransferError && error.status === 'disconnected',
  );
});

test('usb.unplug removes the device from its host, and afterwards it is back', async () => {
  const { fob, host, vendor, faults } = await plugged(1);
  let disconnects = 0;
  host.onDisconnect(() => disconnects++);
  const waiting = vendor.read();
  faults.set('usb.unplug', true);
  await assert.rejects(
    waiting,
    (error) => error instanceof UsbTransferError && error.status === 'disconnected',
  );
  assert.equal(disconnects, 1);
  assert.throws(() => attachLoopback(fob.device), /unplugged/);
  faults.set('usb.unplug', false);
  assert.equal((await attachLoopback(fob.device).enumerate()).serial, '123');
});

test.run();
