// An observer of a device gets each report once, as it passes, and nothing else.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { createCompositeFob } from './composite-fob.js';
import { hexOfBytes } from './hex.js';
import { type HidPassage, watchHid } from './hid-traffic.js';
import { CdcAcmPort } from './host/cdc-acm-port.js';
import { HidPort } from './host/hid-port.js';
import { attachLoopback } from './host/loopback.js';

async function watched() {
  const fob = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '123', seed: 1 });
  const passed: HidPassage[] = [];
  const end = watchHid(fob.device, (passage) => passed.push(passage));
  const host = attachLoopback(fob.device);
  const found = await host.enumerate();
  const hid = (interfaceNumber: number): HidPort => new HidPort(host, found, interfaceNumber);
  const seen = (): string[] =>
    passed
      .splice(0)
      .map(
        ({ channel, towardsDevice, report }) =>
          `${channel} ${towardsDevice ? '>' : '<'} ${hexOfBytes(report)}`,
      );
  return { fob, host, found, hid, end, seen, passed };
}

const padded = (...bytes: number[]): Uint8Array =>
  Uint8Array.of(...bytes, ...new Uint8Array(64 - bytes.length));
const zeros = (count: number): string => ' 00'.repeat(count);

test('reports both directions by channel, and no enumeration or serial traffic', async () => {
  const { fob, host, found, hid, seen } = await watched();
  assert.deepEqual(seen(), []);
  fob.keyboard.type('7');
  await hid(2).read();
  await hid(2).read();
  await hid(2).write(Uint8Array.of(2));
  await hid(3).write(padded(1));
  fob.reports.sendReport(Uint8Array.of(2));
  await hid(3).read();
  await hid(3).setFeature(padded(3));
  await hid(3).getFeature(64);
  assert.deepEqual(seen(), [
    'keyboard < 00 00 24 00 00 00 00 00',
    'keyboard < 00 00 00 00 00 00 00 00',
    'keyboard > 02',
    `hid > 01${zeros(63)}`,
    `hid < 02${zeros(63)}`,
    `feature > 03${zeros(63)}`,
    `feature < 03${zeros(63)}`,
  ]);
  const serial = new CdcAcmPort(host, found);
  await serial.open();
  await serial.write(Uint8Array.of(1));
  assert.deepEqual(seen(), []);
  host.close();
});

test('reports no transfer that waits, is cancelled, refused or empty, and each completed one once', async () => {
  const { fob, host, hid, seen } = await watched();
  const taken = host.submit({ kind: 'in', endpoint: 4, length: 64 });
  assert.equal(await taken.unlink(), true);
  const waiting = hid(3).read();
  assert.deepEqual(seen(), []);
  fob.reports.sendReport(Uint8Array.of(9));
  await waiting;
  assert.deepEqual(seen(), [`hid < 09${zeros(63)}`]);
  await assert.rejects(hid(2).getFeature(8), /STALL/);
  await assert.rejects(hid(3).setFeature(new Uint8Array(65)), /STALL/);
  await hid(3).getFeature(0);
  await host.write(4, new Uint8Array(0));
  assert.deepEqual(seen(), []);
  const cut = hid(3)
    .read()
    .catch(() => undefined);
  fob.device.setPresent(false);
  await cut;
  fob.reports.sendReport(Uint8Array.of(9));
  assert.deepEqual(seen(), []);
});

test('reports an immediate answer after the request', async () => {
  const { fob, hid, seen, end } = await watched();
  fob.reports.onReport((report) => void fob.reports.sendReport(report));
  const answer = hid(3).read();
  await hid(3).write(padded(5));
  await answer;
  assert.deepEqual(
    seen().map((line) => line.slice(0, 8)),
    ['hid > 05', 'hid < 05'],
  );
  end();
  await hid(3).write(padded(6));
  assert.deepEqual(seen(), []);
});

test('marks a password that the device types, and not the text after it', async () => {
  const { fob, hid, passed } = await watched();
  fob.keyboard.type('ab', { confidential: true });
  fob.keyboard.type('1');
  for (let i = 0; i < 6; i++) await hid(2).read();
  assert.deepEqual(
    passed.map(({ confidential }) => confidential),
    [true, true, true, true, false, false],
  );
});

test.run();
