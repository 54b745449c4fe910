// The factory record: the seed and the OTP settings, written once in two copies.

import type { HashAlgorithm, OtpSettings, OtpType } from '../model.js';
import { crc32 } from './crc32.js';
import { type Eeprom, WORD_BYTES } from './eeprom.js';
import { FACTORY_HEADER_BYTES, type Layout, SEED_CAPACITY_LIMIT_BYTES } from './layout.js';

export interface FactoryRecord {
  seed: Uint8Array;
  otp: OtpSettings;
}

/** @throws RangeError if a field cannot be stored; it never shows the seed */
export function checkFactoryRecord({ seed, otp }: FactoryRecord): void {
  if (seed.length < 1 || seed.length > SEED_CAPACITY_LIMIT_BYTES)
    throw new RangeError(
      `A seed of ${seed.length} bytes cannot be stored: give 1 to ${SEED_CAPACITY_LIMIT_BYTES} bytes`,
    );
  if (!Number.isInteger(otp.periodSeconds) || otp.periodSeconds < 1 || otp.periodSeconds > 0xffffffff)
    throw new RangeError(
      `A time step of ${otp.periodSeconds} s cannot be stored: give a whole number of seconds from 1`,
    );
  if (!Number.isSafeInteger(otp.t0Seconds) || otp.t0Seconds < 0)
    throw new RangeError(
      `A T0 of ${otp.t0Seconds} s cannot be stored: give a whole number of Unix seconds from 0`,
    );
}

/** Writes one copy. Its CRC comes last, so an incomplete copy fails its check. */
export function writeFactoryCopy(eeprom: Eeprom, layout: Layout, copy: 0 | 1, record: FactoryRecord): void {
  const image = imageOf(record, layout);
  const start = layout.factory[copy];
  for (let at = 0; at < image.length; at += WORD_BYTES) eeprom.updateWord(start + at, wordAt(image, at));
}

/** The record of one copy; undefined if its check fails. */
export function readFactoryCopy(eeprom: Eeprom, layout: Layout, copy: 0 | 1): FactoryRecord | undefined {
  const start = layout.factory[copy];
  const end = start + FACTORY_HEADER_BYTES + layout.seedCapacityBytes;
  if (eeprom.readWord(start) !== MAGIC || eeprom.readWord(end) !== crc32(eeprom.bytes, start, end))
    return undefined;
  const packed = eeprom.readWord(start + 4);
  const seedStart = start + FACTORY_HEADER_BYTES;
  return {
    seed: eeprom.bytes.slice(seedStart, seedStart + (packed & 0xffff)),
    otp: {
      type: TYPES[(packed >>> 16) & 1]!,
      algorithm: ALGORITHMS[(packed >>> 20) & 3]!,
      digits: ((packed >>> 24) & 0xf) as OtpSettings['digits'],
      periodSeconds: eeprom.readWord(start + 8),
      t0Seconds: eeprom.readWord(start + 12) + eeprom.readWord(start + 16) * TWO_32,
    },
  };
}

function imageOf({ seed, otp }: FactoryRecord, layout: Layout): Uint8Array {
  const end = FACTORY_HEADER_BYTES + layout.seedCapacityBytes;
  const image = new Uint8Array(end + WORD_BYTES);
  putWord(image, 0, MAGIC);
  const kind =
    (TYPES.indexOf(otp.type) << 16) | (ALGORITHMS.indexOf(otp.algorithm) << 20) | (otp.digits << 24);
  putWord(image, 4, seed.length | kind);
  putWord(image, 8, otp.periodSeconds);
  putWord(image, 12, otp.t0Seconds);
  putWord(image, 16, Math.floor(otp.t0Seconds / TWO_32));
  image.set(seed, FACTORY_HEADER_BYTES);
  putWord(image, end, crc32(image, 0, end));
  return image;
}

function putWord(image: Uint8Array, at: number, value: number): void {
  image[at] = value;
  image[at + 1] = value >>> 8;
  image[at + 2] = value >>> 16;
  image[at + 3] = value >>> 24;
}

function wordAt(image: Uint8Array, at: number): number {
  return image[at]! | (image[at + 1]! << 8) | (image[at + 2]! << 16) | (image[at + 3]! << 24);
}

/** `FOB` and the version of this format. */
const MAGIC = 0x01424f46;
const TWO_32 = 4294967296;
const TYPES: readonly OtpType[] = ['totp', 'hotp'];
const ALGORITHMS: readonly HashAlgorithm[] = ['sha1', 'sha256', 'sha512'];
