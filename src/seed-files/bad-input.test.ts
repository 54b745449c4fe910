// What no file may do: crash, hang, fill the memory, or leave half a delivery behind.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { test } from 'uvu';
import {
  otpauthUri,
  type ReadOptions,
  readSeedFile,
  SeedFileError,
  type SeedFileErrorCode,
  writeCsv,
  writePskc,
} from './index.js';

const hex = '3132333435363738393031323334353637383930';
const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const figure = (number: number): Uint8Array =>
  readFileSync(new URL(`./fixtures/rfc6030-figure${number}.xml`, import.meta.url));

async function refusal(bytes: Uint8Array | string, options: ReadOptions = {}): Promise<SeedFileError> {
  try {
    await readSeedFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, options);
  } catch (error) {
    assert.ok(error instanceof SeedFileError, String((error as Error).stack));
    return error;
  }
  return assert.fail('this file had to be refused');
}

const samples: readonly (readonly [name: string, bytes: Uint8Array, options: ReadOptions])[] = [
  ['PSKC in clear', figure(10), {}],
  ['PSKC under a key', figure(6), { key: Buffer.from('12345678901234567890123456789012', 'hex') }],
  ['PSKC under a password', figure(7), { password: 'qwerty' }],
  [
    'OATH CSV',
    Buffer.from(`serial,hexkey,type,digits,step|counter\na1,${hex},totp,6,60\na2,${hex},hotp,8,1234\n`),
    {},
  ],
  [
    'Entra CSV',
    Buffer.from(
      `upn,serial number,secret key,time interval,manufacturer,model\n,a1,${base32},60,C,M\n,a2,${base32},30,C,M\n`,
    ),
    {},
  ],
  [
    'Yubico log',
    Buffer.from(`508327,,0,${hex},,2013-12-12T08:41:07,\n508328,,0,${hex},,2013-12-12T08:41:08,\n`),
    {},
  ],
  ['hex list', Buffer.from(`a1 ${hex}\na2 ${hex}\n`), { defaults: { type: 'totp' } }],
  [
    'otpauth',
    Buffer.from(
      `otpauth://totp/a1?secret=${base32}&period=60\notpauth://hotp/a2?secret=${base32}&counter=1\n`,
    ),
    {},
  ],
];

for (const [name, bytes, options] of samples)
  test(`${name}: cut at every byte, it is refused, or what is read is what was written and the cut is told`, async () => {
    const whole = await readSeedFile(bytes, options);
    const end = Buffer.from(bytes).toString().trimEnd().length;
    let refused = 0;
    for (let length = 0; length < bytes.length; length++) {
      try {
        const { records, report, format } = await readSeedFile(bytes.subarray(0, length), {
          ...options,
          format: whole.format,
        });
        assert.ok(format !== 'pskc' || length >= end, `cut PSKC of ${length} bytes was taken`);
        for (const [index, record] of records.entries()) {
          if (index < records.length - 1) assert.deepEqual(record, whole.records[index]);
          // The last line of a line format may have lost digits that nobody can see: then it says so.
          else if (length < end && bytes[length - 1] !== 0x0a && (records.length > 1 || format !== 'otpauth'))
            assert.match(report[index]?.notes.join() ?? '', /cut short/, `${length} bytes`);
        }
      } catch (error) {
        assert.ok(error instanceof SeedFileError, `${length} bytes: ${(error as Error).stack}`);
        assert.ok(!error.message.includes(hex.slice(0, 10)) && !error.message.includes(base32.slice(0, 10)));
        refused++;
      }
    }
    assert.ok(refused > bytes.length / 4);
  });

test('property: noise is refused or read, never anything else', async () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ maxLength: 400 }).map((text) => Buffer.from(text)),
    fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.uint8Array({ maxLength: 8 }))
      .map(([[, bytes], at, patch]) => {
        const copy = Buffer.from(bytes);
        copy.set(patch.subarray(0, copy.length), Math.min(at % copy.length, copy.length - patch.length));
        return copy;
      }),
  );
  await fc.assert(
    fc.asyncProperty(noise, fc.boolean(), async (bytes, partial) => {
      try {
        const { records } = await readSeedFile(bytes, {
          partial,
          password: 'qwerty',
          key: new Uint8Array(16),
        });
        assert.equal(new Set(records.map(({ serial }) => serial)).size, records.length);
      } catch (error) {
        assert.ok(error instanceof SeedFileError, String((error as Error).stack));
      }
    }),
    { seed: Number(process.env.FOBLAB_SEED), numRuns: 1500 },
  );
});

const container = '<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc">';
const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`).join('');
const refusals: readonly (readonly [
  what: string,
  bytes: () => Uint8Array | string,
  code: SeedFileErrorCode,
  message: RegExp,
])[] = [
  [
    '130 MB of XML',
    () => Buffer.alloc(130 * 1024 * 1024, container),
    'too-large',
    /130 MB; at most 128 MB of XML/,
  ],
  [
    'one key of 9 MB',
    () => `${container}<KeyPackage><Key>${'a'.repeat(9 * 1024 * 1024)}</Key></KeyPackage></KeyContainer>`,
    'too-large',
    /line \d+, column \d+: one of its parts has 9 MB; at most 8 MB/,
  ],
  [
    'a start tag of 1 MB before each key',
    () =>
      `${container.slice(0, -1)} a="${'x'.repeat(1024 * 1024)}">${'<KeyPackage/>'.repeat(1000)}</KeyContainer>`,
    'too-large',
    /the start tag of the document has \d+ characters; at most 8192/,
  ],
  [
    'an export of Google Authenticator with a million accounts',
    () =>
      `otpauth-migration://offline?data=${Buffer.alloc(2_000_000, Buffer.from([10, 0])).toString('base64')}`,
    'bad-record',
    /longer than 65536 characters/,
  ],
  [
    '9 MB around the keys',
    () => `${container}<Foo>${'a'.repeat(9 * 1024 * 1024)}</Foo></KeyContainer>`,
    'too-large',
    /around its keys has 9 MB; at most 8 MB/,
  ],
  [
    '100 MB of lines',
    () => Buffer.alloc(100 * 1024 * 1024, 'tok,3132333435363738393031323334353637383930,totp,6,30\n'),
    'too-large',
    /100 MB; at most 64 MB/,
  ],
  [
    'a billion laughs',
    () => `<!DOCTYPE lolz [<!ENTITY lol0 "lol">${lol}]>${container}&lol9;</KeyContainer>`,
    'unsupported',
    /DOCTYPE/,
  ],
  [
    'an external entity',
    () => `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${container}&x;</KeyContainer>`,
    'unsupported',
    /DOCTYPE/,
  ],
  ['ten thousand levels', () => '<a>'.repeat(10_000), 'too-large', /deeper than 32/],
  [
    'a million elements',
    () => `<a>${'<b/>'.repeat(1_000_000)}</a>`,
    'too-large',
    /more than 250000 elements/,
  ],
  [
    'a hundred attributes',
    () => `<a ${Array.from({ length: 100 }, (_, i) => `b${i}="1"`).join(' ')}/>`,
    'too-large',
    /more than 32 attributes/,
  ],
  ['a tag of spaces', () => `<a${' '.repeat(4_000_000)}`, 'malformed', /start tag is malformed/],
  [
    'UTF-16 that ends in half a character',
    () => Buffer.from(`\ufeffserial,${hex}`, 'utf16le').subarray(0, -1),
    'encoding',
    /UTF-16 and damaged/,
  ],
  [
    'UTF-16 without a mark',
    () => Buffer.from(`a1,${hex},totp,6,30`, 'utf16le'),
    'encoding',
    /line 1, column 2: .*zero bytes/,
  ],
  [
    'Latin-1',
    () => Buffer.from(`a1,${hex},totp,6,30\nGr\xf6\xdfe,${hex},totp,6,30\n`, 'latin1'),
    'encoding',
    /line 2, column 3: .*not UTF-8/,
  ],
  [
    'another declared encoding',
    () => `<?xml version="1.0" encoding="UTF-7"?>${container}</KeyContainer>`,
    'encoding',
    /encoding "utf-7"/,
  ],
  [
    'binary noise',
    () => Uint8Array.from({ length: 256 }, (_, i) => (i * 167) & 255),
    'encoding',
    /line 1, column \d+: /,
  ],
  ['nothing', () => '', 'empty', /empty/],
  ['white space', () => ' \n\n', 'empty', /empty/],
  [
    'prose',
    () => 'Dear customer, please find attached your tokens.',
    'not-recognised',
    /none of the formats.*otpauth/,
  ],
];

for (const [what, bytes, code, message] of refusals)
  test(`${what}: one clear error`, async () => {
    const error = await refusal(bytes());
    assert.equal(error.code, code);
    assert.match(error.message, message);
  });

test('OneSpan DPX is recognised by name and by content, and says what to ask for', async () => {
  const binary = Buffer.concat([Buffer.from('DPGO7 GO6DEFAULT '), Buffer.alloc(300, 0x80)]);
  for (const error of [
    await refusal(binary),
    await refusal(Buffer.alloc(100, 0x91), { fileName: 'delivery.DPX' }),
    await refusal('VASCO DIGIPASS export\n0123456789\n'),
  ]) {
    assert.equal(error.code, 'unsupported');
    assert.match(error.message, /DPX.*Ask OneSpan for the same delivery as PSKC/);
  }
  const { records } = await readSeedFile(Buffer.from(`GO7-1,${hex},totp,6,30\n`));
  assert.equal(records.length, 1);
});

test('a duplicate serial names both places', async () => {
  const text = Buffer.from(figure(3)).toString();
  const keyPackage = /<KeyPackage>[\s\S]*<\/KeyPackage>/.exec(text)?.[0] ?? '';
  const error = await refusal(text.replace('</KeyContainer>', `${keyPackage}</KeyContainer>`));
  assert.equal(error.code, 'duplicate');
  assert.match(
    error.message,
    /^record 2, line \d+, column \d+: .*987654321 was already given by record 1 \(line 13\)/,
  );
});

test('a format named wrongly is an error of that format', async () => {
  assert.equal((await refusal(`a1,${hex},totp,6,30\n`, { format: 'pskc' })).code, 'malformed');
  assert.match((await refusal('x', { format: 'xls' as 'pskc' })).message, /"xls" is unknown; expected pskc/);
});

test('a fault in a late key names its own line and column', async () => {
  const key = (serial: string, secret: string): string =>
    `<KeyPackage>\n<DeviceInfo><SerialNo>${serial}</SerialNo></DeviceInfo>\r\n  <Key Id="k" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><Data><Secret><PlainValue>${secret}</PlainValue></Secret></Data></Key></KeyPackage>`;
  const start = container.slice(0, -1).replace(' ', '\n ');
  const good = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=';
  const text = `${start}>\n<!-- two -->${key('1', good)}${key('2', good)}\n\n   ${key('3', '!')}\n</KeyContainer>`;
  const error = await refusal(text);
  const before = text.slice(0, text.lastIndexOf('<Key '));
  assert.equal(error.position.record, 3);
  assert.equal(error.position.line, before.split('\n').length);
  assert.equal(error.position.column, before.length - before.lastIndexOf('\n'));
});

test('10 000 tokens are read in seconds', async () => {
  const text = Buffer.from(figure(3)).toString();
  const keyPackage = (/<KeyPackage>[\s\S]*<\/KeyPackage>/.exec(text)?.[0] ?? '').replace(/>\s+</g, '><');
  const many = Array.from({ length: 10_000 }, (_, i) => keyPackage.replaceAll('987654321', String(i))).join(
    '\n',
  );
  const { records } = await readSeedFile(Buffer.from(`${container}${many}</KeyContainer>`));
  assert.equal(records.length, 10_000);
});

const hostile = [
  '\u0007',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u009b31m',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
];
const pskc = (serial: string, issuer = '', name = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage><DeviceInfo><SerialNo>${serial}</SerialNo></DeviceInfo>
<Key Id="k" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><Issuer>${issuer}</Issuer><AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<FriendlyName>${name}</FriendlyName><Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret><TimeInterval><PlainValue>30</PlainValue></TimeInterval></Data></Key></KeyPackage></KeyContainer>
`;
const uri = (label: string, issuer = ''): string =>
  `otpauth://totp/${encodeURIComponent(label)}?secret=${base32}&issuer=${encodeURIComponent(issuer)}\n`;

test('a character that does something to a terminal is refused in every name of every format, by its position', async () => {
  for (const one of hostile) {
    const odd = `A${one}B`;
    const files = [uri(odd), uri('a', odd)];
    // Bare, a control of C0 makes the file a binary one.
    if (one.charCodeAt(0) >= 0x20)
      files.push(
        pskc(odd),
        pskc('a', odd),
        pskc('a', 'b', odd),
        `serial,hexkey,type,digits,step\n"${odd}",${hex},totp,6,30\n`,
        `upn,serial number,secret key,time interval,manufacturer,model\n"${odd}",a1,${base32},60,C,M\n`,
        `upn,serial number,secret key,time interval,manufacturer,model\nu,a1,${base32},60,"${odd}",M\n`,
        `upn,serial number,secret key,time interval,manufacturer,model\nu,a1,${base32},60,C,"${odd}"\n`,
        `OATH-HOTP,11.12.13 18:55,1,${odd},,${hex},,,0,0,0,6\n`,
      );
    for (const file of files) {
      const { message, position, report } = await refusal(file);
      assert.match(message, /control character U\+[0-9A-F]{4}/, `${JSON.stringify(file)}: ${message}`);
      assert.equal(position.record, 1);
      assert.ok(!message.includes(one) && !JSON.stringify(report).includes(one), JSON.stringify(message));
    }
  }
});

test('nothing is written that would be refused when it is read again', async () => {
  const { records } = await readSeedFile(Buffer.from(uri('a1')));
  const odd = [{ ...records[0]!, serial: 'A\u009b31mB' }];
  for (const write of [
    () => writePskc(odd, { plain: true }),
    async () => writeCsv(odd),
    async () => otpauthUri(odd[0]!),
  ])
    await assert.rejects(write, (error: SeedFileError) => {
      assert.equal(error.code, 'cannot-write');
      assert.match(error.message, /record 1: .*its serial number has the control character U\+009B/);
      return true;
    });
});

test('a CSV holds no cell that a spreadsheet would run; a sign in front of a number is no formula', async () => {
  const { records } = await readSeedFile(Buffer.from(uri('a1')));
  const csvOf = (serial: string): string => writeCsv([{ ...records[0]!, serial }]);
  for (const serial of ['=1+1', '@SUM(1)', "+cmd|'/c calc'!A0", '-2+3', '-a'])
    assert.throws(() => csvOf(serial), /would run it as a formula; export PSKC/);
  for (const serial of ['+12025550143', '-17', 'a=1', 'a@b.example']) {
    const { records: back } = await readSeedFile(Buffer.from(csvOf(serial)));
    assert.equal(back[0]!.serial, serial);
  }
});

test.run();
