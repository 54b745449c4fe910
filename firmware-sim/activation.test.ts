import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import {
  Activation,
  ActivationError,
  type ActivationRecord,
  readActivation,
  writeActivation,
} from './activation.js';
import { fromBase32, toBase32 } from './base32.js';

const record: ActivationRecord = {
  serial: "Zoë's phone",
  otp: { type: 'totp', algorithm: 'sha1', digits: 6, periodSeconds: 30, t0Seconds: 0 },
  secret: Uint8Array.from({ length: 20 }, (_, index) => index * 7),
};

const refused = (run: () => unknown): ActivationError => {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ActivationError, String(error));
    return error;
  }
  throw new Error('nothing was refused');
};

test('base32 has the values of RFC 4648 §10', () => {
  const vectors = ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'];
  for (const [length, text] of vectors.entries()) {
    const bytes = new TextEncoder().encode('foobar'.slice(0, length));
    assert.equal(toBase32(bytes), text);
    assert.deepEqual(fromBase32(text), bytes);
  }
  for (const wrong of ['M', 'MYA', 'MZ', 'my', 'M1', 'MY======'])
    assert.equal(fromBase32(wrong), undefined, wrong);
});

test('what is written is what is read, in characters of a QR code’s alphanumeric mode', () => {
  fc.assert(
    fc.property(
      fc.record({
        serial: fc
          .string({ unit: 'grapheme', maxLength: 30 })
          .filter((name) => encodeURIComponent(name).length < 250),
        otp: fc.record({
          type: fc.constantFrom('totp' as const, 'hotp' as const),
          algorithm: fc.constantFrom('sha1' as const, 'sha256' as const, 'sha512' as const),
          digits: fc.constantFrom(6 as const, 7 as const, 8 as const),
          periodSeconds: fc.integer({ min: 1, max: 0xffffffff }),
          t0Seconds: fc.integer({ min: 0, max: 2 ** 40 }),
        }),
        secret: fc.uint8Array({ minLength: 1, maxLength: 256 }),
      }),
      (given) => {
        const image = writeActivation(given);
        assert.match(image, /^[0-9A-Z $%*+./:-]+$/);
        assert.deepEqual(readActivation(image), { ...given, otp: { ...given.otp } });
      },
    ),
  );
});

test('cut anywhere, or with any character changed, it is refused and never half read', () => {
  const image = writeActivation(record);
  for (let length = 0; length < image.length; length++) {
    const { fault } = refused(() => readActivation(image.slice(0, length)));
    assert.equal(fault, length < 7 ? 'not-an-image' : 'damaged');
  }
  for (let at = 9; at < image.length; at++)
    for (const other of ['A', 'Z', '7', '-']) {
      if (image[at] === other) continue;
      assert.equal(
        refused(() => readActivation(image.slice(0, at) + other + image.slice(at + 1))).fault,
        'damaged',
      );
    }
});

test('anything else is refused at once, and no message repeats what was scanned', () => {
  assert.equal(refused(() => readActivation('otpauth://totp/x?secret=GEZDGNBV')).fault, 'not-an-image');
  assert.equal(
    refused(() => readActivation(writeActivation(record).replace('/1/', '/2/'))).fault,
    'other-version',
  );
  assert.equal(refused(() => readActivation(`FOBLAB/1/${'A'.repeat(1_000_000)}`)).fault, 'damaged');
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (text, ours) => {
      const error = refused(() => readActivation(ours ? `FOBLAB/1/${text}` : text));
      assert.ok(text.length < 12 || !error.message.includes(text));
    }),
  );
});

test('scanning activates once, and only the device that the image is for', () => {
  const app = new Activation();
  const image = writeActivation(record);
  assert.equal(app.activatedAtUs, null);
  assert.equal(refused(() => app.scan(5, image, 'another')).fault, 'other-device');
  assert.equal(refused(() => app.scan(5, image.slice(0, -3), record.serial)).fault, 'damaged');
  assert.equal(app.activatedAtUs, null, 'a refusal leaves the app as it was');
  assert.deepEqual(app.scan(6, image, record.serial), record);
  assert.equal(app.activatedAtUs, 6);
  assert.equal(refused(() => app.scan(7, image, record.serial)).fault, 'already-active');
  assert.equal(new Activation(app.activatedAtUs).activatedAtUs, 6);
});

test('what cannot be carried is refused without being shown', () => {
  assert.throws(() => writeActivation({ ...record, secret: new Uint8Array(0) }), /seed of 1 to 256 bytes/);
  assert.throws(() => writeActivation({ ...record, serial: 'x'.repeat(256) }), /name of at most 255/);
  assert.throws(() => writeActivation({ ...record, serial: 'a\ud800' }), /not well-formed/);
});

test.run();
