// A keyed digest of what was asked, so that a code can be recognised again without being kept.
import { createHmac } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** 16 bytes over the fields, each with its length. `use` keeps digests of one purpose apart from another's. */
export function codeDigest(keyring: Keyring, use: string, fields: readonly string[]): Uint8Array {
  const text = [use, ...fields].map((field) => `${field.length}:${field}`).join('');
  return new Uint8Array(createHmac('sha256', keyring.digestKey).update(text).digest().subarray(0, 16));
}
