// Holds a bench, takes one request of a client and dies of it: `committed`, when the credential store has the change and
// the bench's log has not; `recorded`, when both have it and the client has no answer yet.
import { writeSync } from 'node:fs';
import { benchName, OwnerServer, openBenchOnDisk, tryLock } from '../../src/bench/index.js';
import { verifierHost } from '../../src/operations/credential/verifier-host.js';
import { Holder, runOperation } from '../../src/operations/dispatch.js';
import { findOperation } from '../../src/operations/index.js';
import type { Store } from '../../src/stores/store.js';

const [directory, when] = process.argv.slice(2) as [string, 'committed' | 'recorded'];
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal ends the process at the next turn at the latest; nothing more is done until then.
  for (;;);
};

const name = benchName(directory)!;
if ((await tryLock(directory)) === undefined) throw new Error('the bench is held already');
const holder = new Holder(openBenchOnDisk(directory), directory);
await OwnerServer.listen(name, async (request) => {
  const store = (request.arguments as { store?: string }).store;
  if (when === 'committed') await dieAtCommit(store);
  await runOperation(
    findOperation(request.operation)!,
    holder,
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
    resource: <T>(key: string, make: (holder: Holder) => T): T => holder.resource(key, make),
  } as Parameters<typeof verifierHost>[0];
  const opened = await verifierHost(context, address).store();
  const commit = opened.commit.bind(opened);
  (opened as { commit: Store['commit'] }).commit = async (change) => {
    const result = await commit(change);
    return result.applied ? die() : result;
  };
}
