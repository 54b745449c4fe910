// Backup codes: how they are made, written and hashed. 50 random bits each, one scrypt salt per set.
import { randomBytes, scrypt } from 'node:crypto';

/** No i, l, o or u: what is read aloud or copied by hand comes back as it was (Crockford's base 32). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 10;
const hashBytes = 32;
export const saltBytes = 16;

/** N of scrypt (RFC 7914 §2), r = 8, p = 1. */
export type ScryptCost = number;

export const backupCodeBytes = length;

/** A code such as "7k2qm-x0d9a". `random`: a byte a character, of the system's generator where left out. */
export function newBackupCode(random: Uint8Array = randomBytes(length)): string {
  const code = Array.from(random.subarray(0, length), (byte) => alphabet[byte & 31]).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** The code as it was meant, or null where it is none: case, separators and look-alikes do not matter. */
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
