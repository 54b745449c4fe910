// The provider's own secrets, made once and kept sealed with the credentials: the key that signs tokens, the keys that
// sign cookies, and the secrets of foblab's own clients.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Context } from '../epcs/index.js';
import { readRow, writeRows } from './sealed-rows.js';

export interface ProviderKeys {
  /** RS256, as JWK (RFC 7517). */
  readonly signing: Readonly<Record<string, string>>;
  /** For cookies and forms, 32 bytes as base64url. */
  readonly cookie: string;
  /** For the secrets of clients, 32 bytes as base64url. */
  readonly client: string;
}

const table = 'key';
const row = 'provider';

/** The keys in the database; where there are none, or they do not open any more, new ones. */
export async function providerKeys(context: Context): Promise<ProviderKeys> {
  for (;;) {
    const { version, value } = await readRow<ProviderKeys>(context, table, row);
    if (value !== null) return value;
    const made = await newKeys(context);
    // Of two processes that begin at once, both use the first one's.
    if (await writeRows(context, [{ table, key: row, version, value: made }])) return made;
  }
}

async function newKeys({ randomBytes }: Context): Promise<ProviderKeys> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const text = (count: number): string => Buffer.from(randomBytes(count)).toString('base64url');
  const jwk = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  return {
    signing: { ...jwk, kid: text(9), use: 'sig', alg: 'RS256' },
    cookie: text(32),
    client: text(32),
  };
}
