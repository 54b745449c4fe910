// The provider's own secrets, made once and stored sealed with the credentials: the key that signs tokens, the key for
// cookies and forms, and the key from which the secrets of foblab's own clients are derived.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { type Context, idme } from '../epcs/index.js';
import { readRow, writeRows } from './sealed-rows.js';

export interface ProviderKeys {
  /** RS256, as JWK (RFC 7517). */
  readonly signing: Readonly<Record<string, string>>;
  /** The earlier signing keys, newest first: tokens that they signed are still valid. */
  readonly former: readonly Readonly<Record<string, string>>[];
  /** The number of rotations that the keys include. */
  readonly rotations: number;
  /** For cookies and forms, 32 bytes as base64url. */
  readonly cookie: string;
  /** For the secrets of clients, 32 bytes as base64url. */
  readonly client: string;
}

const table = 'key';
const row = 'provider';

const mostFormer = 2;

/**
 * The keys in the database. Makes new ones if there are none or if they cannot be opened, and a new signing key if the
 * tester has rotated it since.
 */
export async function providerKeys(context: Context): Promise<ProviderKeys> {
  for (;;) {
    const rotations = await idme.keyRotations(context);
    const { version, value } = await readRow<ProviderKeys>(context, table, row);
    if (value !== null && value.rotations === rotations) return value;
    const made: ProviderKeys =
      value === null
        ? { ...(await newKeys(context)), rotations }
        : {
            ...value,
            rotations,
            signing: await newSigningKey(context),
            former: [value.signing, ...value.former].slice(0, mostFormer),
          };
    // If two processes start at once, both use the keys of the first.
    if (await writeRows(context, [{ table, key: row, version, value: made }])) return made;
  }
}

async function newKeys(context: Context): Promise<ProviderKeys> {
  return {
    signing: await newSigningKey(context),
    former: [],
    rotations: 0,
    cookie: randomText(context, 32),
    client: randomText(context, 32),
  };
}

async function newSigningKey(context: Context): Promise<ProviderKeys['signing']> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  return { ...jwk, kid: randomText(context, 9), use: 'sig', alg: 'RS256' };
}

function randomText({ randomBytes }: Context, count: number): string {
  return Buffer.from(randomBytes(count)).toString('base64url');
}
