// otpauth URIs and their QR codes.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'uvu';
import { ruinedSerial } from '../serials/index.js';
import { otpauthUri, qr, readSeedFile, SeedFileError, type SeedRecord } from './index.js';
import { decodeBase32, encodeBase32 } from './text-codecs.js';

const position = { record: 1, line: 1, column: 1 };
const read = (text: string) => readSeedFile(Buffer.from(text));

test('a URI with all it can say', async () => {
  const { format, records } = await read(
    'otpauth://totp/ACME%20Co:john@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ACME%20Co&algorithm=SHA256&digits=8&period=60\notpauth://hotp/tok2?secret=gezdgnbvgy3tqojq&counter=5\n',
  );
  assert.equal(format, 'otpauth');
  assert.deepEqual(records, [
    {
      serial: 'john@example.com',
      label: 'john@example.com',
      issuer: 'ACME Co',
      type: 'totp',
      algorithm: 'sha256',
      digits: 8,
      periodSeconds: 60,
      secret: new Uint8Array(Buffer.from('12345678901234567890')),
      position,
    },
    {
      serial: 'tok2',
      label: 'tok2',
      type: 'hotp',
      algorithm: 'sha1',
      digits: 6,
      counter: 5,
      secret: new Uint8Array(Buffer.from('1234567890')),
      position: { record: 2, line: 2, column: 1 },
    },
  ]);
});

test('bad URIs are refused with their line', async () => {
  const secret = 'secret=GEZDGNBVGY3TQOJQ';
  const cases = [
    ['otpauth://totp/a?digits=6', /no secret parameter/],
    [`otpauth://hotp/a?${secret}`, /needs its counter/],
    [`otpauth://steam/a?${secret}`, /expected otpauth:\/\/totp/],
    [`otpauth://totp/?${secret}`, /no serial number/],
    [`otpauth://totp/a%2?${secret}`, /percent escape/],
    [`otpauth://totp/a?${secret}&${secret}`, /given twice/],
    [`otpauth://totp/a?${secret}&digits=11`, /digits is 11/],
    [`otpauth://totp/a?${secret}&period=0`, /time step is 0/],
    [`otpauth://totp/a?${secret}&algorithm=MD5`, /SHA1, SHA256 and SHA512/],
    [`otpauth://totp/a?${secret}&x=${'y'.repeat(5000)}`, /longer than 4096/],
    ['otpauth-migration://offline?data=abc', /no account|cut short|no export/],
    [`otpauth://totp/a?${secret}&encoder=steam`, /are letters \(encoder=steam\)/],
  ] as const;
  for (const [uri, message] of cases)
    await assert.rejects(read(`# list\n${uri}\n`), (error: unknown) => {
      assert.ok(error instanceof SeedFileError);
      assert.match(error.message, message);
      assert.match(error.message, /^record 1, line 2, column 1: /);
      return true;
    });
});

test('property: what is written is read back', async () => {
  const records = fc.record({
    serial: fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((s) => s.trim() === s && !s.includes(':') && /^[ -~]+$/.test(s))
      .filter((s) => ruinedSerial(s) === undefined),
    issuer: fc.string({ minLength: 1, maxLength: 20 }).filter((s) => s.trim() === s && /^[ -~]+$/.test(s)),
    secret: fc.uint8Array({ minLength: 1, maxLength: 64 }),
    algorithm: fc.constantFrom('sha1' as const, 'sha256' as const, 'sha512' as const),
    digits: fc.integer({ min: 6, max: 10 }),
    factor: fc.integer({ min: 1, max: 86_400 }),
    type: fc.constantFrom('totp' as const, 'hotp' as const),
  });
  await fc.assert(
    fc.asyncProperty(records, async ({ factor, ...fields }) => {
      const record: SeedRecord = {
        ...fields,
        label: fields.serial,
        position,
        ...(fields.type === 'totp' ? { periodSeconds: factor } : { counter: factor }),
      };
      assert.deepEqual((await read(otpauthUri(record))).records, [
        { ...record, secret: new Uint8Array(record.secret) },
      ]);
    }),
    { seed: Number(process.env.FOBLAB_SEED), numRuns: 300 },
  );
});

test('property: base32 goes there and back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100, minLength: 1 }), (bytes) => {
      assert.deepEqual(decodeBase32(encodeBase32(bytes)), new Uint8Array(bytes));
    }),
    { seed: Number(process.env.FOBLAB_SEED) },
  );
});

test('a QR code is a square of half blocks; too long a text is refused', () => {
  const lines = qr('otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ').split('\n');
  const widths = new Set(lines.map((line) => [...line].length));
  assert.equal(widths.size, 1);
  assert.ok(lines.length > 12 && Math.abs([...widths][0]! - 2 * lines.length) <= 1);
  assert.throws(() => qr('x'.repeat(3000)), /a QR code holds 1 to 2953 bytes; the text has 3000/);
});

test.run();
