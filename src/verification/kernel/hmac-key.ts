// An HMAC key as its two midstates (RFC 2104 §4). A code then takes one inner and one outer block.
import { initialSha1, initialSha256, initialSha512 } from './constants.js';
import { compressSha1 } from './sha1.js';
import { compressSha256 } from './sha256.js';
import { compressSha512 } from './sha512.js';

export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** A prepared key. It is as secret as its seed. */
export interface HmacKey {
  readonly algorithm: Algorithm;
  /** The inner midstate's words, then the outer one's. */
  readonly midstates: Int32Array;
}

interface Hash {
  /** Words in a block, of four bytes each. */
  readonly blockWords: number;
  readonly initial: Int32Array;
  readonly compress: (state: Int32Array, block: Int32Array) => void;
}

const hashes: Readonly<Record<Algorithm, Hash>> = {
  SHA1: { blockWords: 16, initial: initialSha1, compress: compressSha1 },
  SHA256: { blockWords: 16, initial: initialSha256, compress: compressSha256 },
  SHA512: { blockWords: 32, initial: initialSha512, compress: compressSha512 },
};

/** Prepares a seed of at least one byte. One longer than a block is hashed first (RFC 2104 §2).
 *  Throws a RangeError for an empty seed or an unknown algorithm. */
export function prepareKey(algorithm: Algorithm, seed: Uint8Array): HmacKey {
  const hash = Object.hasOwn(hashes, algorithm) ? hashes[algorithm] : undefined;
  if (hash === undefined)
    throw new RangeError(`Unknown algorithm ${JSON.stringify(algorithm)}: give SHA1, SHA256 or SHA512.`);
  if (seed.length === 0) throw new RangeError('The seed is empty: give at least one byte.');
  const key = seed.length > 4 * hash.blockWords ? digest(hash, seed) : packed(seed, hash.blockWords);
  const words = hash.initial.length;
  const midstates = new Int32Array(2 * words);
  midstates.set(keyed(hash, key, 0x36363636), 0);
  midstates.set(keyed(hash, key, 0x5c5c5c5c), words);
  return { algorithm, midstates };
}

function keyed(hash: Hash, key: Int32Array, pad: number): Int32Array {
  const block = new Int32Array(hash.blockWords);
  for (let i = 0; i < block.length; i++) block[i] = (key[i] ?? 0) ^ pad;
  const state = Int32Array.from(hash.initial);
  hash.compress(state, block);
  return state;
}

/** The hash of any bytes (FIPS 180-4 §5.1), as words. */
function digest(hash: Hash, bytes: Uint8Array): Int32Array {
  const blockBytes = 4 * hash.blockWords;
  const lengthBytes = blockBytes / 8;
  const blocks = Math.ceil((bytes.length + 1 + lengthBytes) / blockBytes);
  const padded = new Uint8Array(blocks * blockBytes);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const words = packed(padded, blocks * hash.blockWords);
  words[words.length - 2] = Math.floor(bytes.length / 0x20000000);
  words[words.length - 1] = bytes.length * 8;
  const state = Int32Array.from(hash.initial);
  for (let at = 0; at < words.length; at += hash.blockWords)
    hash.compress(state, words.subarray(at, at + hash.blockWords));
  return state;
}

function packed(bytes: Uint8Array, words: number): Int32Array {
  const out = new Int32Array(words);
  for (let i = 0; i < bytes.length; i++) out[i >> 2] = out[i >> 2]! | (bytes[i]! << (24 - 8 * (i & 3)));
  return out;
}
