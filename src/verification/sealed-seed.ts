// Seals stored seeds with AES-256-GCM, bound to their credential, so that rows cannot be exchanged.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring } from './keyring.js';
import { VerificationError } from './verification-error.js';

const nonceBytes = 12;
const tagBytes = 16;

/** Nonce, ciphertext, tag. */
export function sealSeed(
  keyring: Keyring,
  keyId: string,
  credentialId: string,
  seed: Uint8Array,
): Uint8Array {
  return seal(keyring, keyId, boundTo(keyId, credentialId), seed);
}

/** Throws a VerificationError: `unknown-key`, or `bad-seal` if the key, the row or the bytes differ. */
export function openSeed(
  keyring: Keyring,
  keyId: string,
  credentialId: string,
  sealed: Uint8Array,
): Uint8Array {
  const seed = openSealed(keyring, keyId, boundTo(keyId, credentialId), sealed);
  if (seed !== null) return seed;
  throw new VerificationError(
    'bad-seal',
    `The seed of credential ${credentialId} does not open under key ${keyId}: the key is another one of the ` +
      'same id, or the row was altered or copied from another credential.',
  );
}

/** Nonce, ciphertext, tag. The context that they are bound to is not secret. It separates the uses of the key. */
export function seal(keyring: Keyring, keyId: string, bound: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyring.sealingKey(keyId), nonce);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
}

/** null if the key, the bytes or the context differ. Throws `unknown-key`. */
export function openSealed(
  keyring: Keyring,
  keyId: string,
  bound: string,
  sealed: Uint8Array,
): Uint8Array | null {
  const key = keyring.sealingKey(keyId);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(bound, 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    const body = sealed.subarray(nonceBytes, sealed.length - tagBytes);
    return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]));
  } catch {
    return null;
  }
}

function boundTo(keyId: string, credentialId: string): string {
  return `foblab seed 1\n${keyId.length}:${keyId}${credentialId}`;
}
