// SHA-512's compression (FIPS 180-4 §6.4.2) over pairs of 32-bit words, and HMAC-SHA-512 of a counter.
import { roundHigh, roundLow } from './constants.js';

const scheduleHigh = new Int32Array(80);
const scheduleLow = new Int32Array(80);
const block = new Int32Array(32);
/** a … h during the rounds: high and low words in turn. */
const work = new Int32Array(16);

/** Writes the sixteen digest words of the counter `hi · 2^32 + lo` to `digest`.
 *  `key`: the words of the inner midstate at 0, of the outer one at 16. */
export function hmacSha512(key: Int32Array, hi: number, lo: number, digest: Int32Array): void {
  block[0] = hi;
  block[1] = lo;
  block[2] = 0x80000000;
  for (let i = 3; i < 31; i++) block[i] = 0;
  block[31] = 136 * 8;
  for (let i = 0; i < 16; i++) digest[i] = key[i]!;
  compressSha512(digest, block);
  for (let i = 0; i < 16; i++) block[i] = digest[i]!;
  block[16] = 0x80000000;
  for (let i = 17; i < 31; i++) block[i] = 0;
  block[31] = 192 * 8;
  for (let i = 0; i < 16; i++) digest[i] = key[16 + i]!;
  compressSha512(digest, block);
}

/** Compresses one block of 32 words (high and low in turn) into the 16 words of `state`. */
export function compressSha512(state: Int32Array, words: Int32Array): void {
  extendSchedule(words);
  rounds(state);
  for (let i = 0; i < 16; i += 2) {
    const low = (state[i + 1]! >>> 0) + (work[i + 1]! >>> 0);
    state[i] = state[i]! + work[i]! + carry(low);
    state[i + 1] = low;
  }
}

function extendSchedule(words: Int32Array): void {
  for (let t = 0; t < 16; t++) {
    scheduleHigh[t] = words[2 * t]!;
    scheduleLow[t] = words[2 * t + 1]!;
  }
  for (let t = 16; t < 80; t++) {
    const xh = scheduleHigh[t - 15]!;
    const xl = scheduleLow[t - 15]!;
    const yh = scheduleHigh[t - 2]!;
    const yl = scheduleLow[t - 2]!;
    // σ0: right rotations by 1 and 8, shift by 7; σ1: by 19 and 61, shift by 6.
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yh << 3) | (yl >>> 29)) ^ (yh >>> 6);
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yl << 3) | (yh >>> 29)) ^ ((yl >>> 6) | (yh << 26));
    const low = (scheduleLow[t - 16]! >>> 0) + (s0l >>> 0) + (scheduleLow[t - 7]! >>> 0) + (s1l >>> 0);
    scheduleHigh[t] = scheduleHigh[t - 16]! + s0h + scheduleHigh[t - 7]! + s1h + carry(low);
    scheduleLow[t] = low;
  }
}

/** The 80 rounds on `state`. Their result before the final addition is in `work`. */
function rounds(state: Int32Array): void {
  let ah = state[0]!;
  let al = state[1]!;
  let bh = state[2]!;
  let bl = state[3]!;
  let ch = state[4]!;
  let cl = state[5]!;
  let dh = state[6]!;
  let dl = state[7]!;
  let eh = state[8]!;
  let el = state[9]!;
  let fh = state[10]!;
  let fl = state[11]!;
  let gh = state[12]!;
  let gl = state[13]!;
  let hh = state[14]!;
  let hl = state[15]!;
  for (let t = 0; t < 80; t++) {
    // Σ1: right rotations by 14, 18 and 41; Σ0: by 28, 34 and 39.
    const sum1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((eh << 23) | (el >>> 9));
    const sum1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((el << 23) | (eh >>> 9));
    const sum0h = ((ah >>> 28) | (al << 4)) ^ ((ah << 30) | (al >>> 2)) ^ ((ah << 25) | (al >>> 7));
    const sum0l = ((al >>> 28) | (ah << 4)) ^ ((al << 30) | (ah >>> 2)) ^ ((al << 25) | (ah >>> 7));
    const chooseL = ((fl ^ gl) & el) ^ gl;
    const firstL =
      (hl >>> 0) + (sum1l >>> 0) + (chooseL >>> 0) + (roundLow[t]! >>> 0) + (scheduleLow[t]! >>> 0);
    const firstH =
      (hh + sum1h + (((fh ^ gh) & eh) ^ gh) + roundHigh[t]! + scheduleHigh[t]! + carry(firstL)) | 0;
    const majorityL = (al & bl) | ((al | bl) & cl);
    const secondL = (sum0l >>> 0) + (majorityL >>> 0);
    const secondH = (sum0h + ((ah & bh) | ((ah | bh) & ch)) + carry(secondL)) | 0;
    hh = gh;
    hl = gl;
    gh = fh;
    gl = fl;
    fh = eh;
    fl = el;
    const lowE = (dl >>> 0) + (firstL >>> 0);
    eh = (dh + firstH + carry(lowE)) | 0;
    el = lowE | 0;
    dh = ch;
    dl = cl;
    ch = bh;
    cl = bl;
    bh = ah;
    bl = al;
    const lowA = (firstL >>> 0) + (secondL >>> 0);
    ah = (firstH + secondH + carry(lowA)) | 0;
    al = lowA | 0;
  }
  work[0] = ah;
  work[1] = al;
  work[2] = bh;
  work[3] = bl;
  work[4] = ch;
  work[5] = cl;
  work[6] = dh;
  work[7] = dl;
  work[8] = eh;
  work[9] = el;
  work[10] = fh;
  work[11] = fl;
  work[12] = gh;
  work[13] = gl;
  work[14] = hh;
  work[15] = hl;
}

/** The carry of a sum of a few unsigned words into the high word. */
function carry(sum: number): number {
  return (sum / 0x100000000) | 0;
}
