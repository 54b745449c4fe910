// Computes a code from the HMAC of a challenge-response slot that is used for TOTP (RFC 4226 §5.3).

/** `hmac` is an HMAC-SHA-1 of 20 bytes. */
export function truncateToCode(hmac: Uint8Array, digits: 6 | 7 | 8): string {
  const offset = hmac[hmac.length - 1]! & 0x0f;
  const view = new DataView(hmac.buffer, hmac.byteOffset, hmac.byteLength);
  const number = view.getUint32(offset) & 0x7fffffff;
  return String(number % { 6: 1_000_000, 7: 10_000_000, 8: 100_000_000 }[digits]).padStart(digits, '0');
}

/** The moving factor as eight bytes, big-endian (RFC 4226 §5.2). */
export function movingFactorBytes(movingFactor: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(movingFactor));
  return bytes;
}
