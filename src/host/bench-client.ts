// Runs operations on a bench for a face that stays open, such as the library, the terminal UI or the HTTP server.
import { OperationError } from '../contract/operation-error.js';
import type { BenchHost } from './bench-host.js';
import { type HeldBench, holdBench, requireBench } from './hold-bench.js';
import type { FindOperation } from './operation.js';
import { requestId, runOnBench } from './run-on-bench.js';
import { runOperation } from './run-operation.js';

/** A bench for a face that stays. It holds the bench if no other process does; otherwise it asks the owner. */
export interface BenchClient {
  readonly directory: string;
  /** True while this process holds the bench itself. */
  readonly holds: boolean;
  /** Undefined while another process holds the bench. */
  readonly benchHost: BenchHost | undefined;
  run(
    operation: string,
    given: Record<string, unknown>,
    options?: { item?(value: unknown): void; signal?: AbortSignal },
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** @throws OperationError `not-found` where there is no bench. */
export async function openBenchClient(directory: string, find: FindOperation): Promise<BenchClient> {
  requireBench(directory);
  let held = await tryHold(directory, find);
  return {
    directory,
    get holds() {
      return held !== undefined;
    },
    get benchHost() {
      return held?.benchHost;
    },
    async run(name, given, { item = () => {}, signal = new AbortController().signal } = {}) {
      const operation = await find(name);
      if (operation === undefined)
        throw new OperationError('usage', `there is no operation ${JSON.stringify(name)}`);
      // The owner may have ended. Then this face takes over, so that other shells still find an owner.
      held ??= await tryHold(directory, find);
      if (held === undefined || !operation.needsBench) {
        if (!operation.needsBench) {
          const request = { id: requestId(), operation: name, arguments: given };
          return runOperation(operation, held?.benchHost, request, item, signal);
        }
        return runOnBench(directory, { operation, arguments: given, item, signal }, find);
      }
      const request = { id: requestId(), operation: name, arguments: given };
      return runOperation(operation, held.benchHost, request, item, signal);
    },
    async close() {
      await held?.close();
      held = undefined;
    },
  };
}

async function tryHold(directory: string, find: FindOperation): Promise<HeldBench | undefined> {
  try {
    return await holdBench(directory, find);
  } catch (error) {
    if (error instanceof OperationError && error.code === 'busy') return undefined;
    throw error;
  }
}
