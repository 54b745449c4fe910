// What somebody can do who has the text of a snapshot or of a journal: the streams in it run backwards, and the hash
// under a stream that was never drawn from leads to every other stream of the bench.
import { Random, type RandomState } from '../../firmware-sim/index.js';

const prime = 0x01000193;

/** Everything in a text that could be the state of a stream. */
export function statesIn(text: string): RandomState[] {
  return [...text.matchAll(/\[\s*(\d+),\s*(\d+),\s*(\d+),\s*(\d+)\s*\]/g)].map(
    ([, ...words]) => words.map(Number) as unknown as RandomState,
  );
}

/** Hexadecimal of the bytes that a stream gave in the last `draws` draws before this state. */
export function bytesBefore(state: RandomState, draws: number): string {
  let earlier = state;
  for (let i = 0; i < draws; i++) earlier = previous(earlier);
  return Buffer.from(new Random(earlier).bytes(draws)).toString('hex');
}

/** The hash under a stream, where its first word is as it was made. */
export function hashUnder([first]: RandomState): number {
  return (unmixed(first) - 0x9e3779b9) | 0;
}

/** FNV-1a of a text goes back by its end, and on by another one. */
export function hashWithout(hash: number, end: string): number {
  let h = hash;
  for (let i = end.length - 1; i >= 0; i--) h = Math.imul(h, inverse(prime)) ^ end.charCodeAt(i);
  return h | 0;
}

export function hashWith(hash: number, end: string): number {
  let h = hash;
  for (let i = 0; i < end.length; i++) h = Math.imul(h ^ end.charCodeAt(i), prime);
  return h | 0;
}

export const emptyHash = 0x811c9dc5 | 0;

/** The stream over a hash, as `Random.stream` makes it. */
export function streamOver(hash: number): Random {
  let h = hash;
  const word = (): number => {
    h = (h + 0x9e3779b9) | 0;
    let z = h;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  return new Random([word(), word(), word(), word() | 1]);
}

function previous([a1, b1, c2, dRotated]: RandomState): RandomState {
  const d1 = (dRotated >>> 11) | (dRotated << 21);
  const a = a1 ^ d1;
  let b = b1 ^ c2;
  for (let i = 0; i < 4; i++) b = b1 ^ c2 ^ (b << 9);
  const c1 = c2 ^ (b << 9);
  return [a >>> 0, b >>> 0, (c1 ^ a) >>> 0, (d1 ^ b) >>> 0];
}

function unmixed(word: number): number {
  let z = unshifted(word, 16);
  z = unshifted(Math.imul(z, inverse(0xc2b2ae35)) >>> 0, 13);
  return unshifted(Math.imul(z, inverse(0x85ebca6b)) >>> 0, 16);
}

function unshifted(word: number, by: number): number {
  let z = word;
  for (let done = by; done < 32; done += by) z = (word ^ (z >>> by)) >>> 0;
  return z;
}

/** Of an odd number, modulo 2^32. */
function inverse(odd: number): number {
  let x = odd;
  for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(odd, x));
  return x;
}
