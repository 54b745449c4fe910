// Writes src/verification/kernel/sha1-rounds.ts: HMAC-SHA-1 of a counter with every round written out and
// the constant words of both padded blocks folded in. `node --import tsx test/kernel-vectors/sha1-source.ts`
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const sha1RoundsPath = fileURLToPath(
  new URL('../../src/verification/kernel/sha1-rounds.ts', import.meta.url),
);

/** A word of the message schedule: known now, or the name of a local. */
type Word = number | string;

// FIPS 180-4 §4.1.1, §4.2.1.
const roundKeys = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];
const functions = [
  (b: string, c: string, d: string) => `((${c} ^ ${d}) & ${b}) ^ ${d}`,
  (b: string, c: string, d: string) => `${b} ^ ${c} ^ ${d}`,
  (b: string, c: string, d: string) => `(${b} & ${c}) | ((${b} | ${c}) & ${d})`,
  (b: string, c: string, d: string) => `${b} ^ ${c} ^ ${d}`,
];

/** The text of the file. */
export function sha1Source(): string {
  const zeros = (count: number): Word[] => Array.from({ length: count }, () => 0);
  // The key block came before: 8 counter bytes make 72 bytes in all, 20 digest bytes 84 (RFC 2104 §2).
  const inner: Word[] = ['w0', 'w1', 0x80000000 | 0, ...zeros(12), 72 * 8];
  const outer: Word[] = ['w0', 'w1', 'w2', 'w3', 'w4', 0x80000000 | 0, ...zeros(9), 84 * 8];
  return [
    '// HMAC-SHA-1 (RFC 2104, FIPS 180-4) of an 8-byte counter from cached midstates, every round written out.',
    '// Written by test/kernel-vectors/sha1-source.ts: change that, not this.',
    '',
    '/** Writes the five digest words of the counter `hi · 2^32 + lo` to `digest`.',
    ' *  `key`: the words of the inner midstate at 0, of the outer one at 5. */',
    'export function hmacSha1(key: Int32Array, hi: number, lo: number, digest: Int32Array): void {',
    ...Array.from({ length: 5 }, (_, i) => `  const i${i} = key[${i}]!;`),
    ...Array.from({ length: 5 }, (_, i) => `  const o${i} = key[${5 + i}]!;`),
    '  let w0 = hi | 0;',
    '  let w1 = lo | 0;',
    ...Array.from({ length: 14 }, (_, i) => `  let w${i + 2} = 0;`),
    ...['a', 'b', 'c', 'd', 'e'].map((name, i) => `  let ${name} = i${i};`),
    ...rounds(inner),
    ...['a', 'b', 'c', 'd', 'e'].map((name, i) => `  w${i} = (i${i} + ${name}) | 0;`),
    ...['a', 'b', 'c', 'd', 'e'].map((name, i) => `  ${name} = o${i};`),
    ...rounds(outer),
    ...['a', 'b', 'c', 'd', 'e'].map((name, i) => `  digest[${i}] = o${i} + ${name};`),
    '}',
    '',
  ].join('\n');
}

function rounds(block: Word[]): string[] {
  const lines: string[] = [];
  const schedule = [...block];
  for (let t = 0; t < 80; t++) {
    if (t >= 16) extend(schedule, t % 16, lines);
    const word = schedule[t % 16]!;
    const [a, b, c, d, e] = Array.from({ length: 5 }, (_, i) => 'abcde'[(i + 80 - t) % 5]!) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const quarter = Math.floor(t / 20);
    const key = roundKeys[quarter]!;
    const added = typeof word === 'number' ? hex((key + word) | 0) : `${word} + ${hex(key | 0)}`;
    lines.push(
      `  ${e} = (${e} + ((${a} << 5) | (${a} >>> 27)) + (${functions[quarter]!(b, c, d)}) + ${added}) | 0;`,
    );
    lines.push(`  ${b} = (${b} << 30) | (${b} >>> 2);`);
  }
  return lines;
}

/** W[t] = ROTL1(W[t−3] ^ W[t−8] ^ W[t−14] ^ W[t−16]), its constants gathered into one. */
function extend(schedule: Word[], at: number, lines: string[]): void {
  let constant = 0;
  const names: string[] = [];
  for (const back of [3, 8, 14, 16]) {
    const word = schedule[(at + 16 - back) % 16]!;
    if (typeof word === 'number') constant ^= word;
    else names.push(word);
  }
  if (names.length === 0) {
    schedule[at] = (constant << 1) | (constant >>> 31);
    return;
  }
  const terms = constant === 0 ? names : [...names, hex(constant)];
  const name = `w${at}`;
  if (terms.length > 1 || terms[0] !== name) lines.push(`  ${name} = ${terms.join(' ^ ')};`);
  lines.push(`  ${name} = (${name} << 1) | (${name} >>> 31);`);
  schedule[at] = name;
}

function hex(word: number): string {
  return word < 0 ? `-0x${(-word).toString(16)}` : `0x${word.toString(16)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(sha1RoundsPath, sha1Source());
