// Holds a bench, takes one request of a client and dies of it: `committed`, when the credential store has the change and
// the bench's log has not; `recorded`, when both have it and the client has no answer yet.

import { writeSync } from 'node:fs';
import { benchName, openBenchOnDisk } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { runOperation } from '../../src/host/run-operation.js';
import { verifierHost } from '../../src/host/verifier/verifier-host.js';
import { findOperation } from '../../src/operations/index.js';
import { tryLock } from '../../src/owner/lock.js';
import { OwnerServer } from '../../src/owner/owner-server.js';
import type { Store } from '../../src/stores/store.js';
import { operationNamed } from '../operations/loaded-operations.js';

const [directory, when] = process.argv.slice(2) as [string, 'committed' | 'recorded'];
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal ends the process at the next turn at the latest; nothing more is done until then.
  for (;;);
};

const name = benchName(directory)!;
if ((await tryLock(directory)) === undefined) throw new Error('the bench is held already');
const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
await OwnerServer.listen(name, async (request) => {
  const store = (request.arguments as { store?: string }).store;
  if (when === 'committed') await dieAtCommit(store);
  await runOperation(
    operationNamed(request.operation),
    benchHost,
    request,
    () => {},
    new AbortController().signal,
  );
  return die();
});
writeSync(1, 'holds\n');

async function dieAtCommit(address: string | undefined): Promise<void> {
  const context = {
    directory,
    benchHost,
    service: (key, start) => benchHost.service(key, start),
  } as Parameters<typeof verifierHost>[0];
  const opened = await verifierHost(context, address).store();
  const commit = opened.commit.bind(opened);
  (opened as { commit: Store['commit'] }).commit = async (change) => {
    const result = await commit(change);
    return result.applied ? die() : result;
  };
}
