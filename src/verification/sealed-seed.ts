// Seeds at rest: AES-256-GCM, bound to the credential so that rows cannot be swapped.
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
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyring.sealingKey(keyId), nonce);
  cipher.setAAD(boundTo(keyId, credentialId));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(seed), cipher.final(), cipher.getAuthTag()]));
}

/** Throws a VerificationError: `unknown-key`, or `bad-seal` where the key, the row or the bytes are others. */
export function openSeed(
  keyring: Keyring,
  keyId: string,
  credentialId: string,
  sealed: Uint8Array,
): Uint8Array {
  const key = keyring.sealingKey(keyId);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(boundTo(keyId, credentialId));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    const body = sealed.subarray(nonceBytes, sealed.length - tagBytes);
    return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]));
  } catch {
    throw new VerificationError(
      'bad-seal',
      `The seed of credential ${credentialId} does not open under key ${keyId}: the key is another one of the ` +
        'same id, or the row was altered or copied from another credential.',
    );
  }
}

function boundTo(keyId: string, credentialId: string): Buffer {
  return Buffer.from(`foblab seed 1\n${keyId.length}:${keyId}${credentialId}`, 'utf8');
}
