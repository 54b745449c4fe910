import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { suite } from 'uvu';
import { goldenBytes } from '../../../test/golden/hex-lines.js';
import { type CompositeFob, createCompositeFob } from '../composite-fob.js';
import { HidPort } from '../host/hid-port.js';
import { UsbTransferError } from '../host/usb-host.js';
import { attach, listDevices, UsbIpError } from './host.js';
import { UsbIpServer, type UsbIpServerOptions } from './server.js';

const golden = goldenBytes('usb/frames.hex');
const local = '127.0.0.1';

interface Context {
  servers: UsbIpServer[];
  sockets: Socket[];
}

const test = suite<Context>('server', { servers: [], sockets: [] });

test.after.each(async (context) => {
  for (const socket of context.sockets.splice(0)) socket.destroy();
  for (const server of context.servers.splice(0)) await server.close();
});

async function serve(context: Context, fobs: CompositeFob[], options: UsbIpServerOptions = {}) {
  const server = new UsbIpServer(options);
  context.servers.push(server);
  const busIds = fobs.map((fob) => server.plug(fob.device));
  const { port } = await server.listen({ port: 0 });
  const open = async (): Promise<Socket> => {
    const socket = connect({ host: local, port });
    context.sockets.push(socket);
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };
  return { server, port, busIds, open };
}

function fob(serial = '123'): CompositeFob {
  const made = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial });
  made.reports.onReport((report) => void made.reports.sendReport(report));
  return made;
}

function withStatus(status: string) {
  return (error: unknown): boolean => error instanceof UsbTransferError && error.status === status;
}

test('serves several fobs on one port, each with its own host, and lists them while attached', async (context) => {
  const fobs = [fob('1'), fob('2'), fob('3')];
  const { port, busIds } = await serve(context, fobs);
  assert.deepEqual(busIds, ['1-1', '1-2', '1-3']);
  const hosts = await Promise.all(busIds.map((busId) => attach(local, port, busId)));
  const listed = await listDevices(local, port);
  assert.deepEqual(
    listed.map(({ busId, deviceNumber, interfaces }) => [busId, deviceNumber, interfaces.length]),
    [
      ['1-1', 2, 4],
      ['1-2', 3, 4],
      ['1-3', 4, 4],
    ],
  );
  const found = await Promise.all(hosts.map((host) => host.enumerate()));
  assert.deepEqual(
    found.map(({ serial }) => serial),
    ['1', '2', '3'],
  );
  for (const host of hosts) host.close();
});

test('refuses a busy or unknown device, and the attached host notices nothing', async (context) => {
  const { port } = await serve(context, [fob()]);
  const host = await attach(local, port, '1-1');
  await assert.rejects(
    attach(local, port, '1-1'),
    (error) => error instanceof UsbIpError && error.status === 2,
  );
  await assert.rejects(attach(local, port, '7-7'), /no device 7-7: list its devices/);
  assert.equal((await host.enumerate()).product, 'fob');
});

test('attaches, uses and detaches a device a hundred times', async (context) => {
  const { server, port } = await serve(context, [fob()]);
  const log: string[] = [];
  server.on('attached', () => log.push('+'));
  server.on('detached', () => log.push('-'));
  for (let i = 0; i < 100; i++) {
    const host = await attach(local, port, '1-1');
    await host.controlIn({ requestType: 0x80, request: 6, value: 0x0100, index: 0 }, 18);
    host.close();
    if (log.length % 2 === 1) await once(server, 'detached');
  }
  assert.equal(log.join(''), '+-'.repeat(100));
});

test('an unplug ends waiting transfers, and a replugged device can be attached again', async (context) => {
  const one = fob();
  const { port } = await serve(context, [one]);
  const host = await attach(local, port, '1-1');
  const vendor = new HidPort(host, await host.enumerate(), 3);
  const disconnected = new Promise<void>((resolve) => host.onDisconnect(resolve));
  const waiting = assert.rejects(vendor.read(), withStatus('disconnected'));
  one.device.faults.set('usb.unplug', true);
  await Promise.all([disconnected, waiting]);
  assert.deepEqual(await listDevices(local, port), []);
  await assert.rejects(attach(local, port, '1-1'), /no device 1-1/);
  one.device.faults.set('usb.unplug', false);
  assert.equal((await (await attach(local, port, '1-1')).enumerate()).serial, '123');
});

test('unplug(busId) frees the port for another device', async (context) => {
  const first = fob('1');
  const { server, port } = await serve(context, [first, fob('2')]);
  const host = await attach(local, port, '1-1');
  const disconnected = new Promise<void>((resolve) => host.onDisconnect(resolve));
  server.unplug('1-1');
  await disconnected;
  assert.throws(() => server.unplug('1-1'), /No device is plugged in as "1-1". There are: 1-2/);
  assert.equal(server.plug(fob('3').device), '1-1');
  assert.throws(() => server.plug(server.devices[0]!.device), /plugged in already, as 1-2/);
  assert.equal((await (await attach(local, port, '1-1')).enumerate()).serial, '3');
  assert.equal(first.device.attached, false);
});

test('a host that disappears frees its device', async (context) => {
  const { server, port, open } = await serve(context, [fob()]);
  const socket = await open();
  const attached = once(server, 'attached');
  socket.write(golden('req import 1-1'));
  await attached;
  const detached = once(server, 'detached');
  socket.resetAndDestroy();
  await detached;
  (await attach(local, port, '1-1')).close();
});

test('closes a connection that sends no request or an incomplete one', async (context) => {
  const { open } = await serve(context, [fob()], { handshakeMs: 30 });
  for (const bytes of [golden('req import 1-1').subarray(0, 20), new Uint8Array(0)]) {
    const socket = await open();
    if (bytes.length > 0) socket.write(bytes);
    socket.resume();
    await once(socket, 'close');
  }
});

test('300 connections without a device give way to a client, and one with a device does not', async (context) => {
  const { port, open } = await serve(context, [fob('1'), fob('2')]);
  const first = await attach(local, port, '1-1');
  for (let i = 0; i < 300; i++) (await open()).resume();
  const second = await attach(local, port, '1-2');
  assert.equal((await first.enumerate()).serial, '1');
  assert.equal((await second.enumerate()).serial, '2');
});

test('a client that attaches is not closed for being slow later', async (context) => {
  const { port } = await serve(context, [fob()], { handshakeMs: 30 });
  const host = await attach(local, port, '1-1');
  const idle = await attach(local, port, '9-9').catch(() => undefined);
  assert.equal(idle, undefined);
  const other = connect({ host: local, port });
  context.sockets.push(other);
  other.resume();
  await once(other, 'close');
  assert.equal((await host.enumerate()).serial, '123');
});

test('a client that sends and never reads loses its device to the next one', async (context) => {
  const { server, port, open } = await serve(context, [fob()], { stallMs: 30 });
  const socket = await open();
  socket.pause();
  const attached = once(server, 'attached');
  socket.write(golden('req import 1-1'));
  await attached;
  const detached = once(server, 'detached');
  let stopped = false;
  void detached.then(() => {
    stopped = true;
  });
  const burst = new Uint8Array(48 * 1000);
  for (let i = 0; i < 1000; i++) burst.set(golden('unlink 5'), 48 * i);
  while (!stopped && socket.writable)
    if (!socket.write(burst)) await Promise.race([once(socket, 'drain').catch(() => {}), detached]);
  await detached;
  (await attach(local, port, '1-1')).close();
});

test('still serves after random bytes on the socket', async (context) => {
  const { port, open } = await serve(context, [fob()]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), async (chunks) => {
      const socket = await open();
      socket.resume();
      for (const chunk of chunks) if (socket.writable) socket.write(chunk);
      socket.end();
      if (!socket.destroyed) await once(socket, 'close');
    }),
    { numRuns: 100 },
  );
  assert.equal((await listDevices(local, port)).length, 1);
  assert.equal((await (await attach(local, port, '1-1')).enumerate()).serial, '123');
});

test('a cancelled read gives -ECONNRESET before data arrives, and loses no data after that', async (context) => {
  const one = fob();
  const { port } = await serve(context, [one]);
  const host = await attach(local, port, '1-1');
  await host.enumerate();
  let delivered = 0;
  for (let i = 0; i < 500; i++) {
    const read = host.submit({ kind: 'in', endpoint: 4, length: 64 });
    if (i % 2 === 0) one.reports.sendReport(Uint8Array.of(i & 0xff));
    const unlinked = await read.unlink();
    const { status, data } = await read.result;
    assert.equal(unlinked, status === 'unlinked');
    if (status === 'ok') {
      assert.equal(data.length, 64);
      delivered++;
    }
  }
  while (delivered < 250) {
    await host.read(4, 64);
    delivered++;
  }
  const rest = host.submit({ kind: 'in', endpoint: 4, length: 64 });
  assert.equal(await rest.unlink(), true, 'no report came twice');
});

test('an abort cancels a transfer or an attach', async (context) => {
  const { port } = await serve(context, [fob()]);
  const host = await attach(local, port, '1-1');
  await host.enumerate();
  const stop = new AbortController();
  const waiting = assert.rejects(host.read(4, 64, { signal: stop.signal }), withStatus('unlinked'));
  stop.abort();
  await waiting;
  await assert.rejects(attach(local, port, '1-1', { signal: AbortSignal.abort() }), UsbIpError);
});

test('loses and repeats none of 20,000 exchanges of 64 bytes, several at a time', async (context) => {
  const { port } = await serve(context, [fob()]);
  const host = await attach(local, port, '1-1');
  const vendor = new HidPort(host, await host.enumerate(), 3);
  const inFlight = 16;
  let expected = 0;
  for (let i = 0; i < 20_000; i += inFlight) {
    const reads = Array.from({ length: inFlight }, () => vendor.read());
    const writes = Array.from({ length: inFlight }, (_, k) => vendor.write(numbered(i + k)));
    await Promise.all(writes);
    for (const report of await Promise.all(reads))
      assert.equal(new DataView(report.buffer, report.byteOffset).getUint32(0), expected++);
  }
});

function numbered(value: number): Uint8Array {
  const report = new Uint8Array(64);
  new DataView(report.buffer).setUint32(0, value);
  return report;
}

test('close() disconnects hosts and frees the port; the devices stay plugged in', async (context) => {
  const { server, port } = await serve(context, [fob()]);
  const host = await attach(local, port, '1-1');
  const disconnected = new Promise<void>((resolve) => host.onDisconnect(resolve));
  await server.close();
  await disconnected;
  await assert.rejects(listDevices(local, port), /No USB\/IP server answers at 127.0.0.1/);
  await server.listen({ port });
  assert.equal((await listDevices(local, port)).length, 1);
  await assert.rejects(server.listen({ port: 0 }), /listens already/);
  const second = new UsbIpServer();
  await assert.rejects(second.listen({ port }), /EADDRINUSE/);
});

test.run();
