import * as assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'uvu';
import { LineClient } from '../../test/contract/line-client.js';
import { MemoryFob } from '../../test/contract/memory-fob.js';
import { consoleOf } from './console-session.js';
import { openTcpLink, type TcpLink, type TcpLinkOptions } from './tcp-link.js';
import { TelnetFilter } from './telnet-filter.js';

test('listens on loopback, on a free port that is in its path', () =>
  withLink(async (link) => {
    assert.equal(link.path, `127.0.0.1:${link.port}`);
    assert.ok(link.port > 0);
  }));

test('refuses a port in use and says what to do', () =>
  withLink(async (link) => {
    await assert.rejects(
      openTcpLink(consoleOf(new MemoryFob()), { port: link.port }),
      /in use; give another port/,
    );
  }));

test('clients share the fob, not the session', () =>
  withLink(async (link) => {
    const [first, second] = [new LineClient(await open(link)), new LineClient(await open(link))];
    first.write('NOPE\nhalf a li');
    assert.equal(await second.ask('SYST:ERR?'), '0,"No error"');
    const code = await second.ask('READ:CODE?');
    first.write('\n*CLS\n');
    assert.equal(await first.ask('FETC:CODE?'), code);
  }));

test('a client that ends its side still gets its answers, even slow ones', async () => {
  let answer = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let entered = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const slow = new MemoryFob({
    gate: () => {
      entered();
      return gate;
    },
  });
  await withLink(async (link) => {
    const socket = await open(link);
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString();
    });
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.end('READ:CODE?\n*IDN?\n');
    await asked;
    // The end of the client's side arrives in one of the next turns.
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    answer();
    await ended;
    assert.equal(heard, '755224\nOneSpan,Digipass GO7,3315511111,1.0.0\n');
  }, slow);
});

test('a connection that is reset in the middle of a command affects no other', () =>
  withLink(async (link) => {
    for (let n = 0; n < 10; n++) {
      const socket = await open(link);
      socket.write('SYST:HELP?\n'.repeat(500));
      await new Promise((resolve) => socket.once('data', resolve));
      socket.resetAndDestroy();
    }
    assert.equal(await new LineClient(await open(link)).ask('*OPC?'), '1');
  }));

test('closes a connection beyond the limit while none is idle, and accepts one when a place is free again', () =>
  withLink(
    async (link) => {
      const first = await open(link);
      assert.equal(await new LineClient(first).ask('*OPC?'), '1');
      const second = await open(link);
      await new Promise((resolve) => second.once('close', resolve));
      first.destroy();
      for (;;) {
        const client = await open(link);
        const answer = new Promise((resolve) =>
          client.once('data', resolve).once('close', () => resolve(undefined)),
        );
        client.write('*OPC?\n');
        if ((await answer) !== undefined) break;
      }
    },
    new MemoryFob(),
    { maximumClients: 1, idleMs: 60_000 },
  ));

test('closes the connection that is idle for longest to accept a new one', () =>
  withLink(
    async (link) => {
      const [oldest, other] = [await open(link), await open(link)];
      assert.equal(await new LineClient(oldest).ask('*OPC?'), '1');
      const gone = new Promise((resolve) => other.once('close', resolve));
      assert.equal(await new LineClient(await open(link)).ask('*OPC?'), '1');
      await gone;
      assert.equal(await new LineClient(oldest).ask('*OPC?'), '1');
    },
    new MemoryFob(),
    { maximumClients: 2, idleMs: 0 },
  ));

test('a telnet client negotiates, and nothing of it is read as a command', () =>
  withLink(async (link) => {
    const socket = await open(link);
    const heard: number[] = [];
    socket.on('data', (bytes) => heard.push(...bytes));
    // DO SUPPRESS-GO-AHEAD, WILL TERMINAL-TYPE, DO ECHO, AYT, and a Return as telnet sends it, in odd pieces.
    socket.write(Uint8Array.of(255, 253, 3, 255, 251, 24, 255));
    socket.write(Uint8Array.of(253, 1, 255, 246, ...Buffer.from('*ID'), 255, 241));
    socket.write(Buffer.from('N?\r\0SYST:ERR?\r\n'));
    const expected = [255, 251, 3, 255, 254, 24, 255, 252, 1];
    const answers = 'OneSpan,Digipass GO7,3315511111,1.0.0\n0,"No error"\n';
    while (heard.length < expected.length + answers.length)
      await new Promise((resolve) => socket.once('data', resolve));
    assert.deepEqual(heard.slice(0, expected.length), expected);
    assert.equal(String.fromCharCode(...heard.slice(expected.length)), answers);
  }));

test('RFC 2217: every setting is answered with what is set now, and told once', () => {
  const sent: number[] = [];
  const told: object[] = [];
  const telnet = new TelnetFilter({
    send: (bytes) => void sent.push(...bytes),
    lineSettings: (settings) => void told.push(settings),
  });
  const ask = (...bytes: number[]): number[] => {
    sent.length = 0;
    // A byte at a time: it must not matter how a network cuts it.
    for (const byte of bytes) assert.equal(telnet.data(Uint8Array.of(byte)).length, 0);
    return [...sent];
  };
  const set = (...bytes: number[]): number[] => ask(255, 250, 44, ...bytes, 255, 240);
  const answer = (...bytes: number[]): number[] => [255, 250, 44, ...bytes, 255, 240];
  assert.deepEqual(ask(255, 251, 44), [255, 253, 44, ...answer(107, 0xb0)]);
  assert.deepEqual(ask(255, 253, 44), [255, 251, 44]);
  assert.deepEqual(ask(255, 251, 44), [], 'agreed already');
  assert.deepEqual(set(1, 0, 0, 0x25, 0x80), answer(101, 0, 0, 0x25, 0x80));
  assert.deepEqual(set(1, 0, 0, 0, 0), answer(101, 0, 0, 0x25, 0x80), '0 asks');
  assert.deepEqual(set(1, 0, 0, 255, 255, 0), answer(101, 0, 0, 255, 255, 0), 'a 255 in it is doubled');
  assert.deepEqual(set(2, 7), answer(102, 7));
  assert.deepEqual(set(3, 3), answer(103, 3));
  assert.deepEqual(set(3, 9), answer(103, 3), 'no such parity');
  assert.deepEqual(set(4, 2), answer(104, 2));
  for (const [asked, now] of [
    [9, 9],
    [7, 9],
    [8, 8],
    [12, 12],
    [10, 12],
    [5, 5],
    [4, 5],
    [6, 6],
    [3, 3],
    [0, 3],
  ] as const)
    assert.deepEqual(set(5, asked), answer(105, now), `control ${asked}`);
  assert.deepEqual(set(12, 3), answer(112, 3));
  assert.deepEqual(set(0), answer(100, ...Buffer.from('foblab')));
  assert.deepEqual(told, [
    { baud: 9600 },
    { baud: 65280 },
    { dataBits: 7 },
    { parity: 'even' },
    { stopBits: 2 },
    { dtr: false },
    { dtr: true },
    { rts: false },
    { break: true },
    { break: false },
    { flowControl: 'hardware' },
  ]);
  assert.deepEqual([...telnet.data(Uint8Array.of(65, 255, 255, 66))], [65, 255, 66]);
});

const sockets = new Set<Socket>();

function open(link: TcpLink): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(link.port, link.host, () => resolve(socket));
    sockets.add(socket.on('error', reject));
  });
}

async function withLink(
  run: (link: TcpLink) => Promise<void>,
  fob = new MemoryFob(),
  options: TcpLinkOptions = {},
): Promise<void> {
  const link = await openTcpLink(consoleOf(fob), options);
  try {
    await run(link);
  } finally {
    for (const socket of sockets) socket.destroy();
    await link.close();
  }
}

test.run();
