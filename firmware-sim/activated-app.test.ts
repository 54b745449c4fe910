import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { findModel, toFobModel } from '../devices/index.js';
import { ActivatedApp } from './activated-app.js';
import { ActivationError, type ActivationRecord, writeActivation } from './activation.js';
import { toBase32 } from './base32.js';
import { FobError } from './fob-port.js';
import { otpCode } from './otp.js';
import { crc32 } from './storage/crc32.js';

const model = toFobModel(findModel('iprescribe/authenticator'));
const start = 1_767_225_600_000_000;
const S = 1e6;
const secret = new TextEncoder().encode('12345678901234567890');
const record: ActivationRecord = {
  serial: 'ip-1',
  otp: { ...model.otp, digits: 8, periodSeconds: 60 },
  secret,
};
const image = writeActivation(record);
const app = (): ActivatedApp => ActivatedApp.create({ serial: 'ip-1', model, timeUs: start });
const refusal = (run: () => unknown): ActivationError => {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ActivationError && error instanceof FobError, String(error));
    return error;
  }
  throw new Error('nothing was refused');
};

test('without its image it has no seed, and a press shows nothing', () => {
  const fob = app();
  assert.equal(fob.view(start).state, 'inactive');
  assert.deepEqual(fob.press(start), [{ timeUs: start, kind: 'press', detail: { presses: 0 } }]);
  assert.deepEqual([fob.view(start).state, fob.view(start).text], ['inactive', '']);
  assert.equal(fob.seed(), undefined);
  assert.equal(fob.snapshot().vault, '');
});

test('after its image codes come as the image says, by the phone’s clock', () => {
  const fob = app();
  fob.setOffset(start, 120 * S);
  assert.deepEqual(fob.scan(start + S, image, 'seed'), [
    { timeUs: start + S, kind: 'activated', detail: {} },
  ]);
  assert.equal(fob.activatedAtUs, start + S);
  fob.press(start + S);
  const step = Math.floor((start + S + 120 * S) / 1e6 / 60);
  assert.equal(fob.view(start + S).text, otpCode(secret, record.otp, step));
  assert.deepEqual(fob.seed(), secret);
});

test('a refused image changes nothing, and no message shows a part of it', () => {
  const foreign = writeActivation({ ...record, serial: 'ip-2' });
  const counting = writeActivation({ ...record, otp: { ...record.otp, type: 'hotp' } });
  for (const [given, fault] of [
    ['otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ', 'not-an-image'],
    ['', 'not-an-image'],
    [image.slice(0, -1), 'damaged'],
    [image.slice(0, 30), 'damaged'],
    [image.replace('/1/', '/2/'), 'other-version'],
    [foreign, 'other-device'],
    [counting, 'other-codes'],
    [forged({ periodSeconds: 0 }), 'other-codes'],
    [forged({ t0High: 0xffffffff }), 'other-codes'],
    [forged({ secretBytes: 0 }), 'other-codes'],
    [forged({ secretBytes: 300 }), 'other-codes'],
  ] as const) {
    const fob = app();
    const before = JSON.stringify(fob.snapshot());
    const error = refusal(() => fob.scan(start, given, 'seed'));
    assert.equal(error.fault, fault);
    for (const piece of ['GEZDGNBV', '3132333435', given.slice(9, 40)])
      assert.ok(piece === '' || !error.message.includes(piece));
    assert.equal(JSON.stringify(fob.snapshot()), before);
  }
});

test('every cut and every flipped character of an image is refused', () => {
  for (let at = 0; at < image.length; at++) {
    refusal(() => app().scan(start, image.slice(0, at), 'seed'));
    const other = image[at] === 'A' ? 'B' : 'A';
    refusal(() => app().scan(start, image.slice(0, at) + other + image.slice(at + 1), 'seed'));
  }
});

test('a second scan is refused, and the codes stay', () => {
  const fob = app();
  fob.scan(start, image, 'seed');
  const before = JSON.stringify(fob.snapshot());
  const second = writeActivation({ ...record, secret: new Uint8Array(20).fill(9) });
  assert.equal(refusal(() => fob.scan(start + S, second, 'seed')).fault, 'already-active');
  assert.equal(JSON.stringify(fob.snapshot()), before);
});

test('a snapshot has the seed in its vault alone, and one from before the scan has none', () => {
  const fob = app();
  const inactive = fob.snapshot();
  fob.scan(start, image, 'seed');
  fob.press(start);
  const { vault, ...open } = fob.snapshot();
  const hex = Buffer.from(secret).toString('hex');
  assert.ok(vault.includes(hex) && !JSON.stringify(open).includes(hex));
  assert.deepEqual(ActivatedApp.restore({ ...open, vault }).snapshot(), { ...open, vault });
  // A bench that already has the seed restores a snapshot from before the scan.
  assert.deepEqual(ActivatedApp.restore({ ...inactive, vault }).snapshot(), inactive);
  assert.throws(() => ActivatedApp.restore({ ...open, vault: '' }), Error);
  for (const wrong of [
    { ...open, vault, schema: 'foblab.fob/1' },
    { ...open, vault, state: { activatedAtUs: 'x', app: {} } },
    { ...open, vault, state: { activatedAtUs: null, app: {} } },
    { ...open, vault, state: { activatedAtUs: start, app: {} } },
  ])
    assert.throws(() => ActivatedApp.restore(wrong), /fob snapshot: /);
});

/** An image with a valid checksum and a field that {@link writeActivation} would not write. */
function forged({ periodSeconds = 30, t0High = 0, secretBytes = 20 }): string {
  const bytes = new Uint8Array(16 + secretBytes + 4 + 4);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 6 << 4);
  view.setUint32(1, periodSeconds);
  view.setUint32(5, t0High);
  view.setUint16(13, secretBytes);
  view.setUint8(15, 4);
  bytes.set(new TextEncoder().encode('ip-1'), 16 + secretBytes);
  view.setUint32(bytes.length - 4, crc32(bytes, 0, bytes.length - 4));
  return `FOBLAB/1/${toBase32(bytes)}`;
}

test.run();
