// The verifier of a held bench: its store and its keys, opened on first use.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ContentSize } from '../../contract/content-size.js';
import { OperationError } from '../../contract/operation-error.js';
import { optional, text } from '../../contract/parameter.js';
import { hasPassword, isPostgres, withoutPassword } from '../../database/database-address.js';
import { openStore } from '../../stores/open-store.js';
import type { Store } from '../../stores/store.js';
import {
  builtInPolicies,
  createVerifier,
  developmentKeyring,
  type Keyring,
  loadBenchKeyring,
  loadKeyring,
  type Policy,
  parsePolicy,
  type Verifier,
} from '../../verification/index.js';
import type { BenchHost } from '../bench-host.js';
import { readWhole } from '../bounded-file.js';
import type { OperationContext } from '../operation-context.js';
import { serviceKey } from '../service-key.js';
import { ensureBenchKey } from './bench-key.js';
import { clientEnvironment, refuseOtherKey, refuseOtherStore, storeAddress } from './client-environment.js';

const key = serviceKey<VerifierHosts>('verifiers');

const policySize: ContentSize = { mostBytes: 1 << 20, expected: 'expected one policy' };

const address = optional(
  text(
    'where credentials are kept: a file, memory: or postgres://… without a password (by default in the bench; or FOBLAB_STORE)',
    'store',
  ),
);

/** A parameter of every operation on credentials. */
export const storeParameter = {
  ...address,
  localOnly: true as const,
  read(value: unknown, name: string): string | undefined {
    const store = address.read(value, name);
    if (store !== undefined && hasPassword(store))
      throw new OperationError(
        'usage',
        `${name}: a password never stands on the command line, where every process can see it: give ${JSON.stringify(withoutPassword(store))}, and the password in PGPASSWORD or ~/.pgpass, or the whole address in FOBLAB_STORE`,
      );
    return store;
  },
  clientEnvironment: () => clientEnvironment(process.env, process.cwd()),
};

interface Opened {
  verifier: Verifier;
  store: Store;
}

/** The verifiers of a host, by the address of their store. */
export class VerifierHosts {
  readonly #benchHost: BenchHost;
  readonly #hosts = new Map<string, VerifierHost>();

  constructor(benchHost: BenchHost) {
    this.#benchHost = benchHost;
  }

  at(address: string): VerifierHost {
    const known = this.#hosts.get(address);
    if (known !== undefined) return known;
    const host = new VerifierHost(address, this.#benchHost);
    this.#hosts.set(address, host);
    return host;
  }

  async close(): Promise<void> {
    for (const host of [...this.#hosts.values()].reverse()) await host.close();
  }
}

export class VerifierHost {
  readonly #address: string;
  readonly #benchHost: BenchHost;
  #keyring: Keyring | undefined;
  #opening: Promise<Opened> | undefined;

  constructor(address: string, benchHost: BenchHost) {
    this.#address = address;
    this.#benchHost = benchHost;
  }

  /** @throws VerificationError for a key that is none; OperationError where a store for several nodes has none. */
  get keyring(): Keyring {
    this.#keyring ??= ownKeyring(this.#address, this.#benchHost.directory);
    return this.#keyring;
  }

  async verifier(): Promise<Verifier> {
    return (await this.#opened()).verifier;
  }

  async store(): Promise<Store> {
    return (await this.#opened()).store;
  }

  /** A store that does not open is an error of this request; the next request tries again. */
  #opened(): Promise<Opened> {
    this.#opening ??= open(this.#address, this.keyring, this.#benchHost).catch((error) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async close(): Promise<void> {
    const opened = await this.#opening?.catch(() => undefined);
    if (opened === undefined) return;
    // A single command adds a record or two; a signature each time would double the audit. The verifier signs it later.
    if (this.#benchHost.stays) await this.#signNewRecords(opened.verifier);
    await opened.store.close();
  }

  async #signNewRecords(verifier: Verifier): Promise<void> {
    const atUs = this.#benchHost.bench.nowUs();
    try {
      await verifier.checkpointUnsigned({ atUs, actor: 'foblab', reason: 'the bench is closed' });
    } catch {
      // A database that is out of reach must not keep the bench open; the next checkpoint covers these records too.
    }
  }
}

/** @throws Error where the store or its keys do not open. */
export async function verifierOf(context: OperationContext, store: string | undefined): Promise<Verifier> {
  return verifierHost(context, store).verifier();
}

/** @throws OwnerMismatch where the client's environment names another store or key. */
export function verifierHost(context: OperationContext, store: string | undefined): VerifierHost {
  const { clientEnvironment: client } = context;
  const address =
    store === undefined
      ? ownAddress(context.directory)
      : storeAddress(store, client?.folder ?? process.cwd());
  if (store === undefined) refuseOtherStore(client, address);
  const hosts = context.service(key, () => new VerifierHosts(context.benchHost));
  const host = hosts.at(address);
  // Before the store is opened, since that makes a file where there is none.
  refuseOtherKey(client, host.keyring);
  return host;
}

/** The bench's own, for a face of the process that holds the bench. */
export function ownVerifierHost(benchHost: BenchHost): VerifierHost {
  return benchHost.service(key, () => new VerifierHosts(benchHost)).at(ownAddress(benchHost.directory));
}

function ownAddress(directory: string | undefined): string {
  const { FOBLAB_STORE: named } = process.env;
  if (named) return storeAddress(named, process.cwd());
  return directory === undefined ? 'memory:' : join(resolve(directory), 'credentials.db');
}

/** The built-in policies and the ones in the bench's folder `policies/`. */
export function policiesOf(directory: string | undefined): readonly Policy[] {
  const own: Policy[] = [];
  for (const name of directory === undefined ? [] : jsonFiles(join(directory, 'policies'))) {
    const file = join(directory!, 'policies', name);
    try {
      own.push(
        parsePolicy(JSON.parse(readWhole(file, policySize).toString('utf8')), [...builtInPolicies, ...own]),
      );
    } catch (error) {
      throw new OperationError('usage', `${file}: ${(error as Error).message}`, { cause: error });
    }
  }
  return [...builtInPolicies, ...own];
}

/** @throws OperationError where a PostgreSQL store has no key: two nodes would make two. */
function ownKeyring(address: string, directory: string | undefined): Keyring {
  const keyring = loadKeyring(process.env);
  if (keyring !== null) return keyring;
  if (isPostgres(address))
    throw new OperationError(
      'usage',
      'a PostgreSQL store needs a key for its seeds: set FOBLAB_KEY_FILE (or FOBLAB_KEY)',
    );
  // The development key is public: it is for credentials that end with their process.
  if (directory === undefined || address === 'memory:') return developmentKeyring();
  return loadBenchKeyring(ensureBenchKey(directory));
}

async function open(address: string, keyring: Keyring, { directory, bench }: BenchHost): Promise<Opened> {
  const policies = policiesOf(directory);
  const store = await openStore(address);
  try {
    const verifier = createVerifier({ store, keyring, policies });
    await verifier.reseal(bench.nowUs());
    return { store, verifier };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function jsonFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}
