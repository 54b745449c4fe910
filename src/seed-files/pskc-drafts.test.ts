// PSKC as tokens shipped with before and beside RFC 6030: ActivIdentity's draft, the first drafts, Feitian's files.
import * as assert from 'node:assert/strict';
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { test } from 'uvu';
import { type ReadOptions, readSeedFile, type SeedFileError } from './index.js';

const secret = Buffer.from('12345678901234567890');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const read = (text: string, options?: ReadOptions) => readSeedFile(Buffer.from(text), options);

test('ActivIdentity: one vector for all, digests over the plaintext under the encryption key, big-endian counter', async () => {
  const key = Buffer.alloc(16, 0x42);
  const vector = Buffer.alloc(16, 0x17);
  const cipher = createCipheriv('aes-128-cbc', key, vector);
  const value = Buffer.concat([cipher.update(secret), cipher.final()]);
  const digest = createHmac('sha1', key).update(secret).digest();
  const text = `<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:container:1.0" version="1.0">
<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"><IV>${base64(vector)}</IV></EncryptionMethod>
<DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>
<Device><DeviceId><Manufacturer>ActivIdentity</Manufacturer><SerialNo>0950380269</SerialNo></DeviceId>
<Key KeyAlgorithm="http://www.ietf.org/keyprov/pskc#hotp" KeyId="0950380269"><Issuer>ActivIdentity</Issuer>
<Usage OTP="true"><ResponseFormat Format="DECIMAL" Length="8"/></Usage>
<Data Name="SECRET"><Value>${base64(value)}</Value><ValueDigest>${base64(digest)}</ValueDigest></Data>
<Data Name="COUNTER"><Value>AAAAADHwRgM=</Value></Data></Key></Device></KeyContainer>`;
  const { records, report } = await read(text, { key });
  assert.deepEqual(records[0], {
    serial: '0950380269',
    manufacturer: 'ActivIdentity',
    issuer: 'ActivIdentity',
    type: 'hotp',
    algorithm: 'sha1',
    digits: 8,
    counter: 837_830_147,
    secret: new Uint8Array(secret),
    position: { record: 1, line: 5, column: 1 },
  });
  assert.deepEqual(report[0]?.notes, []);
  const altered = text.replace(base64(digest), base64(Buffer.alloc(20)));
  await assert.rejects(read(altered, { key }), (error: SeedFileError) => error.code === 'wrong-key');
  await assert.rejects(read(text.replace(/<ValueDigest>.*<\/ValueDigest>/, ''), { key }), /no ValueMAC/);
});

for (const [container, key, algorithm, id, namespace] of [
  [
    'SecretContainer',
    'Secret',
    'SecretAlgorithm',
    'SecretId',
    'http://www.openauthentication.org/OATH/2006/08/PSKC',
  ],
  ['KeyContainer', 'Key', 'KeyAlgorithm', 'KeyId', 'urn:ietf:params:xml:ns:keyprov:container'],
] as const)
  test(`the first drafts' ${container}: PBE-3DES112-CBC, encrypted counter, American dates`, async () => {
    const salt = Buffer.from('y6TzckeLRQw=', 'base64');
    const half = pbkdf2Sync('qwerty', salt, 999, 16, 'sha1');
    const seal = (plain: Uint8Array, fill: number): string => {
      const vector = Buffer.alloc(8, fill);
      const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([half, half.subarray(0, 8)]), vector);
      const value = Buffer.concat([vector, cipher.update(plain), cipher.final()]);
      const digest = createHmac('sha1', half).update(value).digest();
      return `<Value>${base64(value)}</Value><ValueDigest>${base64(digest)}</ValueDigest>`;
    };
    const text = `<?xml version="1.0"?><${container} xmlns="${namespace}" version="1.2">
<EncryptionMethod algorithm="PBE-3DES112-CBC"><PBESalt>y6TzckeLRQw=</PBESalt><PBEIterationCount>999</PBEIterationCount></EncryptionMethod>
<DigestMethod algorithm="HMAC-SHA1"></DigestMethod>
<Device><DeviceId><Manufacturer>Token Manufacturer</Manufacturer><SerialNo>98765432187</SerialNo><Expiry>01/31/2008</Expiry></DeviceId>
<${key} ${algorithm}="HOTP" ${id}="77654321870"><Issuer>Credential Issuer</Issuer>
<Usage><ResponseFormat format="DECIMAL" length="6"/></Usage><FriendlyName>MySecondToken</FriendlyName>
<Data Name="SECRET">${seal(secret, 3)}</Data><Data Name="COUNTER">${seal(Buffer.from('100'), 5)}</Data></${key}></Device></${container}>`;
    const { records } = await read(text, { password: 'qwerty' });
    assert.equal(records[0]?.counter, 100);
    assert.equal(records[0]?.label, 'MySecondToken');
    assert.equal(records[0]?.expiryDate, '2008-01-31T00:00:00Z');
    assert.deepEqual(records[0]?.secret, new Uint8Array(secret));
    await assert.rejects(
      read(text, { password: 'wrong' }),
      (error: SeedFileError) => error.code === 'wrong-key',
    );
  });

test('the first drafts in clear: EncryptionMethod NONE, digests that mean nothing', async () => {
  const text = `<SecretContainer xmlns="http://www.openauthentication.org/OATH/2006/08/PSKC" version="1.2"><EncryptionMethod algorithm="NONE"/><DigestMethod algorithm="HMAC-SHA1"/><Device><DeviceId><SerialNo>5</SerialNo></DeviceId><Secret SecretAlgorithm="HOTP" SecretId="5"><Usage><ResponseFormat format="DECIMAL" length="6"/></Usage><Data Name="SECRET"><Value>${base64(secret)}</Value><ValueDigest>AAAA</ValueDigest></Data><Data Name="COUNTER"><Value>AAAAAAAAAAw=</Value></Data></Secret></Device></SecretContainer>`;
  const { records } = await read(text);
  assert.equal(records[0]?.counter, 12);
});

test('the TOTP profile drafts and Feitian: time, interval and drift', async () => {
  const text = (
    namespace: string,
    algorithm: string,
  ): string => `<KeyContainer Version="1.0" xmlns ="${namespace}">
<KeyPackage><DeviceInfo><Manufacturer>FeiTian Technology Co.,Ltd</Manufacturer><SerialNo>2600215704919</SerialNo></DeviceInfo>
<Key Id="2600215704919" Algorithm="${algorithm}"><AlgorithmParameters><Suite>HMAC-SHA256</Suite><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue>${base64(secret)}</PlainValue></Secret><Time><PlainValue>7</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>-4</PlainValue></TimeDrift></Data>
<Policy><StartDate>2012-09-19T02:00:00+02:00</StartDate><ExpiryDate>2022-09-01T00:00:00Z</ExpiryDate></Policy></Key></KeyPackage></KeyContainer>`;
  for (const [namespace, algorithm] of [
    ['urn:ietf:params:xml:ns:keyprov:pskc', 'urn:ietf:params:xml:ns:keyprov:pskc:totp'],
    ['urn:ietf:params:xml:ns:keyprov:pskc:1.0', 'urn:ietf:params:xml:ns:keyprov:pskc#totp'],
  ] as const) {
    const { records } = await read(text(namespace, algorithm));
    assert.deepEqual(records[0], {
      serial: '2600215704919',
      manufacturer: 'FeiTian Technology Co.,Ltd',
      type: 'totp',
      algorithm: 'sha256',
      digits: 6,
      periodSeconds: 60,
      t0Seconds: 7,
      driftSteps: -4,
      startDate: '2012-09-19T00:00:00Z',
      expiryDate: '2022-09-01T00:00:00Z',
      secret: new Uint8Array(secret),
      position: { record: 1, line: 3, column: 1 },
    });
  }
  await assert.rejects(read(text('urn:other', 'totp')), /namespace is "urn:other"/);
  await assert.rejects(
    read(text('urn:ietf:params:xml:ns:keyprov:pskc', 'urn:ietf:params:xml:ns:keyprov:pskc:ocra')),
    /ocra.*HOTP and TOTP/,
  );
});

test('SafeNet token XML and other XML are recognised and refused', async () => {
  await assert.rejects(read('<Tokens><Token serial="1"/></Tokens>'), /SafeNet.*ask the vendor/);
  await assert.rejects(read('<html></html>'), /<html>, not a PSKC/);
  await assert.rejects(
    read('<KeyContainer Version="2.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"/>'),
    /version is "2.0"/,
  );
  await assert.rejects(read('<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc"/>'), /holds no token/);
});

test.run();
