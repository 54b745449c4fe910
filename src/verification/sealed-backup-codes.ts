// Seals new backup codes, bound to the request that made them, for as long as it may be repeated.
import type { Keyring } from './keyring.js';
import { openSealed, seal } from './sealed-seed.js';
import { VerificationError } from './verification-error.js';

interface Made {
  readonly credentialId: string;
  readonly requestId?: string;
}

/** The key ID and the sealed bytes, as text. */
export function sealBackupCodes(keyring: Keyring, made: Made, codes: readonly string[]): string {
  const keyId = keyring.currentId;
  const bytes = seal(keyring, keyId, boundTo(keyId, made), Buffer.from(codes.join(' '), 'utf8'));
  return `${keyId}:${Buffer.from(bytes).toString('base64')}`;
}

/** @throws VerificationError `unknown-key`, or `bad-seal` if the key, the request or the bytes differ */
export function openBackupCodes(keyring: Keyring, made: Made, sealed: string): readonly string[] {
  const colon = sealed.indexOf(':');
  const keyId = sealed.slice(0, colon);
  const bytes = Buffer.from(sealed.slice(colon + 1), 'base64');
  const codes = openSealed(keyring, keyId, boundTo(keyId, made), bytes);
  if (codes === null)
    throw new VerificationError(
      'bad-seal',
      `The backup codes of credential ${made.credentialId} were made, but do not open under key ${keyId}: make new ones.`,
    );
  return Buffer.from(codes).toString('utf8').split(' ');
}

function boundTo(keyId: string, { credentialId, requestId = '' }: Made): string {
  return `foblab backup codes 1\n${keyId.length}:${keyId}${credentialId.length}:${credentialId}${requestId}`;
}
