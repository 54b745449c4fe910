// The services that every verb of a relying party uses. None of them reads a clock or the environment by itself.
import { randomBytes } from 'node:crypto';
import type { Keyring, Store, Verifier } from '../verification/index.js';
import { createScryptHash, type SecretHash } from './secret-hash.js';

export interface Context {
  /** The credentials' database, which also has the rows of the relying parties. */
  readonly store: Store;
  /** The verifier on the same store. */
  readonly verifier: Verifier;
  /** Seals stored secrets that are read again: kept answers, signing keys. */
  readonly keyring: Keyring;
  /** The bench's time, in microseconds since 1970. */
  readonly nowUs: () => number;
  /** Hashes passphrases, passwords and answers. */
  readonly hash: SecretHash;
  /** Unpredictable bytes: session tokens, links, codes. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Replaces the random bytes on a bench with a seed: the same label gives the same bytes, so that a run can be repeated. */
  readonly seededBytes?: (label: string, count: number) => Uint8Array;
  readonly settings: Settings;
}

export interface Settings {
  /** The beginning of links in messages, without a `/` at the end. */
  readonly publicUrl: string;
  /** The IT contact in messages (003:189). */
  readonly itContact: string;
}

export const defaultSettings: Settings = {
  publicUrl: 'http://localhost',
  itContact: 'IT help desk, it@example.test, 202-555-0100',
};

export type ContextOptions = Pick<Context, 'store' | 'verifier' | 'keyring' | 'nowUs'> &
  Partial<Pick<Context, 'hash' | 'randomBytes' | 'seededBytes' | 'settings'>> & {
    /** N of scrypt, a power of 2. Default: 2^17. */
    scryptCost?: number | undefined;
  };

/** One for each cost, shared by the whole process, since a hash takes 128 MiB and two run at a time. */
const processHashes = new Map<number | undefined, SecretHash>();

/** Defaults: scrypt, the system's random bytes, and the settings above. */
export function createContext({ scryptCost, ...options }: ContextOptions): Context {
  const hash = processHashes.get(scryptCost) ?? createScryptHash(scryptCost);
  processHashes.set(scryptCost, hash);
  return {
    hash,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    settings: defaultSettings,
    ...options,
  };
}
