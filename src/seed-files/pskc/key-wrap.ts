// Key wrapping: AES (RFC 3394) by OpenSSL's own cipher, 3DES (RFC 3217) on top of its 3DES-CBC.
import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

const aesInitialValue = Buffer.alloc(8, 0xa6);
const tripleDesInitialValue = Buffer.from('4adda22c79e82105', 'hex');

/** @returns undefined where the integrity check fails, which is what a wrong key looks like */
export function unwrapAes(key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  // RFC 3394 §2.2.2: a multiple of 64 bits, one more than the plaintext, which has at least two.
  if (wrapped.length < 24 || wrapped.length % 8 !== 0) return undefined;
  try {
    const cipher = createDecipheriv(`id-aes${key.length * 8}-wrap` as 'id-aes128-wrap', key, aesInitialValue);
    return new Uint8Array(Buffer.concat([cipher.update(wrapped), cipher.final()]));
  } catch {
    return undefined;
  }
}

export function wrapAes(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`id-aes${key.length * 8}-wrap` as 'id-aes128-wrap', key, aesInitialValue);
  return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final()]));
}

/** RFC 3217 §3.2: decrypt under a fixed vector, reverse, take the real vector off the front, decrypt again. */
export function unwrapTripleDes(key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  if (wrapped.length < 24 || wrapped.length % 8 !== 0) return undefined;
  const outer = Buffer.from(tripleDes(key, tripleDesInitialValue, wrapped)).reverse();
  const inner = tripleDes(key, outer.subarray(0, 8), outer.subarray(8));
  const plain = inner.subarray(0, -8);
  return timingSafeEqual(checksum(plain), inner.subarray(-8)) ? new Uint8Array(plain) : undefined;
}

function tripleDes(key: Uint8Array, initialValue: Uint8Array, data: Uint8Array): Buffer {
  const cipher = createDecipheriv('des-ede3-cbc', tripleDesKey(key), initialValue).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** Two-key 3DES is three-key 3DES with the first key again as third. */
export function tripleDesKey(key: Uint8Array): Uint8Array {
  return key.length === 24 ? key : new Uint8Array([...key, ...key.subarray(0, 8)]);
}

function checksum(plain: Uint8Array): Uint8Array {
  return createHash('sha1').update(plain).digest().subarray(0, 8);
}
