// Makes, writes and hashes backup codes. Each has 50 random bits; a set shares one scrypt salt.
import { randomBytes, scrypt } from 'node:crypto';

/** Without i, l, o and u, which are easily confused when read aloud or copied by hand (Crockford's base 32). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 10;
const hashBytes = 32;
export const saltBytes = 16;

/** N of scrypt (RFC 7914 §2), r = 8, p = 1. */
export type ScryptCost = number;

export const backupCodeBytes = length;

/** A code such as "7k2qm-x0d9a". `random`: one byte for each character; from the system's generator if left out. */
export function newBackupCode(random: Uint8Array = randomBytes(length)): string {
  const code = Array.from(random.subarray(0, length), (byte) => alphabet[byte & 31]).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** The code in its normal form, or null if it is none. Case, separators and look-alike letters do not matter. */
export function normalizeBackupCode(typed: string): string | null {
  if (typed.length > 64) return null;
  const code = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .replace(/[il]/g, '1')
    .replace(/o/g, '0');
  return code.length === length && [...code].every((character) => alphabet.includes(character)) ? code : null;
}

export function hashBackupCode(code: string, salt: Uint8Array, cost: ScryptCost): Promise<Uint8Array> {
  const options = { N: cost, r: 8, p: 1, maxmem: 2 ** 20 + 256 * 8 * cost };
  return new Promise((resolve, reject) => {
    scrypt(code, salt, hashBytes, options, (error, hash) =>
      error === null ? resolve(new Uint8Array(hash)) : reject(error),
    );
  });
}
