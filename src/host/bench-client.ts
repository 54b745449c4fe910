// Runs operations on a bench for a face that stays open, such as the library, the terminal UI or the HTTP server.
import { OperationError } from '../contract/operation-error.js';
import type { BenchHost } from './bench-host.js';
import { type HeldBench, holdBench, requireBench } from './hold-bench.js';
import type { FindOperation } from './operation.js';
import { runOnBench } from './run-on-bench.js';
import { runOperation } from './run-operation.js';

export interface RunOptions {
  item?(value: unknown): void | Promise<void>;
  signal?: AbortSignal;
  /** A change that is requested again with the same ID is not done twice. */
  id?: string;
}

/** A bench for a face that stays. It holds the bench if no other process does; otherwise it asks the owner. */
export interface BenchClient {
  readonly directory: string;
  /** True while this process holds the bench itself. */
  readonly holds: boolean;
  /** Undefined while another process holds the bench. */
  readonly benchHost: BenchHost | undefined;
  run(operation: string, given: Record<string, unknown>, options?: RunOptions): Promise<unknown>;
  close(): Promise<void>;
}

/** @throws OperationError `not-found` where there is no bench. */
export async function openBenchClient(directory: string, find: FindOperation): Promise<BenchClient> {
  requireBench(directory);
  let held = await tryHold(directory, find);
  let holding: Promise<void> | undefined;
  // One attempt at a time: of two, one would find the bench held by the other.
  const hold = (): Promise<void> => {
    holding ??= tryHold(directory, find)
      .then((now) => {
        held = now;
      })
      .finally(() => {
        holding = undefined;
      });
    return holding;
  };
  return {
    directory,
    get holds() {
      return held !== undefined;
    },
    get benchHost() {
      return held?.benchHost;
    },
    async run(name, given, { item = () => {}, signal, id } = {}) {
      const operation = await find(name);
      if (operation === undefined)
        throw new OperationError('usage', `there is no operation ${JSON.stringify(name)}`);
      // The owner may have ended. Then this face takes over, so that other shells still find an owner.
      if (held === undefined) await hold();
      if (held === undefined && operation.needsBench)
        return runOnBench(directory, { operation, arguments: given, item, signal, id }, find);
      // Without an id it is never sent again, so its answer need not be kept.
      const request = { id: id ?? '', operation: name, arguments: given };
      return runOperation(operation, held?.benchHost, request, item, signal);
    },
    async close() {
      await holding;
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
