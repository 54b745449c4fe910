// What a process was told of the verifier by its environment, as it tells the process that holds the bench: digests, never
// a key or a password. The holder has a store and a key of its own; where they differ, nobody must take one for the other.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { sqlitePath, withoutPassword } from '../../stores/store-address.js';
import { developmentKeyring, type Keyring, loadKeyring } from '../../verification/index.js';
import { ToldOtherwise } from '../told-otherwise.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Told {
  /** Where relative names start. */
  readonly folder?: string;
  /** Digest of the store's address. */
  readonly store?: string;
  /** Digest of the key that seeds are sealed under. */
  readonly key?: string;
}

/** @throws VerificationError for a key that is none. */
export function toldBy(environment: Environment, folder: string): Readonly<Record<string, string>> {
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

/** @throws ToldOtherwise naming this process, what differs and how to mend it. */
export function refuseOtherStore(told: Told | undefined, address: string): void {
  if (told?.store === undefined || told.store === storeDigest(address)) return;
  throw new ToldOtherwise(
    `${holder()} keeps its credentials in ${withoutPassword(address)}, and FOBLAB_STORE names another store here: ` +
      'end that process and start it with this FOBLAB_STORE, name the store with --store, or leave FOBLAB_STORE out',
  );
}

/** @throws ToldOtherwise as above. */
export function refuseOtherKey(told: Told | undefined, keyring: Keyring): void {
  if (told?.key === undefined || told.key === keyDigest(keyring)) return;
  const own =
    keyring.currentId === developmentKeyring().currentId
      ? 'the development key, which everybody has'
      : `key ${keyring.currentId}`;
  throw new ToldOtherwise(
    `${holder()} seals seeds under ${own}, and FOBLAB_KEY or FOBLAB_KEY_FILE gives another key here: ` +
      'end that process and start it with this key, or leave the key out here',
  );
}

function holder(): string {
  return `process ${process.pid}, which holds the bench,`;
}

/** One password more or less leads to the same store; without it nobody can try passwords on the digest. */
function storeDigest(address: string): string {
  return digest('store', withoutPassword(address));
}

function keyDigest(keyring: Keyring): string {
  return digest('key', keyring.currentId, Buffer.from(keyring.digestKey).toString('hex'));
}

function digest(...parts: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['foblab told', ...parts]))
    .digest('hex');
}
