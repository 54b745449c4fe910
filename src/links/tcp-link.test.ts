import * as assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'uvu';
import { LineClient } from '../../test/contract/line-client.js';
import { MemoryFob } from '../../test/contract/memory-fob.js';
import { consoleOf } from './console-session.js';
import { openTcpLink, type TcpLink } from './tcp-link.js';

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

test('closes a connection beyond the limit, and accepts one when a place is free again', () =>
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
    1,
  ));

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
  maximumClients = 64,
): Promise<void> {
  const link = await openTcpLink(consoleOf(fob), { maximumClients });
  try {
    await run(link);
  } finally {
    for (const socket of sockets) socket.destroy();
    await link.close();
  }
}

test.run();
