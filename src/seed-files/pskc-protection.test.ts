// Every cipher, PRF and MAC that is read, sealed here with OpenSSL's primitives, and the drafts' ways of saying it.
import * as assert from 'node:assert/strict';
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { test } from 'uvu';
import { type ReadOptions, readSeedFile, SeedFileError } from './index.js';
import { unwrapAes, unwrapTripleDes } from './pskc/key-wrap.js';

const secret = Buffer.from('31323334353637383930313233343536373839303132333435363738', 'hex').subarray(0, 24);
const keyOf = (bytes: number): Buffer =>
  Buffer.from(Array.from({ length: bytes }, (_, i) => (i * 7 + 3) & 0xff));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function cbc(openssl: string, key: Buffer, plain: Uint8Array, vector: Buffer, withVector = true): Buffer {
  const cipher = createCipheriv(
    openssl,
    key.length === 16 && openssl.startsWith('des') ? Buffer.concat([key, key.subarray(0, 8)]) : key,
    vector,
  );
  return Buffer.concat([...(withVector ? [vector] : []), cipher.update(plain), cipher.final()]);
}

interface Parts {
  readonly encryption?: string;
  readonly algorithm: string;
  readonly macMethod?: string;
  readonly value: Uint8Array;
  readonly mac?: Uint8Array;
}

function document({ encryption, algorithm, macMethod = '', value, mac }: Parts): string {
  return `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
<EncryptionKey>${encryption ?? ''}</EncryptionKey>${macMethod}
<KeyPackage><DeviceInfo><SerialNo>1</SerialNo></DeviceInfo><Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
<AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><EncryptedValue><xenc:EncryptionMethod Algorithm="${algorithm}"/><xenc:CipherData><xenc:CipherValue>${base64(value)}</xenc:CipherValue></xenc:CipherData></EncryptedValue>${
    mac === undefined ? '' : `<ValueMAC>${base64(mac)}</ValueMAC>`
  }</Secret><TimeInterval><PlainValue>60</PlainValue></TimeInterval></Data></Key></KeyPackage></KeyContainer>`;
}

async function secretOf(text: string, options: ReadOptions): Promise<Buffer> {
  const { records } = await readSeedFile(Buffer.from(text), options);
  assert.equal(records.length, 1);
  return Buffer.from(records[0]?.secret ?? []);
}

async function refusal(text: string, options: ReadOptions): Promise<SeedFileError> {
  try {
    await readSeedFile(Buffer.from(text), options);
  } catch (error) {
    assert.ok(error instanceof SeedFileError, String(error));
    return error;
  }
  return assert.fail('this file had to be refused');
}

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
for (const [name, openssl, bytes, block] of [
  ['aes128-cbc', 'aes-128-cbc', 16, 16],
  ['aes192-cbc', 'aes-192-cbc', 24, 16],
  ['aes256-cbc', 'aes-256-cbc', 32, 16],
  ['tripledes-cbc', 'des-ede3-cbc', 24, 8],
  ['tripledes-cbc', 'des-ede3-cbc', 16, 8],
] as const)
  test(`${name} with a key of ${bytes} bytes is read; another key is a wrong key`, async () => {
    const value = cbc(openssl, keyOf(bytes), secret, keyOf(block));
    const text = document({ algorithm: xmlenc + name, value });
    assert.deepEqual(await secretOf(text, { key: keyOf(bytes) }), secret);
    assert.equal((await refusal(text, { key: Buffer.alloc(bytes, 9) })).code, 'wrong-key');
  });

test('AES key wrap of three lengths is read, RFC 3394 §4.1 to §4.6', async () => {
  const kek = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');
  const vectors = [
    [16, '00112233445566778899aabbccddeeff', '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5'],
    [24, '00112233445566778899aabbccddeeff', '96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d'],
    [
      32,
      '00112233445566778899aabbccddeeff0001020304050607',
      'a8f9bc1612c68b3ff6e6f4fbe30e71e4769c8b80a32cb8958cd5d17d6b254da1',
    ],
  ] as const;
  for (const [bytes, plain, wrapped] of vectors) {
    const key = kek.subarray(0, bytes);
    const text = document({ algorithm: `${xmlenc}kw-aes${bytes * 8}`, value: Buffer.from(wrapped, 'hex') });
    assert.equal((await secretOf(text, { key })).toString('hex'), plain);
    assert.equal((await refusal(text, { key: Buffer.alloc(bytes, 1) })).code, 'wrong-key');
  }
  assert.equal(unwrapAes(kek.subarray(0, 16), new Uint8Array(23)), undefined);
});

test('3DES key wrap is read, RFC 3217 §3.4', async () => {
  const key = Buffer.from('255e0d1c07b646dfb3134cc843ba8aa71f025b7c0838251f', 'hex');
  const wrapped = Buffer.from(
    '690107618ef092b3b48ca1796b234ae9fa33ebb4159604037db5d6a84eb3aac2768c632775a467d4',
    'hex',
  );
  const text = document({ algorithm: `${xmlenc}kw-tripledes`, value: wrapped });
  assert.equal(
    (await secretOf(text, { key })).toString('hex'),
    '2923bf85e06dd6ae529149f1f1bae9eab3a7da3d860d3e98',
  );
  assert.equal((await refusal(text, { key: Buffer.alloc(24, 1) })).code, 'wrong-key');
  assert.equal(unwrapTripleDes(key, wrapped.subarray(0, 16)), undefined);
});

const derivation = (prf: string, iterations: number | string, keyLength: number | string): string =>
  `<DerivedKey><KeyDerivationMethod Algorithm="http://www.w3.org/2009/xmlenc11#pbkdf2"><PBKDF2-params><Salt><Specified>c2FsdHNhbHQ=</Specified></Salt><IterationCount>${iterations}</IterationCount><KeyLength>${keyLength}</KeyLength>${prf}</PBKDF2-params></KeyDerivationMethod></DerivedKey>`;

for (const [hash, prf] of [
  ['sha1', '<PRF/>'],
  ['sha1', '<PRF Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>'],
  ['sha256', '<PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>'],
  ['sha512', '<PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha512"/>'],
] as const)
  test(`PBKDF2 with ${hash} (${prf})`, async () => {
    const key = pbkdf2Sync('Grüße', 'saltsalt', 1500, 32, hash);
    const value = cbc('aes-256-cbc', key, secret, keyOf(16));
    const text = document({ encryption: derivation(prf, 1500, 32), algorithm: `${xmlenc}aes256-cbc`, value });
    assert.deepEqual(await secretOf(text, { password: 'Grüße' }), secret);
  });

test('PBKDF2 parameters that would keep a core busy or fill the memory are refused before they are run', async () => {
  const value = cbc('aes-128-cbc', keyOf(16), secret, keyOf(16));
  const cases = [
    [derivation('<PRF/>', 2_000_000_000, 16), /2000000000 rounds; 1 to 10000000/],
    [derivation('<PRF/>', 0, 16), /0 rounds/],
    [derivation('<PRF/>', '1e9', 16), /expected a whole number/],
    [derivation('<PRF/>', 1000, 1_000_000_000), /1000000000 bytes; 8 to 64/],
    [derivation('<PRF/>', 1000, 32), /32 bytes; aes128-cbc needs 16/],
    [derivation('<PRF Algorithm="#hmac-md5"/>', 1000, 16), /hmac-md5.*not supported/],
    [derivation('<PRF/>', 1000, 16).replace('c2FsdHNhbHQ=', 'AAAA'.repeat(1000)), /salt has 3000 bytes/],
    [derivation('<PRF/>', 1000, 16).replace('#pbkdf2', '#concatkdf'), /concatkdf.*PBKDF2 is/],
  ] as const;
  for (const [encryption, message] of cases)
    assert.match(
      (await refusal(document({ encryption, algorithm: `${xmlenc}aes128-cbc`, value }), { password: 'x' }))
        .message,
      message,
    );
});

test('a MAC under the encryption key, over ciphertext or over plaintext, is checked (drafts)', async () => {
  const key = keyOf(16);
  const value = cbc('aes-128-cbc', key, secret, keyOf(16));
  for (const over of [value, secret])
    for (const hash of ['sha1', 'sha256', 'sha512']) {
      const macMethod = `<MACMethod Algorithm="hmac-${hash}"/>`;
      const mac = createHmac(hash, key).update(over).digest();
      const parts = { algorithm: `${xmlenc}aes128-cbc`, macMethod, value };
      assert.deepEqual(await secretOf(document({ ...parts, mac }), { key }), secret);
      assert.equal(
        (await refusal(document({ ...parts, mac: mac.fill(0, 0, 1) }), { key })).code,
        'wrong-key',
      );
    }
});

test('of several records the one with the bad MAC is named; a partial read takes the others', async () => {
  const key = keyOf(16);
  const value = cbc('aes-128-cbc', key, secret, keyOf(16));
  const mac = createHmac('sha1', key).update(value).digest();
  const macMethod = '<MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>';
  const one = document({ algorithm: `${xmlenc}aes128-cbc`, macMethod, value, mac });
  const keyPackage = /<KeyPackage>[\s\S]*<\/KeyPackage>/.exec(one)?.[0] ?? '';
  const second = keyPackage
    .replace('<SerialNo>1', '<SerialNo>2')
    .replace(base64(mac), base64(Buffer.alloc(20)));
  const third = keyPackage.replace('<SerialNo>1', '<SerialNo>3');
  const text = one.replace('</KeyContainer>', `${second}${third}</KeyContainer>`);
  const error = await refusal(text, { key });
  assert.equal(error.code, 'bad-mac');
  assert.match(error.message, /^record 2, line 5.*serial 2: its MAC does not match.*take the 2 good$/);
  assert.deepEqual(
    error.report.map(({ outcome }) => outcome),
    ['read', 'failed', 'read'],
  );
  const { records } = await readSeedFile(Buffer.from(text), { key, partial: true });
  assert.deepEqual(
    records.map(({ serial }) => serial),
    ['1', '3'],
  );
});

test('an RSA-encrypted value and an unknown cipher are refused by name', async () => {
  const value = keyOf(128);
  assert.match(
    (await refusal(document({ algorithm: `${xmlenc}rsa_1_5`, value }), { key: keyOf(16) })).message,
    /X\.509 certificate.*ask the vendor/,
  );
  assert.match(
    (await refusal(document({ algorithm: `${xmlenc}camellia128`, value }), { key: keyOf(16) })).message,
    /camellia128.*not supported; supported are/,
  );
});

test('a key the file does not need does no harm', async () => {
  const text =
    '<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage><Key Id="7" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Ng==</PlainValue></Secret></Data></Key></KeyPackage></KeyContainer>';
  assert.equal((await secretOf(text, { key: keyOf(3), password: 'x' })).toString(), '1234567890123456');
});

test.run();
