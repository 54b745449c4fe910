// Accounts of apps, users files, SafeNet XML, and what a PSKC file says beyond its keys.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { type ReadOptions, readSeedFile, SeedFileError, type SeedRecord } from './index.js';

const hex = '3132333435363738393031323334353637383930';
const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const secret = new Uint8Array(Buffer.from(hex, 'hex'));
const read = (text: string | Uint8Array, options: ReadOptions = {}) =>
  readSeedFile(Buffer.from(text), options);
const bare = ({ position: _, secret: __, ...rest }: SeedRecord): unknown => rest;
const refused = (text: string | Uint8Array, message: RegExp, options: ReadOptions = {}) =>
  assert.rejects(read(text, options), (error: unknown) => {
    assert.ok(error instanceof SeedFileError, String(error));
    assert.match(error.message, message);
    return true;
  });

/** A protocol buffer's field: a number, or bytes with their length. */
function field(number: number, value: number | Uint8Array): Uint8Array {
  return typeof value === 'number'
    ? Uint8Array.of(number << 3, value)
    : Uint8Array.from([(number << 3) | 2, value.length, ...value]);
}

function migration(...accounts: Uint8Array[]): string {
  const data = Buffer.concat([
    ...accounts.map((account) => field(1, account)),
    field(2, 1),
    field(3, 1),
    field(4, 0),
  ]);
  return `otpauth-migration://offline?data=${encodeURIComponent(data.toString('base64'))}\n`;
}

function account(name: string, issuer: string, type: number, more: Uint8Array[] = []): Uint8Array {
  return Buffer.concat([
    field(1, secret),
    field(2, Buffer.from(name)),
    field(3, Buffer.from(issuer)),
    field(4, 1),
    field(5, 1),
    field(6, type),
    ...more,
  ]);
}

test("Google Authenticator's export is read, each account a record", async () => {
  const { records, format } = await read(
    migration(account('ACME:alice', 'ACME', 2), account('bob', 'Example', 1, [field(7, 41)])),
  );
  assert.equal(format, 'otpauth');
  assert.deepEqual(records.map(bare), [
    {
      serial: 'alice',
      label: 'alice',
      issuer: 'ACME',
      type: 'totp',
      algorithm: 'sha1',
      digits: 6,
      periodSeconds: 30,
    },
    {
      serial: 'bob',
      label: 'bob',
      issuer: 'Example',
      type: 'hotp',
      algorithm: 'sha1',
      digits: 6,
      counter: 41,
    },
  ]);
  for (const record of records) assert.deepEqual(record.secret, secret);
  const whole = migration(account('alice', 'ACME', 2));
  await refused(`${decodeURIComponent(whole).trim().slice(0, -12)}\n`, /cut short|no account/);
});

test('two accounts of one name under two issuers are two records', async () => {
  const uri = (issuer: string) => `otpauth://totp/${issuer}:alice?secret=${base32}&issuer=${issuer}\n`;
  const { records } = await read(uri('ACME') + uri('Example'));
  assert.deepEqual(
    records.map(({ serial, issuer, label }) => [serial, issuer, label]),
    [
      ['ACME:alice', 'ACME', 'alice'],
      ['Example:alice', 'Example', 'alice'],
    ],
  );
  await refused(uri('ACME') + uri('ACME'), /already given/);
});

test('a plus in a secret is a space, an empty issuer leaves that of the label, other parameters are reported', async () => {
  const { records, report } = await read(
    `otpauth://totp/ACME:alice?secret=GEZD+GNBV+GY3TQOJQGEZDGNBVGY3TQOJQ&issuer=&lock=yes\n`,
  );
  assert.deepEqual(records[0]?.secret, secret);
  assert.equal(records[0]?.issuer, 'ACME');
  assert.deepEqual(report[0]?.notes, ['its parameter "lock" is not read']);
});

test("a spreadsheet's sep= line is no row", async () => {
  const { records } = await read(`sep=;\nserial;key;period\n10001;${hex};30\n`);
  assert.deepEqual(
    records.map(({ serial, position }) => [serial, position.line]),
    [['10001', 3]],
  );
});

test('the users file of liboath', async () => {
  const { records, report, format } = await read(
    `# comment\nHOTP\talice\t-\t${hex}\t7\nHOTP/T30/6 bob 1234 ${hex}\nHOTP/E/8 carol + ${hex} 3 328482 2009-12-07T23:23:49L\nHOTP/T60/8 dave - ${hex}\n`,
  );
  assert.equal(format, 'users-oath');
  const common = { algorithm: 'sha1' };
  assert.deepEqual(records.map(bare), [
    { ...common, serial: 'alice', label: 'alice', type: 'hotp', digits: 6, counter: 7 },
    { ...common, serial: 'bob', label: 'bob', type: 'totp', digits: 6, periodSeconds: 30 },
    { ...common, serial: 'carol', label: 'carol', type: 'hotp', digits: 8, counter: 3 },
    { ...common, serial: 'dave', label: 'dave', type: 'totp', digits: 8, periodSeconds: 60 },
  ]);
  assert.deepEqual(report[1]?.notes, ['its PIN is not kept']);
  await refused(`HOTP alice - ${hex}\nMOTP bob - ${hex}\n`, /record 2, line 2.*its type is MOTP/);
});

const safenet = (head: string) =>
  `<Tokens${head}><Token serial="00040008CFA5"><ProductName>eToken PASS</ProductName><Applications><Application ConnectorID="x"><Seed>${hex}</Seed><MovingFactor>12</MovingFactor></Application></Applications></Token></Tokens>`;

test('SafeNet XML with the hash that its header names, and refused where it names none', async () => {
  for (const [head, algorithm] of [
    [' HashAlgorithm="SHA256"', 'sha256'],
    ['><Header><HashAlgorithm>HMAC-SHA-1</HashAlgorithm></Header', 'sha1'],
  ] as const) {
    const { records, report } = await read(safenet(head));
    assert.deepEqual(records.map(bare), [
      {
        serial: '00040008CFA5',
        manufacturer: 'SafeNet',
        model: 'eToken PASS',
        type: 'hotp',
        algorithm,
        digits: 6,
        counter: 12,
      },
    ]);
    assert.match(report[0]?.notes.join() ?? '', /6 assumed/);
  }
  await refused(safenet(''), /does not name the hash.*ask the vendor/);
});

test('files that people try are recognised by name, with what to ask for', async () => {
  for (const [text, message, fileName] of [
    [`-----BEGIN PGP MESSAGE-----\n\nabc\n`, /PGP.*decrypt it first/, undefined],
    [`{"version":1,"header":{"slots":[]},"db":"YWJj"}`, /encrypted Aegis vault/, undefined],
    [`{"version":1,"header":{},"db":{"entries":[]}}`, /Aegis vault in clear/, undefined],
    [`{"services":[],"schemaVersion":4}`, /2FAS/, undefined],
    [`[{"secret":"${base32}","thumbnail":"Default","last_used":1}]`, /andOTP/, undefined],
    [
      `${base32}\n" RATE_LIMIT 3 30\n" TOTP_AUTH\n12345678\n`,
      /google_authenticator.*--secret-file/,
      undefined,
    ],
    [Uint8Array.of(0x1f, 0x00, 0x91, 0xff), /vendor's own binary layout/, 'tokens.dat'],
    ['PK\u0003\u0004abc', /ZIP archive or an Excel workbook/, undefined],
  ] as const)
    await refused(text, message, fileName === undefined ? {} : { fileName });
});

const pskc = (policy: string, data = '', attributes = 'Version="1.0"'): string =>
  `<KeyContainer ${attributes} xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage><DeviceInfo><SerialNo>10001</SerialNo></DeviceInfo><Key Id="10001" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:${data.includes('Counter') ? 'hotp' : 'totp'}"><AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters><Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>${data || '<TimeInterval><PlainValue>30</PlainValue></TimeInterval>'}</Data>${policy}</Key></KeyPackage></KeyContainer>`;

test('a PSKC policy is kept, or the key is refused, or the report says what is left out (RFC 6030 §5)', async () => {
  const notes = async (policy: string) => (await read(pskc(`<Policy>${policy}</Policy>`))).report[0]?.notes;
  assert.deepEqual(await notes('<KeyUsage>OTP</KeyUsage>'), []);
  assert.deepEqual(await notes('<KeyUsage>CR</KeyUsage><KeyUsage>OTP</KeyUsage>'), []);
  assert.match(
    (await notes('<NumberOfTransactions>4</NumberOfTransactions>'))?.join() ?? '',
    /"4" transactions/,
  );
  assert.match(
    (await notes('<PINPolicy MinLength="4" PINUsageMode="Local"/>'))?.join() ?? '',
    /PIN policy is not kept/,
  );
  await refused(pskc('<Policy><KeyUsage>CR</KeyUsage></Policy>'), /allows "CR" and no one-time passwords/);
  await refused(pskc('<Policy><PINPolicy PINUsageMode="Append"/></Policy>'), /codes hold a PIN/);
  await refused(
    pskc('<Policy><x:Y xmlns:x="urn:x">1</x:Y></Policy>'),
    /its policy has <Y>, which is not known.*must not be used/,
  );
});

test('integers of PSKC are decimal; minor versions are read; a Time is said; the ends of ranges', async () => {
  const counter = (value: string) => pskc('', `<Counter><PlainValue>${value}</PlainValue></Counter>`);
  assert.equal((await read(counter('12'))).records[0]?.counter, 12);
  for (const odd of ['N0sDNUth', 'AAAAAAAAAAw=', '0x10', '1e3', '1.0'])
    await refused(counter(odd), /its Counter is .*expected decimal digits/);
  await refused(counter('9007199254740991'), /counter is 9007199254740991/);
  const newer = await read(pskc('', '', 'Version="1.7"'));
  assert.match(newer.notes.join(), /version 1\.7; what is new/);
  await refused(pskc('', '', 'Version="2.0"'), /version is "2\.0"/);
  const timed = await read(
    pskc(
      '',
      '<Time><PlainValue>5</PlainValue></Time><TimeInterval><PlainValue>345600</PlainValue></TimeInterval>',
    ),
  );
  assert.match(timed.report[0]?.notes.join() ?? '', /Time of 5 is read as T0/);
  assert.equal(timed.records[0]?.periodSeconds, 345_600);
});

test.run();
