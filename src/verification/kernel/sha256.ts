// SHA-256's compression (FIPS 180-4 §6.2.2) and HMAC-SHA-256 of a counter from cached midstates.
import { roundHigh } from './constants.js';

const schedule = new Int32Array(64);
const block = new Int32Array(16);

/** Writes the eight digest words of the counter `hi · 2^32 + lo` to `digest`.
 *  `key`: the words of the inner midstate at 0, of the outer one at 8. */
export function hmacSha256(key: Int32Array, hi: number, lo: number, digest: Int32Array): void {
  block[0] = hi;
  block[1] = lo;
  block[2] = 0x80000000;
  for (let i = 3; i < 15; i++) block[i] = 0;
  block[15] = 72 * 8;
  for (let i = 0; i < 8; i++) digest[i] = key[i]!;
  compressSha256(digest, block);
  for (let i = 0; i < 8; i++) block[i] = digest[i]!;
  block[8] = 0x80000000;
  for (let i = 9; i < 15; i++) block[i] = 0;
  block[15] = 96 * 8;
  for (let i = 0; i < 8; i++) digest[i] = key[8 + i]!;
  compressSha256(digest, block);
}

/** Compresses one block of 16 words into the first 8 words of `state`. */
export function compressSha256(state: Int32Array, words: Int32Array): void {
  const w = schedule;
  for (let t = 0; t < 16; t++) w[t] = words[t]!;
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15]!;
    const y = w[t - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + sum1 + (((f ^ g) & e) ^ g) + roundHigh[t]! + w[t]!) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (sum0 + ((a & b) | ((a | b) & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}
