// Gives the provider the relying parties of the bench, with its store, keys and time.
import { OperationError } from '../contract/operation-error.js';
import { type Context, createContext, defaultSettings } from '../epcs/index.js';
import type { BenchClient } from '../host/bench-client.js';
import type { BenchHost } from '../host/bench-host.js';
import { publicAddressKey } from '../host/public-address.js';
import { scryptCost } from '../host/scrypt-cost.js';
import { seededBytes } from '../host/seeded-bytes.js';
import { ownVerifierHost } from '../host/verifier/verifier-host.js';

/** @throws OperationError `busy` if another process holds the bench */
export async function benchContext(client: BenchClient, publicUrl: string): Promise<Context> {
  const benchHost = await heldHost(client);
  benchHost.service(publicAddressKey, () => ({ url: publicUrl })).url = publicUrl;
  const host = ownVerifierHost(benchHost);
  const seeded = seededBytes(benchHost.bench);
  return createContext({
    ...(seeded === undefined ? {} : { seededBytes: seeded }),
    scryptCost: scryptCost(),
    store: await host.store(),
    verifier: await host.verifier(),
    keyring: host.keyring,
    nowUs: () => benchHost.bench.nowUs(),
    settings: { ...defaultSettings, publicUrl },
  });
}

/** Delivers texts and calls that are due to the bench's phones, as each operation of the relying parties does. */
export async function deliverMessages(client: BenchClient): Promise<void> {
  await client.run('epcs-messages.list', { to: 'nobody' });
}

async function heldHost(client: BenchClient): Promise<BenchHost> {
  // Takes the bench over if its owner has ended.
  if (client.benchHost === undefined) await client.run('bench.status', {});
  if (client.benchHost !== undefined) return client.benchHost;
  throw new OperationError(
    'busy',
    `another process holds ${client.directory}: ID.me logs programs in from the process that holds the bench; end that one, or start foblab serve --http first`,
  );
}
