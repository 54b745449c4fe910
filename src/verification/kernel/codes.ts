// Computes the codes of consecutive counters (RFC 4226 §5.3), and searches them for one code.
import type { HmacKey } from './hmac-key.js';
import { hmacSha1 } from './sha1-rounds.js';
import { hmacSha256 } from './sha256.js';
import { hmacSha512 } from './sha512.js';

const digest = new Int32Array(16);

/** 10^digits for 6 to 9 digits. For ten digits it is 0, which means no remainder: the truncated value has 31 bits and fits.
 *  (1e10 would make every remainder a division of doubles.) */
const moduli: readonly number[] = [-1, -1, -1, -1, -1, -1, 1e6, 1e7, 1e8, 1e9, 0];

/**
 * Writes the codes of the `count` counters from `first` to `out`, as numbers.
 * `first + count − 1` is at most 2^53−1, `digits` 6 to 10, `out` holds `count`: RangeError otherwise.
 */
export function codes(key: HmacKey, first: number, count: number, digits: number, out: Int32Array): void {
  const modulus = checked(first, count, digits);
  if (out.length < count)
    throw new RangeError(`The output holds ${out.length} codes, ${count} are asked for.`);
  let high = Math.floor(first / 0x100000000);
  let low = first >>> 0;
  for (let i = 0; i < count; i++) {
    const value = truncated(key, high, low);
    out[i] = modulus === 0 ? value : value % modulus;
    low = (low + 1) >>> 0;
    high += low === 0 ? 1 : 0;
  }
}

/**
 * Finds the counters among the `count` from `first` on whose code is `code`. Writes them to `out` in ascending order, as many
 * as fit, and returns how many it wrote. The work depends on `count` only: a match neither ends the search nor changes its
 * path. The ranges are those of `codes`.
 */
export function findSteps(
  key: HmacKey,
  first: number,
  count: number,
  digits: number,
  code: number,
  out: Float64Array,
): number {
  const modulus = checked(first, count, digits);
  let high = Math.floor(first / 0x100000000);
  let low = first >>> 0;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const value = truncated(key, high, low);
    const matches = (modulus === 0 ? value : value % modulus) === code ? 1 : 0;
    // This writes whether the code matches or not, and only a match moves on. A write past the end has no effect.
    out[found] = first + i;
    found += matches;
    low = (low + 1) >>> 0;
    high += low === 0 ? 1 : 0;
  }
  return Math.min(found, out.length);
}

function checked(first: number, count: number, digits: number): number {
  if (!(Number.isSafeInteger(first) && first >= 0 && Number.isSafeInteger(count) && count >= 0))
    throw new RangeError(`Counters ${first} (+${count}) are not whole numbers from 0 to 2^53−1.`);
  if (!Number.isSafeInteger(first + Math.max(0, count - 1)))
    throw new RangeError(`Counter ${first} + ${count} is beyond 2^53−1.`);
  const modulus = moduli[digits];
  if (modulus === undefined || modulus < 0)
    throw new RangeError(`A code of ${digits} digits cannot be made: give 6 to 10.`);
  return modulus;
}

/** The 31-bit value of dynamic truncation (RFC 4226 §5.3). The offset comes from the last byte of the digest, also for a
 *  digest that is longer than that of SHA-1 (RFC 6238 §1.2). */
function truncated(key: HmacKey, high: number, low: number): number {
  let last: number;
  if (key.algorithm === 'SHA1') {
    hmacSha1(key.midstates, high, low, digest);
    last = digest[4]!;
  } else if (key.algorithm === 'SHA256') {
    hmacSha256(key.midstates, high, low, digest);
    last = digest[7]!;
  } else {
    hmacSha512(key.midstates, high, low, digest);
    last = digest[15]!;
  }
  const at = (last & 15) >> 2;
  const shift = (last & 3) << 3;
  return ((digest[at]! << shift) | ((digest[at + 1]! >>> 1) >>> (31 - shift))) & 0x7fffffff;
}
