// RFC 6030's figures, each read to the values that the RFC prints; figures 8 and 9 are refused with what to ask for.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { type ReadOptions, readSeedFile, SeedFileError, type SeedRecord } from './index.js';

const secret = new TextEncoder().encode('12345678901234567890');
const figureBytes = (number: number): Uint8Array =>
  readFileSync(new URL(`./fixtures/rfc6030-figure${number}.xml`, import.meta.url));
const figure = (number: number, options?: ReadOptions) => readSeedFile(figureBytes(number), options);

async function refusal(promise: Promise<unknown>): Promise<SeedFileError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof SeedFileError, String(error));
    return error;
  }
  return assert.fail('this file had to be refused');
}

const eightDigits: Omit<SeedRecord, 'position' | 'serial'> = {
  type: 'hotp',
  algorithm: 'sha1',
  digits: 8,
  counter: 0,
  secret,
};
const withoutPosition = ({ position: _, ...rest }: SeedRecord): unknown => rest;

test('figure 2: a basic container, its Key Id standing in for a serial number', async () => {
  const { format, records, report } = await figure(2);
  assert.equal(format, 'pskc');
  assert.deepEqual(records.map(withoutPosition), [
    {
      serial: '12345678',
      issuer: 'Issuer-A',
      type: 'hotp',
      algorithm: 'sha1',
      digits: 6,
      counter: 0,
      secret: new TextEncoder().encode('1234'),
    },
  ]);
  assert.match(report[0]?.notes.join() ?? '', /6 digits assumed.*32 bits.*0 assumed/);
});

test('figure 3: supplementary data', async () => {
  const { records, report } = await figure(3);
  assert.deepEqual(records.map(withoutPosition), [
    { ...eightDigits, serial: '987654321', manufacturer: 'Manufacturer', issuer: 'Issuer' },
  ]);
  assert.deepEqual(records[0]?.position, { record: 1, line: 13, column: 5 });
  assert.deepEqual(report[0]?.notes, []);
});

test('figure 4: a key by reference is no key, and says what to ask for', async () => {
  const error = await refusal(figure(4));
  assert.equal(error.code, 'bad-record');
  assert.match(error.message, /record 1.*987654321.*MasterKeyLabel.*keyProfile1.*ask the vendor/);
});

test('figure 5: the PIN of a key is reported and left out', async () => {
  const { records, report } = await figure(5);
  assert.deepEqual(
    records.map(({ serial }) => serial),
    ['987654321'],
  );
  assert.deepEqual(
    report.map(({ outcome }) => outcome),
    ['read', 'skipped'],
  );
});

test('figure 6: AES-128-CBC under a pre-shared key, with its MAC', async () => {
  const key = Buffer.from('12345678901234567890123456789012', 'hex');
  const { records, report } = await figure(6, { key });
  assert.deepEqual(records.map(withoutPosition), [
    { ...eightDigits, serial: '987654321', manufacturer: 'Manufacturer', issuer: 'Issuer' },
  ]);
  assert.deepEqual(report[0]?.notes, []);
});

test('figure 7: a key derived from the password "qwerty"', async () => {
  const { records } = await figure(7, { password: 'qwerty' });
  assert.deepEqual(records.map(withoutPosition), [
    { ...eightDigits, serial: '987654321', manufacturer: 'TokenVendorAcme', issuer: 'Example-Issuer' },
  ]);
});

test('figure 10: bulk, with two keys of one device told apart by their validity', async () => {
  const { records } = await figure(10);
  assert.deepEqual(
    records.map(({ serial, startDate, expiryDate }) => [serial, startDate, expiryDate]),
    [
      ['654321', '2006-05-01T00:00:00Z', '2006-05-31T00:00:00Z'],
      ['123456', '2006-05-01T00:00:00Z', '2006-05-31T00:00:00Z'],
      ['9999999', '2006-03-01T00:00:00Z', '2006-03-31T00:00:00Z'],
      ['9999999-4', '2006-04-01T00:00:00Z', '2006-04-30T00:00:00Z'],
    ],
  );
  for (const record of records) assert.deepEqual(record.secret, secret);
});

test('figure 8: encryption to a certificate is refused with what to ask for', async () => {
  const certificate =
    '<EncryptionKey><ds:X509Data><ds:X509Certificate>MIIB5zCC</ds:X509Certificate></ds:X509Data></EncryptionKey>';
  const text = Buffer.from(figureBytes(6))
    .toString()
    .replace(/<EncryptionKey>[\s\S]*<\/EncryptionKey>/, certificate);
  const error = await refusal(readSeedFile(Buffer.from(text), { key: new Uint8Array(16) }));
  assert.equal(error.code, 'unsupported');
  assert.match(error.message, /X\.509.*ask the vendor/);
});

test('figure 9: a signed container is refused with what to ask for', async () => {
  const signature =
    '<Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/><ds:SignatureValue>j6lwx3rvEPO0vKtMup4NbeVu8nk=</ds:SignatureValue></Signature></KeyContainer>';
  const error = await refusal(
    readSeedFile(Buffer.from(Buffer.from(figureBytes(3)).toString().replace('</KeyContainer>', signature))),
  );
  assert.equal(error.code, 'unsupported');
  assert.match(error.message, /XML signature.*Ask the vendor/);
});

for (const [number, message] of [
  [6, /pre-shared key; give the key/],
  [7, /under a password; give the password/],
] as const)
  test(`figure ${number} without its key or password says which is needed`, async () => {
    const error = await refusal(figure(number));
    assert.equal(error.code, 'key-needed');
    assert.match(error.message, message);
  });

test('a wrong password and a wrong key are one clear error each', async () => {
  for (const options of [{ password: 'Qwerty' }, { password: '' }]) {
    const error = await refusal(figure(7, options));
    assert.equal(error.code, 'wrong-key');
    assert.match(error.message, /does not open this file/);
  }
  const error = await refusal(figure(6, { key: new Uint8Array(16) }));
  assert.equal(error.code, 'wrong-key');
  assert.match(
    (await refusal(figure(6, { key: new Uint8Array(5) }))).message,
    /5 bytes; aes128-cbc needs 16/,
  );
});

test.run();
