import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { createCompositeFob } from '../composite-fob.js';
import { hexOfBytes } from '../hex.js';
import { CdcAcmPort } from '../host/cdc-acm-port.js';
import { HidPort } from '../host/hid-port.js';
import { attachLoopback } from '../host/loopback.js';
import { UsbTransferError } from '../host/usb-host.js';
import type { LineEvent } from './cdc-acm.js';
import { characterOf, keyStrokesOf } from './keyboard-layout.js';

const utf8 = new TextEncoder();
const none = new Uint8Array(0);

async function plugged() {
  const fob = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '123' });
  const host = attachLoopback(fob.device);
  const enumerated = await host.enumerate();
  return { fob, host, enumerated, serial: new CdcAcmPort(host, enumerated) };
}

async function stalls(transfer: Promise<unknown>): Promise<void> {
  await assert.rejects(transfer, (error) => error instanceof UsbTransferError && error.status === 'stalled');
}

test('a console answers over the serial port', async () => {
  const { fob, serial } = await plugged();
  fob.console.onData((bytes) => void fob.console.write(utf8.encode(`<${new TextDecoder().decode(bytes)}>`)));
  const answer = new Promise<string>((resolve) =>
    serial.onData((bytes) => resolve(new TextDecoder().decode(bytes))),
  );
  await serial.open();
  await serial.write(utf8.encode('*IDN?'));
  assert.equal(await answer, '<*IDN?>');
});

test('line coding, DTR and break are events', async () => {
  const { fob, host, serial } = await plugged();
  const events: LineEvent[] = [];
  fob.console.onLine((event) => events.push(event));
  await serial.open({ baudRate: 115_200, dataBits: 7, parity: 'even', stopBits: 2 });
  await host.controlOut({ requestType: 0x21, request: 0x23, value: 250, index: 0 }, none);
  await serial.close();
  assert.deepEqual(events, [
    { kind: 'coding', coding: { baudRate: 115_200, dataBits: 7, parity: 'even', stopBits: 2 } },
    { kind: 'control', dtr: true, rts: true },
    { kind: 'break', milliseconds: 250 },
    { kind: 'control', dtr: false, rts: false },
  ]);
  const coding = await host.controlIn({ requestType: 0xa1, request: 0x21, value: 0, index: 0 }, 7);
  assert.equal(hexOfBytes(coding), '00 c2 01 00 02 02 07');
});

test('refuses an invalid line coding and changes nothing', async () => {
  const { fob, host } = await plugged();
  for (const bytes of [
    Uint8Array.of(0, 0, 0, 0, 9, 0, 8),
    new Uint8Array(6),
    Uint8Array.of(0, 0, 0, 0, 0, 0, 9),
  ])
    await stalls(host.controlOut({ requestType: 0x21, request: 0x20, value: 0, index: 0 }, bytes));
  assert.equal(fob.console.lineCoding.baudRate, 9600);
});

test('a host that sends and never reads has to wait, and no byte is lost', async () => {
  const { fob, host } = await plugged();
  let received = 0;
  fob.console.onData((bytes) => {
    received += bytes.length;
    fob.console.write(bytes);
  });
  const sends = Array.from({ length: 40 }, () =>
    host.submit({ kind: 'out', endpoint: 2, data: new Uint8Array(1024) }),
  );
  await new Promise(setImmediate);
  assert.ok(received < 20 * 1024, `${received} bytes were taken`);
  let read = 0;
  while (read < 40 * 1024) read += (await host.read(0x82, 4096)).length;
  for (const { result } of sends) assert.equal((await result).status, 'ok');
  assert.equal(received, 40 * 1024);
});

test('a program gets no answers that the program before left unread', async () => {
  const { fob, host, serial } = await plugged();
  await host.controlOut({ requestType: 0x21, request: 0x22, value: 3, index: 0 }, none);
  fob.console.write(utf8.encode('stale'));
  await host.controlOut({ requestType: 0x21, request: 0x22, value: 0, index: 0 }, none);
  const first = new Promise<string>((resolve) =>
    serial.onData((bytes) => resolve(new TextDecoder().decode(bytes))),
  );
  await serial.open();
  fob.console.write(utf8.encode('fresh'));
  assert.equal(await first, 'fresh');
});

test('SERIAL_STATE is ten bytes on the notification endpoint', async () => {
  const { fob, host } = await plugged();
  fob.console.notifySerialState({ carrier: true, dataSetReady: true });
  assert.equal(hexOfBytes(await host.read(0x81, 16)), 'a1 20 00 00 00 00 02 00 03 00');
});

test('the keyboard sends eight-byte reports: a press and a release for each key', async () => {
  const { fob, enumerated, host } = await plugged();
  const keyboard = new HidPort(host, enumerated, 2);
  assert.equal(fob.keyboard.type('7A', { enter: true }), true);
  const reports: string[] = [];
  for (let i = 0; i < 6; i++) reports.push(hexOfBytes(await keyboard.read()));
  const up = '00 00 00 00 00 00 00 00';
  assert.deepEqual(reports, [
    '00 00 24 00 00 00 00 00',
    up,
    '02 00 04 00 00 00 00 00',
    up,
    '00 00 28 00 00 00 00 00',
    up,
  ]);
});

test('every printable character has a key, and the key types that character', () => {
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
  const typed = keyStrokesOf(`${printable}\t\n`).map(characterOf).join('');
  assert.equal(typed, `${printable}\t\n`);
  assert.throws(() => keyStrokesOf('7€'), /No key types "€"/);
  assert.deepEqual(
    keyStrokesOf('755224\n').map(({ usage }) => usage),
    [0x24, 0x22, 0x22, 0x1f, 0x1f, 0x21, 0x28],
  );
});

test('a keyboard types a whole code or nothing: nothing without a host or with a full queue', async () => {
  const detached = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '1' });
  assert.equal(detached.keyboard.type('123456'), false);
  const { fob } = await plugged();
  let codes = 0;
  while (fob.keyboard.type('123456', { enter: true })) codes++;
  assert.equal(codes, Math.floor(256 / 7));
  assert.equal(fob.keyboard.waitingBytes, codes * 7 * 16);
});

test('keyboard requests: LEDs, idle, protocol, the last report', async () => {
  const { fob, host, enumerated } = await plugged();
  const keyboard = new HidPort(host, enumerated, 2);
  const heard: boolean[] = [];
  fob.keyboard.onLeds(({ capsLock }) => heard.push(capsLock));
  await keyboard.write(Uint8Array.of(2));
  assert.deepEqual(heard, [true]);
  await host.controlOut({ requestType: 0x21, request: 10, value: 0x7d00, index: 2 }, none);
  assert.deepEqual(
    [...(await host.controlIn({ requestType: 0xa1, request: 2, value: 0, index: 2 }, 1))],
    [0x7d],
  );
  assert.deepEqual(
    [...(await host.controlIn({ requestType: 0xa1, request: 3, value: 0, index: 2 }, 1))],
    [1],
  );
  await host.controlOut({ requestType: 0x21, request: 11, value: 0, index: 2 }, none);
  assert.deepEqual(
    [...(await host.controlIn({ requestType: 0xa1, request: 3, value: 0, index: 2 }, 1))],
    [0],
  );
  await stalls(host.controlOut({ requestType: 0x21, request: 11, value: 2, index: 2 }, none));
  const input = await host.controlIn({ requestType: 0xa1, request: 1, value: 0x0100, index: 2 }, 8);
  assert.deepEqual([...input], [0, 0, 0, 0, 0, 0, 0, 0]);
  await stalls(host.controlIn({ requestType: 0xa1, request: 1, value: 0x0300, index: 2 }, 8));
  await stalls(
    host.controlOut({ requestType: 0x21, request: 9, value: 0x0200, index: 2 }, new Uint8Array(2)),
  );
});

test('vendor reports of 64 bytes go in, out and as feature reports', async () => {
  const { fob, host, enumerated } = await plugged();
  const vendor = new HidPort(host, enumerated, 3);
  const reports: Uint8Array[] = [];
  fob.reports.onReport((report) => reports.push(report));
  await vendor.write(Uint8Array.of(1, 2, 3));
  await host.controlOut({ requestType: 0x21, request: 9, value: 0x0200, index: 3 }, Uint8Array.of(4));
  assert.deepEqual(
    reports.map((report) => [report.length, report[0]]),
    [
      [64, 1],
      [64, 4],
    ],
  );
  fob.reports.sendReport(Uint8Array.of(9));
  const report = await vendor.read();
  assert.equal(report.length, 64);
  assert.equal(report[0], 9);
  await vendor.setFeature(Uint8Array.from({ length: 64 }, (_, i) => i));
  assert.equal((await vendor.getFeature(64))[63], 63);
  await stalls(vendor.setFeature(new Uint8Array(65)));
  await stalls(vendor.setFeature(new Uint8Array(64), 1));
});

test('a device pauses the host and is told when the host has read all', async () => {
  const { fob, host } = await plugged();
  const heard: string[] = [];
  fob.console.onData((bytes) => heard.push(new TextDecoder().decode(bytes)));
  fob.console.onDrain(() => heard.push('drained'));
  fob.console.pause(true);
  const write = host.write(2, utf8.encode('later'));
  await new Promise(setImmediate);
  assert.deepEqual(heard, []);
  fob.console.pause(false);
  assert.equal(await write, 5);
  fob.console.write(utf8.encode('answer'));
  assert.equal(fob.console.waitingBytes, 6);
  await host.read(0x82, 4);
  assert.deepEqual(heard, ['later']);
  await host.read(0x82, 4);
  assert.deepEqual(heard, ['later', 'drained']);
});

test('sends text over reports in pieces and reads it back whole', async () => {
  const { fob, host, enumerated } = await plugged();
  const vendor = new HidPort(host, enumerated, 3);
  const channel = fob.reports.textChannel();
  const heard: string[] = [];
  channel.onData((bytes) => heard.push(new TextDecoder().decode(bytes)));
  await vendor.write(utf8.encode('READ:CODE?\n'));
  assert.deepEqual(heard, ['READ:CODE?\n']);
  const long = 'x'.repeat(100);
  assert.equal(channel.write(utf8.encode(long)), true);
  const pieces = [await vendor.read(), await vendor.read()];
  const text = pieces.map((piece) => new TextDecoder().decode(piece.filter((byte) => byte !== 0))).join('');
  assert.equal(text, long);
});

test.run();
