import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { goldenBytes } from '../../test/golden/hex-lines.js';
import { createCompositeFob } from './composite-fob.js';
import { hexOfBytes } from './hex.js';
import { attachLoopback } from './host/loopback.js';
import { type UsbHost, UsbTransferError } from './host/usb-host.js';

const golden = goldenBytes('usb/descriptors.hex');
const none = new Uint8Array(0);

function plugged(configured = true) {
  const fob = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '123' });
  const host = attachLoopback(fob.device);
  const ready = configured
    ? host.controlOut({ requestType: 0, request: 9, value: 1, index: 0 }, none)
    : Promise.resolve(0);
  return ready.then(() => ({ fob, host }));
}

function get(host: UsbHost, value: number, length: number, index = 0): Promise<Uint8Array> {
  return host.controlIn({ requestType: 0x80, request: 6, value, index }, length);
}

async function stalls(transfer: Promise<unknown>): Promise<void> {
  await assert.rejects(transfer, (error) => error instanceof UsbTransferError && error.status === 'stalled');
}

test('a descriptor has its real length, or the requested length if that is shorter', async () => {
  const { host } = await plugged(false);
  assert.equal(hexOfBytes(await get(host, 0x0100, 64)), hexOfBytes(golden('device')));
  assert.equal((await get(host, 0x0100, 8)).length, 8);
  assert.equal((await get(host, 0x0200, 9)).length, 9);
  assert.equal(hexOfBytes(await get(host, 0x0200, 255)), hexOfBytes(golden('configuration')));
  assert.equal(hexOfBytes(await get(host, 0x0300, 255)), hexOfBytes(golden('string 0')));
  assert.equal(hexOfBytes(await get(host, 0x0302, 255, 0x0409)), hexOfBytes(golden('string fob')));
});

for (const [what, setup] of [
  ['DEVICE_QUALIFIER, since there is no high speed', [0x80, 6, 0x0600, 0]],
  ['OTHER_SPEED_CONFIGURATION', [0x80, 6, 0x0700, 0]],
  ['BOS', [0x80, 6, 0x0f00, 0]],
  ["string EE, Microsoft's", [0x80, 6, 0x03ee, 0x0409]],
  ['a string in French', [0x80, 6, 0x0301, 0x040c]],
  ['configuration 2', [0x80, 6, 0x0201, 0]],
  ['a vendor request', [0xc0, 0x20, 0, 4]],
  ['a reserved type', [0xe0, 0, 0, 0]],
  ['a recipient that there is not', [0x9f, 0, 0, 0]],
  ['GET_STATUS of interface 9', [0x81, 0, 0, 9]],
  ['GET_STATUS of endpoint 85', [0x82, 0, 0, 0x85]],
  ['SYNCH_FRAME', [0x82, 12, 0, 0x84]],
  ['a report descriptor of the CDC interface', [0x81, 6, 0x2200, 0]],
] as const)
  test(`${what} is refused at once`, async () => {
    const { host } = await plugged();
    const [requestType, request, value, index] = setup;
    await stalls(host.controlIn({ requestType, request, value, index }, 64));
  });

for (const [what, setup] of [
  ['SET_CONFIGURATION 2', [0x00, 9, 2, 0]],
  ['SET_INTERFACE to an alternate setting', [0x01, 11, 1, 1]],
  ['SET_DESCRIPTOR', [0x00, 7, 0x0100, 0]],
  ['remote wakeup', [0x00, 3, 1, 0]],
  ['test mode', [0x00, 3, 2, 0]],
  ['SET_ADDRESS 128', [0x00, 5, 128, 0]],
] as const)
  test(`${what} is refused at once`, async () => {
    const { host } = await plugged();
    const [requestType, request, value, index] = setup;
    await stalls(host.controlOut({ requestType, request, value, index }, none));
  });

test('configuration, interface and status can be read', async () => {
  const { host } = await plugged(false);
  const configuration = (): Promise<Uint8Array> =>
    host.controlIn({ requestType: 0x80, request: 8, value: 0, index: 0 }, 1);
  assert.deepEqual([...(await configuration())], [0]);
  await stalls(host.read(0x83, 8));
  await stalls(host.controlIn({ requestType: 0x81, request: 10, value: 0, index: 2 }, 1));
  await host.controlOut({ requestType: 0, request: 9, value: 1, index: 0 }, none);
  assert.deepEqual([...(await configuration())], [1]);
  assert.deepEqual(
    [...(await host.controlIn({ requestType: 0x81, request: 10, value: 0, index: 2 }, 1))],
    [0],
  );
  assert.deepEqual(
    [...(await host.controlIn({ requestType: 0x80, request: 0, value: 0, index: 0 }, 2))],
    [0, 0],
  );
  await host.controlOut({ requestType: 1, request: 11, value: 0, index: 1 }, none);
  await host.controlOut({ requestType: 0, request: 5, value: 7, index: 0 }, none);
});

test('a halted endpoint refuses until the halt is cleared, and keeps its data', async () => {
  const { fob, host } = await plugged();
  const parked = host.submit({ kind: 'in', endpoint: 4, length: 64 });
  await host.controlOut({ requestType: 2, request: 3, value: 0, index: 0x84 }, none);
  assert.equal((await parked.result).status, 'stalled');
  assert.deepEqual(
    [...(await host.controlIn({ requestType: 0x82, request: 0, value: 0, index: 0x84 }, 2))],
    [1, 0],
  );
  fob.reports.sendReport(Uint8Array.of(42));
  await stalls(host.read(0x84, 64));
  await host.clearHalt(0x84);
  assert.equal((await host.read(0x84, 64))[0], 42);
});

test('SET_CONFIGURATION completes waiting transfers, once', async () => {
  const { host } = await plugged();
  const parked = host.submit({ kind: 'in', endpoint: 3, length: 8 });
  await host.controlOut({ requestType: 0, request: 9, value: 1, index: 0 }, none);
  assert.equal((await parked.result).status, 'stalled');
  assert.equal(await parked.unlink(), false);
});

test('refuses a data stage of another length than its SETUP says', async () => {
  const { host } = await plugged();
  const setup = Uint8Array.of(0x21, 0x20, 0, 0, 0, 0, 7, 0);
  const result = await host.submit({ kind: 'control', setup, data: new Uint8Array(3), length: 0 }).result;
  assert.equal(result.status, 'stalled');
});

test('answers or refuses any SETUP at once, and the device keeps working', async () => {
  const { host } = await plugged();
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.uint8Array({ maxLength: 80 }),
      fc.nat(70_000),
      async (setup, data, length) => {
        const { result } = host.submit({ kind: 'control', setup, data, length });
        const outcome = await result;
        assert.ok(outcome.status === 'ok' || outcome.status === 'stalled');
        assert.ok(outcome.data.length <= length);
      },
    ),
    { numRuns: 3000 },
  );
  assert.equal((await host.enumerate()).serial, '123');
});

test.run();
