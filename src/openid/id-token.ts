// Validates an ID token (OpenID Connect Core §3.1.3.7), for foblab's own clients.
import { createPublicKey, verify } from 'node:crypto';

export interface Expected {
  readonly issuer: string;
  readonly client: string;
  readonly nonce: string;
  /** The time by which tokens expire, in Unix seconds. */
  readonly nowSeconds: number;
  /** The provider's keys (RFC 7517). */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** @returns the claims, or null if the token is invalid, for another client, or expired */
export function idTokenClaims(token: string, expected: Expected): Readonly<Record<string, unknown>> | null {
  const [head = '', body = '', signature = ''] = token.split('.');
  const [header, claims] = [parsed(head), parsed(body)];
  if (header === null || claims === null || header.alg !== 'RS256') return null;
  const key = expected.keys.find(({ kid }) => kid === header.kid);
  if (key === undefined) return null;
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    createPublicKey({ key: key as never, format: 'jwk' }),
    Buffer.from(signature, 'base64url'),
  );
  const { iss, aud, nonce, exp } = claims;
  const good =
    signed &&
    iss === expected.issuer &&
    aud === expected.client &&
    nonce === expected.nonce &&
    typeof exp === 'number' &&
    exp > expected.nowSeconds;
  return good ? claims : null;
}

function parsed(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
