import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createGuardrails } from '@otplib/core';
import { generateSync } from '@otplib/hotp';
import fc from 'fast-check';
import { NobleCryptoPlugin } from 'otplib';
import { test } from 'uvu';
import { type Algorithm, codes, findSteps, prepareKey } from '../../src/verification/kernel/index.js';
import { compressSha1 } from '../../src/verification/kernel/sha1.js';
import { compressSha256 } from '../../src/verification/kernel/sha256.js';
import { compressSha512 } from '../../src/verification/kernel/sha512.js';
import { sha1RoundsPath, sha1Source } from './sha1-source.js';
import { hmacVectors, rfc4226Codes, rfc4226Truncated, rfc6238Codes, rfc6238Seed } from './vectors.js';

const algorithms = ['SHA1', 'SHA256', 'SHA512'] as const;
const compress = { SHA1: compressSha1, SHA256: compressSha256, SHA512: compressSha512 };
const blockBytes = { SHA1: 64, SHA256: 64, SHA512: 128 };

function codesOf(
  algorithm: Algorithm,
  seed: Uint8Array,
  first: number,
  count: number,
  digits: number,
): string[] {
  const out = new Int32Array(count);
  codes(prepareKey(algorithm, seed), first, count, digits, out);
  return [...out].map((code) => String(code).padStart(digits, '0'));
}

/** The judge: node:crypto, one counter at a time. */
function judged(algorithm: Algorithm, seed: Uint8Array, counter: number, digits: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac(algorithm.toLowerCase(), seed).update(message).digest();
  const value = digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff;
  return String(value % 10 ** digits).padStart(digits, '0');
}

test('the unrolled rounds are what their generator writes', () => {
  assert.equal(readFileSync(sha1RoundsPath, 'utf8'), sha1Source());
});

test('RFC 4226 appendix D: codes and truncated values', () => {
  const seed = rfc6238Seed('SHA1');
  assert.deepEqual(codesOf('SHA1', seed, 0, 10, 6), rfc4226Codes);
  assert.deepEqual(codesOf('SHA1', seed, 0, 10, 10).map(Number), rfc4226Truncated);
});

for (const { seconds, algorithm, code } of rfc6238Codes)
  test(`RFC 6238 appendix B: ${algorithm} at ${seconds}`, () => {
    assert.deepEqual(codesOf(algorithm, rfc6238Seed(algorithm), Math.floor(seconds / 30), 1, 8), [code]);
  });

for (const [index, { key, data, digests }] of hmacVectors.entries())
  for (const algorithm of algorithms) {
    const expected = digests[algorithm];
    if (expected === undefined) continue;
    test(`RFC 2202 §3, RFC 4231 §4: ${algorithm}, key and data ${index + 1}`, () => {
      const { midstates } = prepareKey(algorithm, Buffer.from(key, 'hex'));
      const half = midstates.length / 2;
      const inner = continued(algorithm, midstates.subarray(0, half), Buffer.from(data, 'hex'));
      assert.equal(continued(algorithm, midstates.subarray(half), inner).toString('hex'), expected);
    });
  }

/** The hash of (one block that led to `midstate`) followed by `bytes`. */
function continued(algorithm: Algorithm, midstate: Int32Array, bytes: Uint8Array): Buffer {
  const size = blockBytes[algorithm];
  const padded = Buffer.alloc(Math.ceil((bytes.length + 1 + size / 8) / size) * size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  padded.writeUInt32BE((bytes.length + size) * 8, padded.length - 4);
  const state = Int32Array.from(midstate);
  for (let at = 0; at < padded.length; at += size) {
    const block = new Int32Array(size / 4);
    for (let i = 0; i < block.length; i++) block[i] = padded.readInt32BE(at + 4 * i);
    compress[algorithm](state, block);
  }
  const digest = Buffer.alloc(4 * state.length);
  for (const [i, word] of state.entries()) digest.writeInt32BE(word, 4 * i);
  return digest;
}

test('random keys, counters, digits and algorithms agree with node:crypto', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...algorithms),
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.oneof(
        fc.maxSafeNat(),
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: -4, max: 4 }).map((d) => 2 ** 32 + d),
      ),
      fc.integer({ min: 6, max: 10 }),
      (algorithm, seed, counter, digits) => {
        assert.deepEqual(codesOf(algorithm, seed, counter, 1, digits), [
          judged(algorithm, seed, counter, digits),
        ]);
      },
    ),
    { numRuns: 5000 },
  );
});

test('a run of counters agrees with node:crypto one by one, across 2^32 and up to 2^53−1', () => {
  const seed = Uint8Array.from({ length: 20 }, (_, i) => i * 7);
  for (const algorithm of algorithms)
    for (const first of [0, 2 ** 32 - 20, 2 ** 53 - 40])
      assert.deepEqual(
        codesOf(algorithm, seed, first, 40, 8),
        Array.from({ length: 40 }, (_, i) => judged(algorithm, seed, first + i, 8)),
      );
});

test('random keys and counters agree with otplib', () => {
  const crypto = new NobleCryptoPlugin();
  const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1 });
  fc.assert(
    fc.property(
      fc.constantFrom(...algorithms),
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.maxSafeNat(),
      fc.integer({ min: 6, max: 8 }),
      (algorithm, seed, counter, digits) => {
        const name = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' }[algorithm] as 'sha1';
        const theirs = generateSync({
          secret: seed,
          counter,
          algorithm: name,
          digits: digits as 6,
          crypto,
          guardrails,
        });
        assert.deepEqual(codesOf(algorithm, seed, counter, 1, digits), [theirs]);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the search finds every match, in order, wherever it stands', () => {
  const key = prepareKey('SHA1', rfc6238Seed('SHA1'));
  const out = new Float64Array(8);
  const wanted = rfc4226Codes.map(Number);
  for (const [counter, code] of wanted.entries()) {
    assert.equal(findSteps(key, 0, 10, 6, code, out), 1);
    assert.equal(out[0], counter);
    assert.equal(findSteps(key, 0, counter, 6, code, out), 0, 'the end of the range is exclusive');
  }
  assert.equal(findSteps(key, 0, 10, 6, -1, out), 0);
  assert.equal(findSteps(key, 0, 0, 6, wanted[0]!, out), 0);
});

test('the search returns as many matches as fit, and all where they fit', () => {
  const key = prepareKey('SHA1', Uint8Array.of(1));
  const count = 300_000;
  const all = new Int32Array(count);
  codes(key, 5, count, 6, all);
  const seen = new Set<number>();
  const wanted = all.find((code) => seen.size === seen.add(code).size)!;
  const expected = [...all.entries()].filter(([, code]) => code === wanted).map(([i]) => i + 5);
  assert.ok(expected.length > 1);
  const out = new Float64Array(64);
  assert.equal(findSteps(key, 5, count, 6, wanted, out), expected.length);
  assert.deepEqual([...out.subarray(0, expected.length)], expected);
  const one = new Float64Array(1);
  assert.equal(findSteps(key, 5, count, 6, wanted, one), 1);
  assert.equal(one[0], expected[0]);
});

test('what cannot be computed is refused', () => {
  const key = prepareKey('SHA1', Uint8Array.of(1));
  assert.throws(() => prepareKey('SHA1', new Uint8Array(0)), RangeError);
  assert.throws(() => prepareKey('MD5' as Algorithm, Uint8Array.of(1)), RangeError);
  for (const [first, count, digits] of [
    [-1, 1, 6],
    [0.5, 1, 6],
    [Number.NaN, 1, 6],
    [2 ** 53 - 1, 2, 6],
    [0, 1, 5],
    [0, 1, 11],
  ] as const)
    assert.throws(() => codes(key, first, count, digits, new Int32Array(4)), RangeError);
  assert.throws(() => codes(key, 0, 5, 6, new Int32Array(4)), RangeError);
});

test.run();
