import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { labBench } from '../../../test/operations/lab-bench.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import {
  nitrokeyListing,
  nitrokeyWithSlots,
  rig,
  yubikeyListing,
  yubikeyWithHmac,
} from '../../../test/operations/plugged-keys.js';
import { appletHid } from '../../../test/readers/applet-hid.js';
import type { ErrorCode } from '../../contract/operation-error.js';
import { asOperationError } from '../../host/as-operation-error.js';
import { ReaderError, type ReaderErrorCode } from '../../readers/index.js';

const test = suite('read');

function yubikeyLab(touch = false) {
  const link = appletHid(yubikeyWithHmac(touch));
  const lab = labBench({
    at: '1970-01-01T00:00:59Z',
    hid: () => [yubikeyListing],
    openHid: () => link.hid,
    pause: link.pause,
  });
  return { lab, link };
}

test('a YubiKey says who it is, and its HMAC slot gives the code of wall time', async () => {
  const { lab } = yubikeyLab();
  const who = await lab.run('device.read');
  assert.deepEqual([who.serial, who.code], ['7050602', null]);
  const read = await lab.run('device.read', { device: 'hid:1050:0407', slot: 2, totp: true, digits: 8 });
  assert.deepEqual([read.code, read.codeFrom, read.timeBase], ['94287082', 'host clock', 'wall']);
  assert.equal(read.at, '1970-01-01T00:00:59Z');
  assert.equal((await lab.run('device.read', { device: '/dev/hidraw0', slot: 2 })).code, '287082');
  await assert.rejects(lab.run('device.read', { slot: 1, totp: true }), { code: 'not-found' });
  await assert.rejects(lab.run('device.read', { slot: 3 }), { code: 'usage' });
  await assert.rejects(lab.run('device.read', { hotp: true }), /observe it, and touch it/);
  await assert.rejects(lab.run('device.read', { slot: 2, observe: true }), /nothing of a fob’s clock/);
  await lab.close();
});

test('a key that waits for a finger says so beside the answer', async () => {
  const { lab, link } = yubikeyLab(true);
  const items = lab.items;
  const push = items.push.bind(items);
  items.push = (...more) => {
    link.touch(200_000);
    return push(...more);
  };
  assert.equal((await lab.run('device.read', { slot: 2, digits: 8 })).code, '94287082');
  assert.equal(items.length, 1);
  assert.match(operationNamed('device.read').progressText!(items[0]), /finger/);
  await lab.close();
});

test('whoever stops waiting is let go, and the device with it', async () => {
  const stop = new AbortController();
  const { lab, link } = yubikeyLab(true);
  let closed = 0;
  link.hid.close = async () => void closed++;
  const items = lab.items;
  items.push = () => {
    stop.abort();
    return 0;
  };
  await assert.rejects(lab.run('device.read', { slot: 2 }, stop.signal), { code: 'timeout' });
  assert.equal(closed, 1);
  await lab.close();
});

test('a rig that does not answer is let go too', async () => {
  const stop = new AbortController();
  const port = rig({ '*IDN?': 'OneSpan,Digipass GO7,3315511111,1.0' });
  const { write } = port;
  port.write = async (line) => {
    if (line.startsWith('READ')) stop.abort();
    return write(line);
  };
  let closed = 0;
  const { close } = port;
  port.close = () => {
    closed++;
    return close();
  };
  const never = (): Promise<void> => new Promise(() => {});
  const lab = labBench({ openSerial: () => port, pause: never });
  const device = 'serial:/dev/ttyUSB0';
  await assert.rejects(lab.run('device.read', { device }, stop.signal), { code: 'timeout' });
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(closed >= 1);
  await lab.close();
});

test('a Nitrokey: slots, a counter that moves, a clock that is set only when asked', async () => {
  const link = appletHid(nitrokeyWithSlots());
  const lab = labBench({
    at: '1970-01-01T00:00:59Z',
    hid: () => [nitrokeyListing],
    openHid: () => link.hid,
    pause: link.pause,
  });
  const who = (await lab.run('device.read')) as { serial: string; identity: { slots: unknown[] } };
  assert.equal(who.serial, '0000BEEF');
  assert.equal(who.identity.slots.length, 2);
  await assert.rejects(lab.run('device.read', { slot: 1 }), /give totp, or hotp/);
  assert.equal((await lab.run('device.read', { slot: 1, hotp: true })).code, '84755224');
  assert.notEqual((await lab.run('device.read', { slot: 2, totp: true })).code, '94287082');
  const kept = await lab.run('device.read', {
    slot: 2,
    totp: true,
    setTime: true,
    observe: true,
    as: 'NK-0001',
  });
  assert.deepEqual([kept.code, kept.codeFrom, kept.observedAs], ['94287082', 'key clock', 'NK0001']);
  const { passport } = await lab.run('passport.show', { serial: 'NK0001' });
  assert.equal((passport as { readings: { source: string }[] }).readings[0]!.source, 'hid');
  await lab.close();
});

test('a Nitrokey that asks for its PIN: from a file, and never told', async () => {
  const link = appletHid(nitrokeyWithSlots(true));
  const lab = labBench({ hid: () => [nitrokeyListing], openHid: () => link.hid, pause: link.pause });
  await assert.rejects(lab.run('device.read', { slot: 1, hotp: true }), {
    parameter: 'pin',
    remedy: {
      operation: 'device.read',
      arguments: { device: '<device>', slot: 1, hotp: true, pin: '<file>' },
    },
  });
  await assert.rejects(lab.run('device.read', { slot: 1, hotp: true, pin: '999999' }), (error: unknown) => {
    const { code, message } = asOperationError(error);
    return code === 'permission' && !message.includes('999999') && /2 tries left/.test(message);
  });
  const read = await lab.run('device.read', { slot: 1, hotp: true, pin: '123456' });
  assert.equal(read.code, '755224');
  assert.ok(!JSON.stringify([read, lab.benchHost.bench.events(1)]).includes('123456'));
  await lab.close();
});

test('a rig on a serial port is a fob; its code can be kept', async () => {
  const port = rig({ '*IDN?': 'OneSpan,Digipass GO7,3315511111,1.0', 'READ:CODE?': '755224' });
  const lab = labBench({ openSerial: () => port });
  const who = await lab.run('device.read', { device: 'serial:/dev/ttyUSB0', identify: true });
  assert.deepEqual([who.serial, who.code], ['3315511111', null]);
  assert.deepEqual(port.asked, ['*IDN?'], 'nothing is pressed');
  const read = await lab.run('device.read', { device: '/dev/ttyUSB0', observe: true });
  assert.deepEqual([read.code, read.codeFrom, read.observedAs], ['755224', 'fob', '3315511111']);
  assert.match(JSON.stringify(lab.benchHost.bench.events(1)), /observed/);
  assert.ok(!JSON.stringify(lab.benchHost.bench.events(1)).includes('755224'), 'no code in the log');
  await assert.rejects(lab.run('device.read', { device: '/dev/ttyUSB0', slot: 2 }), /does not take --slot/);
  await lab.close();
});

test('a simulated fob is pointed to the command that reads it', async () => {
  const lab = labBench();
  await lab.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  await assert.rejects(lab.run('device.read', { device: '3315511111' }), {
    message: '3315511111 is a simulated fob of this bench',
    remedy: { operation: 'fob.code', arguments: { fob: '3315511111' } },
  });
  await assert.rejects(lab.run('device.read', { device: 'id:none' }), /not-found|matches no device/);
  await lab.close();
});

test('what a reader says has an exit code, and ends with what fixes it', () => {
  const expected: Record<ReaderErrorCode, ErrorCode> = {
    busy: 'busy',
    permission: 'permission',
    'missing-library': 'missing-library',
    'not-found': 'not-found',
    timeout: 'timeout',
    protocol: 'timeout',
  };
  for (const [code, exit] of Object.entries(expected)) {
    const error = asOperationError(new ReaderError(code as ReaderErrorCode, 'it is so', 'Do this'));
    assert.equal(error.code, exit);
    assert.equal(error.message, 'it is so. Do this');
  }
});

test.run();
