import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { crc16, crc16Complement, crc16Residual, crc32Stm32, fromHex } from './index.js';

const crc16Vectors: readonly [hex: string, crc: number][] = [
  ['313233343536373839', 0x6f91],
  ['00 01 02 03 04', 0xf5c7],
  ['FE', 0x1176],
  ['55 AA 00 FF', 0xcbb5],
  ['01 02 03 04 05 06 30 75 00 09 3D FA 60 EA', 0x8a0b],
  ['00'.repeat(64), 0x5b6b],
];

const crc32Vectors: readonly [hex: string, crc: number][] = [
  ['31 32 33 34 35 36 37 38', 0xfefc54f9],
  ['00000000', 0xc704dd7b],
  ['FFFFFFFF', 0x00000000],
  ['01020304', 0x1dabe74f],
  ['00'.repeat(60), 0xef6eb7df],
];

test('CRC-16 vectors', () => {
  for (const [hex, crc] of crc16Vectors) assert.equal(crc16(fromHex(hex)), crc, hex);
});

test('CRC-16 leaves its residual over any block and its complement', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const crc = crc16Complement(bytes);
      assert.equal(crc16(Uint8Array.of(...bytes, crc & 0xff, crc >>> 8)), crc16Residual);
    }),
  );
});

test('CRC-32 of the STM32: vectors', () => {
  for (const [hex, crc] of crc32Vectors) assert.equal(crc32Stm32(fromHex(hex)), crc, hex);
});

test('hexadecimal is refused without being repeated: it may be a key', () => {
  assert.throws(
    () => fromHex('12345'),
    (error: Error) => !error.message.includes('12345'),
  );
  assert.throws(() => fromHex('zz'), RangeError);
});

test.run();
