// A hundred thousand tokens in one file are a delivery like any other.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { readSeedFile } from '../../src/seed-files/index.js';

const count = 100_000;
const secret = '3132333435363738393031323334353637383930';
const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const serial = (i: number): string => String(3_300_000_000 + i);
const formats: readonly [name: string, line: (i: number) => string, header: string][] = [
  ['CSV', (i) => `${serial(i)},${secret},totp,6,30`, 'serial,key,type,digits,step'],
  ['a hex list', (i) => `${serial(i)} ${secret}`, ''],
  [
    'otpauth',
    (i) =>
      `otpauth://totp/Example%20Corporation:${serial(i)}?secret=${base32}&issuer=Example%20Corporation&algorithm=SHA1&digits=6&period=30`,
    '',
  ],
];

for (const [name, line, header] of formats)
  test(`${count} tokens as ${name}`, async () => {
    const lines = Array.from({ length: count }, (_, i) => line(i));
    const text = [...(header === '' ? [] : [header]), ...lines, ''].join('\n');
    const { records } = await readSeedFile(Buffer.from(text), { defaults: { type: 'totp' } });
    assert.equal(records.length, count);
    assert.equal(records[count - 1]!.serial, serial(count - 1));
  });

test.run();
