// A fob on a port of a process that stays, and what goes over it.

import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { runNamed } from '../../../test/operations/run-named.js';
import { memoryBench } from '../../bench/index.js';
import { BenchHost } from '../../host/bench-host.js';
import { BenchFobPort } from '../../host/links/bench-fob-port.js';
import { linkHost } from '../../host/links/link-host.js';
import { usbBus } from '../../host/links/usb-bus.js';
import { runOperation } from '../../host/run-operation.js';
import { findOperation } from '../index.js';

function holderOf(directory?: string): BenchHost {
  return new BenchHost(memoryBench({ atUs: 1767225600e6, rate: 0, seed: '1' }), findOperation, { directory });
}

test('a fob on a TCP port answers, and both directions are seen', async () => {
  const benchHost = holderOf();
  await runNamed(benchHost, 'fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const { path } = (await runNamed(benchHost, 'link.open', { fob: '3315511111', kind: 'tcp' })) as {
    path: string;
  };
  await assert.rejects(
    runNamed(benchHost, 'link.open', { fob: '3315511111', kind: 'tcp' }),
    /is on a tcp port already/,
  );
  const [host, port] = path.split(':');
  const socket = connect(Number(port), host);
  socket.setEncoding('utf8');
  socket.write('*IDN?\n');
  const [answer] = (await once(socket, 'data')) as [string];
  assert.match(answer, /^OneSpan,Digipass GO7,3315511111,/);
  const { pieces } = (await runNamed(benchHost, 'link.traffic', { fob: '3315511111' })) as {
    pieces: { direction: string; hexadecimal: string }[];
  };
  const spoken = (direction: string): string =>
    Buffer.from(
      pieces
        .filter((piece) => piece.direction === direction)
        .map((piece) => piece.hexadecimal)
        .join(''),
      'hex',
    ).toString();
  assert.equal(spoken('in'), '*IDN?\n');
  assert.equal(spoken('out'), answer);
  const listed = (await runNamed(benchHost, 'bench.overview', {})) as { fobs: { links: string[] }[] };
  assert.deepEqual(listed.fobs[0]!.links, [path]);
  const closed = once(socket, 'close');
  assert.deepEqual(await runNamed(benchHost, 'link.close', { fob: '3315511111' }), {
    serial: '3315511111',
    closed: 1,
  });
  await closed;
  await assert.rejects(runNamed(benchHost, 'link.close', { fob: '3315511111' }), /is on no port/);
  await benchHost.close();
});

test('a process that is gone in a moment opens no port', async () => {
  const benchHost = holderOf('/nowhere');
  await runNamed(benchHost, 'fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  await assert.rejects(runNamed(benchHost, 'link.open', { fob: '3315511111' }), {
    code: 'refused',
    remedy: { operation: 'link.serve', arguments: { pty: true } },
  });
  await benchHost.close();
});

test('a fob that leaves the bench as its event is told: nobody trips over it', async () => {
  const benchHost = holderOf();
  await runNamed(benchHost, 'fob.add', { model: 'onespan/digipass-go7', serial: '3315511111', event: true });
  const heard: string[] = [];
  BenchFobPort.held(benchHost, '3315511111').subscribe(({ kind }) => heard.push(kind));
  // An unhandled rejection fails this file.
  benchHost.bench.transact(() => {
    benchHost.bench.drive('3315511111', (fob, now) => fob.press(now));
    benchHost.bench.remove('3315511111');
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(heard, []);
  await benchHost.close();
});

test('a fob that stays plugged in when its USB port closes is on no link', async () => {
  const benchHost = holderOf();
  await runNamed(benchHost, 'fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const usb = usbBus(benchHost);
  await usb.listen({ port: 0 });
  usb.plug('3315511111');
  const listed = async (): Promise<number> =>
    ((await runNamed(benchHost, 'link.list', {})) as { links: unknown[] }).links.length;
  assert.equal(await listed(), 1);
  await usb.stopListening();
  assert.equal(await listed(), 0);
  await benchHost.close();
});

test('a serve hears of fobs that come and go while it begins, and closes every port though one step fails', async () => {
  const benchHost = holderOf();
  for (const serial of ['3315511111', '3315511129'])
    await runNamed(benchHost, 'fob.add', { model: 'onespan/digipass-go7', serial });
  const stop = new AbortController();
  const served: string[] = [];
  let ready: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const item = (value: unknown): void => {
    const { serial } = value as { serial?: string };
    if (serial !== undefined) served.push(serial);
    // The first is on its port: the second goes, a third comes.
    if (served.length === 1 && serial !== undefined) {
      benchHost.bench.remove('3315511129');
      void runNamed(benchHost, 'fob.add', { model: 'onespan/digipass-go7', serial: '3315511137' });
    }
    if (served.includes('3315511137')) ready!();
  };
  const request = { id: '', operation: 'link.serve', arguments: { tcp: true } };
  const serving = runOperation(operationNamed('link.serve'), benchHost, request, item, stop.signal);
  await begun;
  assert.deepEqual(served, ['3315511111', '3315511137']);
  const links = linkHost(benchHost);
  const { closePath } = links;
  let failed = false;
  links.closePath = (path) => {
    if (failed) return closePath.call(links, path);
    failed = true;
    return Promise.reject(new Error('gone already'));
  };
  stop.abort();
  await assert.rejects(serving, /gone already/);
  assert.equal(links.list().length, 1);
  await benchHost.close();
});

test('port 0 is any free one: of USB/IP, and of each fob on TCP', async () => {
  const benchHost = holderOf();
  for (const serial of ['3315511111', '3315511129'])
    await runNamed(benchHost, 'fob.add', { model: 'onespan/digipass-go7', serial });
  const stop = new AbortController();
  const paths: string[] = [];
  const serve = async (
    given: Record<string, unknown>,
    fobs: number,
  ): Promise<{ ended: Promise<unknown> }> => {
    let serving: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      const item = (value: unknown): void => {
        const { path, ready } = value as { path?: string; ready?: true };
        if (path !== undefined) paths.push(path);
        if (ready) resolve();
      };
      const request = { id: '', operation: 'link.serve', arguments: given };
      serving = runOperation(operationNamed('link.serve'), benchHost, request, item, stop.signal);
      serving.catch(reject);
    });
    assert.equal(paths.length, fobs);
    return { ended: serving };
  };
  const first = await serve({ usbip: true, usbipPort: '0' }, 2);
  const second = await serve({ tcp: true, port: '0', usbip: true, usbipPort: '0' }, 4);
  const ports = paths.map((path) => Number(/:(\d+)/.exec(path)![1]));
  assert.equal(ports[0], ports[1], 'one port for every fob on USB');
  assert.equal(new Set(ports).size, 3);
  for (const port of ports) assert.ok(port > 1023 && port !== 3240, String(port));
  stop.abort();
  await Promise.all([first.ended, second.ended]);
  await benchHost.close();
});

test.run();
