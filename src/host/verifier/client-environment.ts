// What a client's environment says about the verifier: digests of the store's address and of the key, never a key or a
// password. The owner uses its own store and key, and refuses a client whose environment names others.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { sqlitePath, withoutPassword } from '../../database/database-address.js';
import { developmentKeyring, type Keyring, loadKeyring } from '../../verification/index.js';
import { OwnerMismatch } from '../owner-mismatch.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ClientEnvironment {
  /** The folder that relative names start from. */
  readonly folder?: string;
  /** Digest of the store's address. */
  readonly store?: string;
  /** Digest of the key that seeds are sealed under. */
  readonly key?: string;
}

/** @throws VerificationError for a malformed key. */
export function clientEnvironment(
  environment: Environment,
  folder: string,
): Readonly<Record<string, string>> {
  const { FOBLAB_STORE: store } = environment;
  const keyring = loadKeyring(environment);
  return {
    folder,
    ...(store ? { store: storeDigest(storeAddress(store, folder)) } : {}),
    ...(keyring === null ? {} : { key: keyDigest(keyring) }),
  };
}

/** The address with its file's whole path. */
export function storeAddress(address: string, folder: string): string {
  const path = address === ':memory:' ? null : sqlitePath(address);
  return path === null ? address : resolve(folder, path);
}

/** @throws OwnerMismatch naming this process, what differs and how to fix it. */
export function refuseOtherStore(client: ClientEnvironment | undefined, address: string): void {
  if (client?.store === undefined || client.store === storeDigest(address)) return;
  throw new OwnerMismatch(
    `${owner()} keeps its credentials in ${withoutPassword(address)}, and FOBLAB_STORE names another store here: ` +
      'end that process and start it with this FOBLAB_STORE, name the store with --store, or leave FOBLAB_STORE out',
  );
}

/** @throws OwnerMismatch as above. */
export function refuseOtherKey(client: ClientEnvironment | undefined, keyring: Keyring): void {
  if (client?.key === undefined || client.key === keyDigest(keyring)) return;
  const own =
    keyring.currentId === developmentKeyring().currentId
      ? 'the public development key'
      : `key ${keyring.currentId}`;
  throw new OwnerMismatch(
    `${owner()} seals seeds under ${own}, and FOBLAB_KEY or FOBLAB_KEY_FILE gives another key here: ` +
      'end that process and start it with this key, or leave the key out here',
  );
}

function owner(): string {
  return `process ${process.pid}, which holds the bench,`;
}

/** Leaves the password out: it does not identify the store, and nobody can test passwords against the digest. */
function storeDigest(address: string): string {
  return digest('store', withoutPassword(address));
}

function keyDigest(keyring: Keyring): string {
  return digest('key', keyring.currentId, Buffer.from(keyring.digestKey).toString('hex'));
}

function digest(...parts: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['foblab client environment', ...parts]))
    .digest('hex');
}
