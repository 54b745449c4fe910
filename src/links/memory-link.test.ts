import * as assert from 'node:assert/strict';
import { SerialPortStream } from '@serialport/stream';
import { test } from 'uvu';
import { LineClient } from '../../test/contract/line-client.js';
import { MemoryFob } from '../../test/contract/memory-fob.js';
import { consoleOf } from './console-session.js';
import { MemoryBinding } from './memory-link.js';
import type { MemoryPort } from './memory-port.js';

const idn = 'OneSpan,Digipass GO7,3315511111,1.0.0';

test('lists each plugged-in fob with its details', async () => {
  const binding = new MemoryBinding();
  const link = binding.plugIn('sim:0', consoleOf(new MemoryFob()), {
    manufacturer: 'OneSpan',
    serialNumber: '3315511111',
  });
  const [info] = await binding.list();
  assert.deepEqual(
    [info?.path, info?.manufacturer, info?.serialNumber, info?.vendorId],
    [...['sim:0', 'OneSpan', '3315511111', undefined]],
  );
  assert.throws(() => binding.plugIn('sim:0', consoleOf(new MemoryFob())), /is taken/);
  await link.close();
  assert.deepEqual(await binding.list(), []);
});

test('refuses a missing or busy port with the words of serialport', async () => {
  const { binding, port } = await connected();
  await assert.rejects(
    binding.open({ path: 'sim:1', baudRate: 9600 }),
    /No such file or directory, cannot open sim:1/,
  );
  await assert.rejects(binding.open({ path: 'sim:0', baudRate: 9600 }), /Cannot lock port/);
  await close(port);
  await close((await connect(binding)).port);
});

test('each path leads to its own fob', async () => {
  const binding = new MemoryBinding();
  binding.plugIn('sim:0', consoleOf(new MemoryFob({ serial: '3315511111' })));
  binding.plugIn('sim:1', consoleOf(new MemoryFob({ serial: '3315511112' })));
  for (const [path, serial] of [
    ['sim:0', '3315511111'],
    ['sim:1', '3315511112'],
  ] as const) {
    const { port, client } = await connect(binding, path);
    assert.equal((await client.ask('*IDN?')).split(',')[2], serial);
    await close(port);
  }
});

test('closing cancels a waiting read and is no disconnection', async () => {
  const { binding } = await connected();
  const port = await bare(binding, 'sim:2');
  const read = port.read(Buffer.alloc(10), 0, 10);
  await port.close();
  await assert.rejects(read, (error: { canceled?: boolean }) => error.canceled === true);
  await assert.rejects(
    port.read(Buffer.alloc(1), 0, 1),
    (error: { canceled?: boolean }) => error.canceled === true,
  );
  await assert.rejects(
    port.write(Buffer.alloc(1)),
    (error: { canceled?: boolean }) => error.canceled === true,
  );
  for (const call of [port.close(), port.drain(), port.flush(), port.get(), port.getBaudRate()]) {
    await assert.rejects(call, /not open/);
  }
});

test('unplugging disconnects the client, and plugging in again serves a new one', async () => {
  const { binding, port, link } = await connected();
  const closed = new Promise<{ disconnected?: boolean } | null>((resolve) => port.once('close', resolve));
  await link.close();
  assert.equal((await closed)?.disconnected, true);
  binding.plugIn('sim:0', consoleOf(new MemoryFob()));
  const again = await connect(binding);
  assert.equal(await again.client.ask('*IDN?'), idn);
  await close(again.port);
});

test('modem lines are up, the baud rate is the requested one, flush discards', async () => {
  const { binding } = await connected();
  const port = await bare(binding, 'sim:2');
  assert.deepEqual(await port.get(), { cts: true, dsr: true, dcd: true });
  await port.set({ dtr: false });
  await port.update({ baudRate: 300 });
  assert.deepEqual(await port.getBaudRate(), { baudRate: 300 });
  await port.write(Buffer.from('*IDN?\n'));
  await port.flush();
  await port.write(Buffer.from('*OPC?\n'));
  await port.drain();
  const buffer = Buffer.alloc(100);
  const { bytesRead } = await port.read(buffer, 0, 100);
  assert.equal(buffer.toString('latin1', 0, bytesRead), '1\n');
  await port.close();
});

test('a short read takes what fits and leaves the rest', async () => {
  const { binding } = await connected();
  const port = await bare(binding, 'sim:2');
  await port.write(Buffer.from('*IDN?\n'));
  const buffer = Buffer.alloc(100);
  let heard = '';
  while (!heard.endsWith('\n')) {
    const { bytesRead } = await port.read(buffer, 3, 7);
    assert.ok(bytesRead > 0 && bytesRead <= 7);
    heard += buffer.toString('latin1', 3, 3 + bytesRead);
  }
  assert.equal(heard, `${idn}\n`);
  await port.close();
});

test('a client that does not read is held back, and later gets every line', async () => {
  const { port, client } = await connected();
  port.pause();
  const count = 20_000;
  const written = new Promise((resolve) =>
    port.write(Array.from({ length: count }, (_, n) => `*ESE ${n % 256};*ESE?;*IDN?\n`).join(''), resolve),
  );
  let done = false;
  void written.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(done, false, 'the writer waits');
  port.resume();
  for (let n = 0; n < count; n++) assert.equal(await client.line(), `${n % 256};${idn}`);
  await written;
  await close(port);
});

async function connected() {
  const binding = new MemoryBinding();
  const link = binding.plugIn('sim:0', consoleOf(new MemoryFob()));
  return { binding, link, ...(await connect(binding)) };
}

async function connect(binding: MemoryBinding, path = 'sim:0') {
  const port = new SerialPortStream({ binding, path, baudRate: 9600, autoOpen: false });
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error === null ? resolve() : reject(error))),
  );
  return { port, client: new LineClient(port) };
}

async function bare(binding: MemoryBinding, path: string): Promise<MemoryPort> {
  binding.plugIn(path, consoleOf(new MemoryFob()));
  return binding.open({ path, baudRate: 9600 });
}

function close(port: SerialPortStream): Promise<void> {
  return new Promise((resolve) => port.close(() => resolve()));
}

test.run();
