// The verification core of a held bench: its store and its keys, opened on first use.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../stores/open-store.js';
import type { Store } from '../../stores/store.js';
import {
  builtInPolicies,
  createVerifier,
  developmentKeyring,
  loadKeyring,
  type Policy,
  parsePolicy,
  type Verifier,
} from '../../verification/index.js';
import type { OperationContext } from '../context.js';
import type { Holder } from '../dispatch.js';
import { OperationError } from '../operation-error.js';
import { optional, text } from '../parameter.js';
import { readWhole, type Size } from '../whole-file.js';

const policySize: Size = { mostBytes: 1 << 20, mend: 'expected one policy' };

/** Every operation on credentials takes it. */
export const storeParameter = optional(
  text(
    'where credentials are kept: a file, memory: or postgres://… (by default in the bench; or FOBLAB_STORE)',
    'store',
  ),
);

export class VerifierHost {
  readonly #opening: Promise<{ verifier: Verifier; store: Store }>;

  readonly #holder: Holder;

  constructor(address: string, holder: Holder) {
    this.#holder = holder;
    this.#opening = open(address, holder.directory);
    // A store that does not open is reported by whoever asks for it.
    this.#opening.catch(() => {});
  }

  async verifier(): Promise<Verifier> {
    return (await this.#opening).verifier;
  }

  async store(): Promise<Store> {
    return (await this.#opening).store;
  }

  async close(): Promise<void> {
    const opened = await this.#opening.catch(() => undefined);
    if (opened === undefined) return;
    // One command adds a record or two: signing each time would double the log. A young log is signed soon enough.
    if (this.#holder.existing('stays') !== undefined) await this.#signWhatIsNew(opened.verifier);
    await opened.store.close();
  }

  async #signWhatIsNew(verifier: Verifier): Promise<void> {
    const atUs = this.#holder.bench.nowUs();
    try {
      await verifier.checkpointUnsigned({ atUs, actor: 'foblab', reason: 'the bench is let go of' });
    } catch {
      // A database that has gone must not keep the bench held; the next checkpoint vouches for these records too.
    }
  }
}

/** @throws Error where the store or the keys cannot be opened. */
export function verifierOf(context: OperationContext, store: string | undefined): Promise<Verifier> {
  return verifierHost(context, store).verifier();
}

export function verifierHost(context: OperationContext, store: string | undefined): VerifierHost {
  const { directory } = context;
  const address =
    store ??
    process.env.FOBLAB_STORE ??
    (directory === undefined ? 'memory:' : join(directory, 'credentials.db'));
  return context.resource(`verifier ${address}`, (holder) => new VerifierHost(address, holder));
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

async function open(address: string, directory: string | undefined) {
  const keyring = loadKeyring(process.env);
  const embedded = !/^postgres(ql)?:/.test(address);
  // Made-up seeds in a bench's own store may do with the key that everybody has; a shared store may not.
  if (keyring === null && !embedded)
    throw new OperationError(
      'usage',
      'a PostgreSQL store needs a key for its seeds: set FOBLAB_KEY_FILE (or FOBLAB_KEY)',
    );
  const store = await openStore(address);
  return {
    store,
    verifier: createVerifier({
      store,
      keyring: keyring ?? developmentKeyring(),
      policies: policiesOf(directory),
    }),
  };
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
