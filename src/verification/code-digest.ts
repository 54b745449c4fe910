// A keyed digest of a request, which recognizes a code again without storing it.
import { createHmac } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** 16 bytes over the fields and their lengths. `use` separates the digests of different purposes. */
export function codeDigest(keyring: Keyring, use: string, fields: readonly string[]): Uint8Array {
  const text = [use, ...fields].map((field) => `${field.length}:${field}`).join('');
  return new Uint8Array(createHmac('sha256', keyring.digestKey).update(text).digest().subarray(0, 16));
}
