// The host of a held bench: the bench, its table of operations, and the services that live as long as it is held.
import type { Bench } from '../bench/index.js';
import type { OperationDescriptor } from '../contract/operation.js';
import type { ServiceKey } from './service-key.js';

/**
 * The operations by name, handed in by the face; a name that is not in the table gives `undefined`. The host knows their
 * descriptors only: run-operation.ts knows how they run, and needs the host for that.
 */
export type HostedTable = (name: string) => Promise<OperationDescriptor | undefined>;

export interface BenchHostOptions {
  /** The bench's folder; left out for a bench in memory. */
  directory?: string | undefined;
  /** True for a process that stays, such as `serve`; false for a one-shot command. */
  stays?: boolean;
}

export class BenchHost {
  readonly bench: Bench;
  readonly findOperation: HostedTable;
  readonly directory: string | undefined;
  readonly stays: boolean;
  readonly #services = new Map<ServiceKey<unknown>, unknown>();

  constructor(bench: Bench, findOperation: HostedTable, options: BenchHostOptions = {}) {
    this.bench = bench;
    this.findOperation = findOperation;
    this.directory = options.directory;
    this.stays = options.stays ?? false;
  }

  /** The service, started with `start` on first use. */
  service<T>(key: ServiceKey<T>, start: (host: BenchHost) => T): T {
    if (!this.#services.has(key)) this.#services.set(key, start(this));
    return this.#services.get(key) as T;
  }

  /** The service if it has been started. */
  running<T>(key: ServiceKey<T>): T | undefined {
    return this.#services.get(key) as T | undefined;
  }

  /**
   * Closes the services, the youngest first, and then the bench.
   * @param processEnds the process ends now: what is slow about closing the bench is left to the next owner
   */
  async close(processEnds = false): Promise<void> {
    for (const service of [...this.#services.values()].reverse())
      await (service as { close?(): Promise<void> | void }).close?.();
    this.bench.close(processEnds);
  }
}
