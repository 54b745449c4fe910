// The CSV formats and the hex list, as servers, Entra and Yubico's tools write them.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import {
  type ReadOptions,
  readSeedFile,
  type SeedFile,
  SeedFileError,
  type SeedRecord,
  writeCsv,
} from './index.js';

const hex = '3132333435363738393031323334353637383930';
const secret = Uint8Array.from(Buffer.from(hex, 'hex'));
const read = (text: string, options?: ReadOptions): Promise<SeedFile> =>
  readSeedFile(Buffer.from(text), options);
const bare = ({ position: _, secret: __, ...rest }: SeedRecord): unknown => rest;

async function refusal(text: string, options?: ReadOptions): Promise<SeedFileError> {
  try {
    await read(text, options);
  } catch (error) {
    assert.ok(error instanceof SeedFileError, String(error));
    assert.ok(!error.message.includes(hex.slice(0, 12)), 'a message never quotes a key');
    return error;
  }
  return assert.fail('this file had to be refused');
}

test('OATH CSV: with and without header, comments, CRLF, a byte order mark', async () => {
  const rows = `tok1,${hex},totp,6,60\ntok2,${hex},HOTP,8,41\ntok3, ${hex} ,hmac,6,\n`;
  const header = 'serial,hexkey,type,digits,step|counter\n';
  for (const text of [
    rows,
    header + rows,
    `# version: 1\n${rows}`,
    rows.replaceAll('\n', '\r\n'),
    `\ufeff${header}\n${rows}`,
  ]) {
    const { format, records } = await read(text);
    assert.equal(format, 'oath-csv');
    assert.deepEqual(records.map(bare), [
      { serial: 'tok1', type: 'totp', digits: 6, periodSeconds: 60, algorithm: 'sha1' },
      { serial: 'tok2', type: 'hotp', digits: 8, counter: 41, algorithm: 'sha1' },
      { serial: 'tok3', type: 'hotp', digits: 6, counter: 0, algorithm: 'sha1' },
    ]);
    for (const record of records) assert.deepEqual(record.secret, secret);
  }
});

test('OATH CSV: version 2 puts user, resolver and realm in front; a sixth column names the hash', async () => {
  const { records } = await read(`# version: 2\nalice,ldap,example,tok1,${hex},totp,6,30,sha256\n`);
  assert.deepEqual(records.map(bare), [
    { serial: 'tok1', label: 'alice', type: 'totp', digits: 6, periodSeconds: 30, algorithm: 'sha256' },
  ]);
});

test('OATH CSV: what is left open is assumed, and the report says so', async () => {
  const { report } = await read(`tok1,${hex},totp\ntok2,${hex},,6\n`, { format: 'oath-csv' });
  assert.match(report[0]?.notes.join('; ') ?? '', /no digits: 6 assumed; no time step: 30 s assumed/);
  assert.match(report[1]?.notes.join('; ') ?? '', /no type: HOTP assumed/);
});

test('OATH CSV: bad rows are named with their line and nothing is read; partial takes the good ones', async () => {
  const good = `tok1,${hex},totp,6,30\n`;
  const cases = [
    [
      `tok2,${hex.slice(1)},totp,6,30`,
      /record 2, line 2, column 1: .*odd number of hexadecimal digits \(39\)/,
    ],
    [`tok2,${hex}xy,totp,6,30`, /not hexadecimal/],
    [`tok2,,totp,6,30`, /secret is empty/],
    [`,${hex},totp,6,30`, /no serial number/],
    [`tok2,${hex},ocra,6,30`, /"ocra"; expected hotp or totp/],
    [`tok2,${hex},totp,4,30`, /digits is 4; expected a whole number from 6 to 10/],
    [`tok2,${hex},totp,6,0`, /time step is 0 s; expected a whole number from 1 to 345600 s/],
    [`tok2,${hex},hotp,6,-1`, /counter is -1/],
    [`tok2,${hex},hotp,6,1e3`, /"1e3"; expected a whole number/],
    [`tok2,${hex},totp,6,30,md5`, /"md5"; SHA1, SHA256 and SHA512/],
    [`tok1,${hex},totp,6,30`, /the serial number tok1 was already given by record 1 \(line 1\)/],
  ] as const;
  for (const [row, message] of cases) {
    const text = `${good}${row}\ntok9,${hex},totp,6,30\n`;
    assert.match((await refusal(text)).message, message);
    const { records, report } = await read(text, { partial: true });
    assert.deepEqual(
      records.map(({ serial }) => serial),
      ['tok1', 'tok9'],
    );
    assert.deepEqual(
      report.map(({ outcome }) => outcome),
      ['read', 'failed', 'read'],
    );
  }
});

test('OATH CSV: what is no CSV is an error with its line, without quoting the row', async () => {
  const error = await refusal(`tok1,${hex},totp,6,30\ntok2,"${hex},totp,6,30\n`);
  assert.equal(error.code, 'malformed');
  assert.match(error.message, /line \d: the row is not CSV/);
  assert.match((await refusal(`tok1,${hex},totp,6,30,${'a'.repeat(20_000)}`)).message, /longer than 16 384/);
});

test('Entra CSV: columns by name, base32 in any dress', async () => {
  const header = 'upn,serial number,secret key,time interval,manufacturer,model\n';
  const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const { format, records } = await read(
    `${header}a@example.com,1234567,${base32},60,Contoso,HardwareKey\n,1234568,"${base32.toLowerCase().replace(/(....)/g, '$1 ')}",,Contoso,\n`,
  );
  assert.equal(format, 'entra-csv');
  assert.deepEqual(records.map(bare), [
    {
      serial: '1234567',
      label: 'a@example.com',
      type: 'totp',
      digits: 6,
      periodSeconds: 60,
      algorithm: 'sha1',
      manufacturer: 'Contoso',
      model: 'HardwareKey',
    },
    {
      serial: '1234568',
      type: 'totp',
      digits: 6,
      periodSeconds: 30,
      algorithm: 'sha1',
      manufacturer: 'Contoso',
    },
  ]);
  for (const record of records) assert.deepEqual(record.secret, secret);
  assert.match(
    (await refusal(`${header}a,1,GEZ0,30,C,H\n`)).message,
    /line 2, column 1: serial 1: its secret is not base32/,
  );
  assert.match((await refusal(`${header}a,1,GEZDGN,30,C,H\n`)).message, /impossible base32 length \(6\)/);
  assert.match(
    (await refusal('upn,serial number\n', { format: 'entra-csv' })).message,
    /no column "secret key"/,
  );
});

test("Yubico's logs: OATH keys are read, the others reported and left out", async () => {
  const traditional = await read(
    `LOGGING START,11.12.13 18:54\nOATH-HOTP,11.12.13 18:55,1,cccccccccccc,,${hex},,,0,0,0,6,0,0,0,0,0,0\nOATH-HOTP,11.12.13 18:55,2,ubhe12345678,,${hex},,,0,0,0,8,0,0,0,0,0,0\nYubico OTP,12/11/2013 11:10,1,vvgutbiedkvi,ab86c04de6a3,d26a7c0f85fdda28bd816e406342b214,,,0,0,0,0,0,0,0,0,0,0\n`,
  );
  assert.equal(traditional.format, 'yubico-csv');
  assert.deepEqual(traditional.records.map(bare), [
    {
      serial: 'yubico-log-2-slot1',
      type: 'hotp',
      digits: 6,
      counter: 0,
      algorithm: 'sha1',
      manufacturer: 'Yubico',
    },
    {
      serial: 'ubhe12345678',
      type: 'hotp',
      digits: 8,
      counter: 0,
      algorithm: 'sha1',
      manufacturer: 'Yubico',
    },
  ]);
  assert.deepEqual(
    traditional.report.map(({ outcome }) => outcome),
    ['skipped', 'read', 'read', 'skipped'],
  );
  const own = await read(
    `508327,,0,${hex},,2013-12-12T08:41:07,\n508328,cccccchvjdse,8792ebfe26cc,0123456789abcdef0123456789abcdef,,2013-12-12T08:41:17,\n`,
  );
  assert.equal(own.format, 'yubico-csv');
  assert.deepEqual(own.records.map(bare), [
    { serial: '508327', type: 'hotp', digits: 6, counter: 0, algorithm: 'sha1', manufacturer: 'Yubico' },
  ]);
  assert.match(
    (await refusal(`508327,,0,${hex.slice(2)},,2013-12-12T08:41:07,\n`, { format: 'yubico-csv' })).message,
    /19 bytes/,
  );
});

test('hex list: any separator; the third column is what the type says', async () => {
  for (const separator of [' ', '\t', ',', ';', ':', '|', ' ; ']) {
    const list = `tok1${separator}${hex}\ntok2${separator}${hex}${separator}17\n`;
    const timed = await read(list, { defaults: { type: 'totp' } });
    assert.equal(timed.format, 'hex-list');
    assert.deepEqual(timed.records.map(bare), [
      { serial: 'tok1', type: 'totp', digits: 6, periodSeconds: 30, algorithm: 'sha1' },
      { serial: 'tok2', type: 'totp', digits: 6, periodSeconds: 17, algorithm: 'sha1' },
    ]);
    assert.match(timed.report[0]?.notes[0] ?? '', /6 digits, 30 s assumed/);
    const counted = await read(list, { defaults: { type: 'hotp' } });
    assert.deepEqual(counted.records.map(bare), [
      { serial: 'tok1', type: 'hotp', digits: 6, counter: 0, algorithm: 'sha1' },
      { serial: 'tok2', type: 'hotp', digits: 6, counter: 17, algorithm: 'sha1' },
    ]);
  }
  const { records } = await read(`serial hexkey\ntok1 ${hex}\n`, {
    defaults: { type: 'totp', periodSeconds: 60, digits: 8, manufacturer: 'Feitian' },
  });
  assert.deepEqual(records.map(bare), [
    {
      serial: 'tok1',
      type: 'totp',
      digits: 8,
      periodSeconds: 60,
      algorithm: 'sha1',
      manufacturer: 'Feitian',
    },
  ]);
  assert.match(
    (await refusal(`tok1 ${hex}\ntok2 ${hex.slice(4)}\n`, { defaults: { type: 'totp' } })).message,
    /record 2, line 2.*18 bytes, unlike the first/,
  );
});

test('a list that says neither time-based nor event-based is refused, never guessed', async () => {
  for (const list of [
    `tok1,${hex}\ntok2,${hex}\n`,
    `tok1,${hex},30\ntok2,${hex},30\n`,
    `tok1,${hex},8\n`,
    `tok1,${hex},17\ntok2,${hex}\n`,
    `serial,key\ntok1,${hex}\n`,
    `serial,key,digits\ntok1,${hex},6\n`,
  ]) {
    const error = await refusal(list);
    assert.equal(error.code, 'type-needed', list);
    assert.match(error.message, /time-based \(TOTP\) or event-based \(HOTP\)/);
  }
  // A counter of 0, and counters that differ, are no time steps.
  for (const list of [`tok1,${hex},0\ntok2,${hex},0\n`, `tok1,${hex},5\ntok2,${hex},700\n`])
    for (const { type } of (await read(list)).records) assert.equal(type, 'hotp');
});

test('a last line without a line end is read, with a warning that it may be cut short', async () => {
  const { report } = await read(`tok1,${hex},totp,6,30\ntok2,${hex},totp,6,3`);
  assert.deepEqual(report[0]?.notes, []);
  assert.match(report[1]?.notes[0] ?? '', /cut short/);
});

test('a row that begins with an error of a spreadsheet is a bad record, not a comment', async () => {
  for (const error of ['#N/A', '########', '#REF!', '#NAME?']) {
    const { records, report } = await read(
      `${error},${hex},totp,6,30\ntok2,${hex},totp,6,30\n# a comment\n`,
      {
        partial: true,
      },
    );
    assert.deepEqual(
      records.map(({ serial }) => serial),
      ['tok2'],
      error,
    );
    assert.match(JSON.stringify(report[0]), /spreadsheet error/, error);
  }
});

test('a row whose type stands in front of its key is shifted', async () => {
  for (const row of [`51923232,totp,6,30,${hex}`, `79656699,30,totp,6,${hex}`, `user,hotp,realm,tok1,${hex}`])
    assert.match((await refusal(row)).message, /type stands in front of its key/, row);
});

test("a users file: a key in the PIN's place and a key of two bytes are refused", async () => {
  const good = `HOTP\talice\t-\t${hex}`;
  for (const [line, fault] of [
    [`HOTP\t45525373\t${hex}\t4546`, /PIN looks like a key/],
    ['HOTP\tbob\t-\t4546', /2 bytes, too few for a seed/],
  ] as const)
    assert.match((await refusal(`${good}\n${line}\n`)).message, fault);
});

test('what is written as CSV is read back, T0 is refused', async () => {
  const position = { record: 1, line: 1, column: 1 };
  const records: SeedRecord[] = [
    { serial: 'a, "b"', secret, type: 'totp', algorithm: 'sha1', digits: 6, periodSeconds: 60, position },
    { serial: '#2', secret, type: 'hotp', algorithm: 'sha512', digits: 8, counter: 9, position },
  ];
  const back = await read(writeCsv(records));
  assert.deepEqual(back.records.map(bare), records.map(bare));
  assert.throws(() => writeCsv([{ ...records[0]!, t0Seconds: 5 }]), /cannot say that its T0/);
});

test.run();
