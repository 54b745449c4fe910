import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { seedOfText } from './seed-text.js';

const seed = Buffer.from('12345678901234567890');

test('reads a seed in any encoding, with or without the name of the encoding', () => {
  for (const text of [
    '3132333435363738393031323334353637383930',
    '0x3132333435363738393031323334353637383930',
    '31 32 33 34 35 36 37 38 39 30 31 32 33 34 35 36 37 38 39 30',
    '31:32:33:34:35:36:37:38:39:30:31:32:33:34:35:36:37:38:39:30\n',
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    'gezd gnbv gy3t qojq gezd gnbv gy3t qojq',
    'base32:GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=',
    'base64:MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=',
    '\ufeffhex:3132333435363738393031323334353637383930\r\n\r\n',
  ]) {
    const read = seedOfText(text);
    assert.ok('bytes' in read, text);
    assert.deepEqual(Buffer.from(read.bytes), seed, text);
  }
});

test('refuses a text that is not one seed, and shows no part of it', () => {
  for (const [text, fault] of [
    ['3132333435363738\n3930313233343536', /2 lines given/],
    ['GEZDGNBVGY3TQOJQ\nGEZDGNBVGY3TQOJQ', /2 lines given/],
    [Buffer.from('\ufeff31323334', 'utf16le').toString('utf8'), /UTF-16/],
    ['313233343', /9 characters given that are not whole pairs/],
    ['base32:GEZ1', /not whole base32/],
    ['base64:MTIz!', /not whole base64/],
    // O for 0, 0 for O, l for 1: neither is base64.
    ['313233343536373839O931323334353637383930'.slice(0, 40), /not hexadecimal, base32 or base64/],
    ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ0', /not hexadecimal, base32 or base64/],
    ['3132333435363738393l31323334353637383930', /not hexadecimal, base32 or base64/],
    [
      '3132333435363738393031323334353637383930 3132333435363738393031323334353637383930',
      /2 seeds on one line/,
    ],
    ['', /nothing given/],
    ['a secret!', /not hexadecimal, base32 or base64/],
  ] as const) {
    const read = seedOfText(text);
    assert.ok('fault' in read, text);
    assert.match(read.fault, fault);
    assert.ok(text.length < 4 || !read.fault.includes(text.slice(0, 8)));
  }
});

test.run();
