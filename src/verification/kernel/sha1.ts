// SHA-1's compression of any block (FIPS 180-4 §6.1.2), for keys. Codes use sha1-rounds.ts.

const schedule = new Int32Array(80);

/** Compresses one block of 16 words into the 5 words of `state`. */
export function compressSha1(state: Int32Array, block: Int32Array): void {
  for (let t = 0; t < 16; t++) schedule[t] = block[t]!;
  for (let t = 16; t < 80; t++) {
    const word = schedule[t - 3]! ^ schedule[t - 8]! ^ schedule[t - 14]! ^ schedule[t - 16]!;
    schedule[t] = (word << 1) | (word >>> 31);
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  for (let t = 0; t < 80; t++) {
    const next = (((a << 5) | (a >>> 27)) + mix(t, b, c, d) + e + schedule[t]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
}

/** f_t(b, c, d) + K_t (FIPS 180-4 §4.1.1, §4.2.1). */
function mix(t: number, b: number, c: number, d: number): number {
  if (t < 20) return (((c ^ d) & b) ^ d) + 0x5a827999;
  if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (t < 60) return ((b & c) | ((b | c) & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
