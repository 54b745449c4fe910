import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { type ChannelClient, serveSessions } from './channel-sessions.js';
import { createCompositeFob } from './composite-fob.js';
import { CdcAcmPort } from './host/cdc-acm-port.js';
import { HidPort } from './host/hid-port.js';
import { attachLoopback } from './host/loopback.js';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (line: string): Uint8Array => new TextEncoder().encode(line);

function recorder(takes: (line: string) => boolean = () => true) {
  const log: string[] = [];
  const clients: ChannelClient[] = [];
  const open = (client: ChannelClient) => {
    const number = clients.push(client);
    return {
      feed: (data: Uint8Array) => {
        log.push(`${number}: ${text(data)}`);
        return takes(text(data));
      },
      resume: () => void log.push(`${number}: resume`),
      hangUp: () => void log.push(`${number}: hang up`),
    };
  };
  return { log, clients, open };
}

async function plugged() {
  const fob = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '1' });
  const host = attachLoopback(fob.device);
  const enumerated = await host.enumerate();
  return { fob, host, enumerated, port: new CdcAcmPort(host, enumerated) };
}

test('each program that opens the port gets its own session', async () => {
  const { fob, port } = await plugged();
  const { log, open } = recorder();
  serveSessions(fob.console, open);
  for (const line of ['first', 'second']) {
    await port.open();
    await port.write(bytes(line));
    await port.close();
  }
  assert.deepEqual(log, ['1: first', '1: hang up', '2: second', '2: hang up']);
});

test('a host that disappears without closing the port hangs up, on reports too', async () => {
  const { fob, host, enumerated, port } = await plugged();
  const { log, open } = recorder();
  serveSessions(fob.console, open);
  serveSessions(fob.reports.textChannel(), open);
  await port.open();
  await port.write(bytes('serial'));
  await new HidPort(host, enumerated, 3).write(bytes('report'));
  host.close();
  assert.deepEqual(log, ['1: serial', '2: report', '1: hang up', '2: hang up']);
});

test('a full session keeps the host waiting until it is ready', async () => {
  const { fob, port } = await plugged();
  const { log, clients, open } = recorder((line) => line !== 'full');
  serveSessions(fob.console, open);
  await port.open();
  await port.write(bytes('full'));
  const waiting = port.write(bytes('more'));
  await new Promise(setImmediate);
  assert.deepEqual(log, ['1: full']);
  clients[0]!.ready();
  await waiting;
  assert.deepEqual(log, ['1: full', '1: more']);
});

test('the session holds back while the host does not read, and then resumes', async () => {
  const { fob, host } = await plugged();
  const { log, clients, open } = recorder();
  const served = serveSessions(fob.console, open);
  await host.write(2, bytes('ask'));
  assert.equal(clients[0]!.send(bytes('answer')), false);
  await host.read(0x82, 64);
  assert.deepEqual(log, ['1: ask', '1: resume']);
  assert.equal(served.droppedBytes, 0);
  host.close();
  clients[0]!.send(bytes('late'));
  assert.equal(served.droppedBytes, 4);
});

test('close hangs up and stops listening', async () => {
  const { fob, host } = await plugged();
  const { log, open } = recorder();
  const served = serveSessions(fob.console, open);
  await host.write(2, bytes('ask'));
  served.close();
  await host.write(2, bytes('nobody'));
  assert.deepEqual(log, ['1: ask', '1: hang up']);
});

test.run();
