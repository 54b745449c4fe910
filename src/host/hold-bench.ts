// Holds a bench for a process that stays, and serves it to every other process.
import { dirname } from 'node:path';
import { benchName } from '../bench/index.js';
import { OperationError } from '../contract/operation-error.js';
import { tryLock } from '../owner/lock.js';
import { OwnerServer } from '../owner/owner-server.js';
import { removeLeftovers } from '../owner/stale-sockets.js';
import { enterBenchFolder } from './bench-folder.js';
import { BenchHost } from './bench-host.js';
import { InFlightRequests } from './in-flight-requests.js';
import { openBench } from './open-bench.js';
import type { FindOperation } from './operation.js';
import { dispatch, keepLiving } from './serve-clients.js';

export interface HeldBench {
  benchHost: BenchHost;
  close(): Promise<void>;
}

/** @throws OperationError `busy` while another process holds the bench, `not-found` where there is none. */
export async function holdBench(directory: string, find: FindOperation): Promise<HeldBench> {
  const id = requireBench(directory);
  const lock = await tryLock(directory);
  if (lock === undefined)
    throw new OperationError(
      'busy',
      `another process, such as a server or a terminal UI, holds the bench in ${directory}: end it, or use another bench`,
    );
  let opened: BenchHost | undefined;
  let benchHost: BenchHost;
  let server: OwnerServer | undefined;
  let stopTicking: () => void;
  const inFlight = new InFlightRequests();
  try {
    opened = new BenchHost(await openBench(directory), find, { directory, stays: true });
    benchHost = opened;
    server = await OwnerServer.listen(
      id,
      (request, item, signal) => dispatch(benchHost, request, item, signal, inFlight),
      directory,
    );
    removeLeftovers(dirname(server.path)).catch(() => {});
    stopTicking = keepLiving(benchHost.bench);
  } catch (error) {
    await server?.close();
    await opened?.close();
    lock.release();
    throw error;
  }
  const listening = server;
  return {
    benchHost,
    async close() {
      stopTicking();
      await inFlight.end();
      await listening.close();
      await benchHost.close();
      lock.release();
    },
  };
}

/** The name that the bench is locked and reached by. @throws OperationError `not-found`, or `permission` where others can change it. */
export function requireBench(directory: string): string {
  const name = benchName(directory);
  if (name === undefined)
    throw new OperationError('not-found', `there is no bench in ${directory}`, {
      remedy: { operation: 'bench.init', arguments: { bench: directory } },
    });
  enterBenchFolder(directory);
  return name;
}
