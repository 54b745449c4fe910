// A bench in a program: every operation, with types, and fobs as objects.

import { OperationError } from '../contract/operation-error.js';
import { asOperationError } from '../host/as-operation-error.js';
import type { BenchHost } from '../host/bench-host.js';
import { linkHost } from '../host/links/link-host.js';
import { runOperation } from '../host/run-operation.js';
import { MemoryBinding } from '../links/index.js';
import { findOperation, type OperationName } from '../operations/index.js';
import { FobHandle } from './fob-handle.js';
import type { ModelName } from './names.js';
import type { Answer, Arguments, TypedRun } from './typed-run.js';

export type AddOptions = Omit<Arguments<'fob.add'>, 'model'>;

export class BenchHandle {
  /** A serialport binding: `new SerialPortStream({ binding, path: fob.path, baudRate })`. */
  readonly binding = new MemoryBinding();
  readonly #benchHost: BenchHost;
  readonly #closing: () => Promise<void>;
  /** Serials of the fobs on the binding. */
  readonly #onBinding = new Set<string>();
  readonly #endListening: () => void;
  #closed: Promise<void> | undefined;

  constructor(benchHost: BenchHost, closing: () => Promise<void>) {
    this.#benchHost = benchHost;
    this.#closing = closing;
    this.#endListening = benchHost.bench.log.subscribe(({ kind, serial }) => {
      if (kind !== 'removed' || !this.#onBinding.delete(serial!)) return;
      void linkHost(benchHost).closeOf(serial!);
    });
  }

  /** True time, ISO 8601. */
  get now(): string {
    this.#demandOpen();
    return new Date(this.#benchHost.bench.nowUs() / 1000).toISOString();
  }

  /** True time in Unix seconds, for the clock of a verifier under test. */
  get nowSeconds(): number {
    this.#demandOpen();
    return this.#benchHost.bench.nowUs() / 1e6;
  }

  /** Runs any operation by its name. @throws OperationError */
  readonly run: TypedRun = async <N extends OperationName>(name: N, given?: Arguments<N>) => {
    this.#demandOpen();
    const request = { id: '', operation: name, arguments: { ...given } };
    try {
      const operation = (await findOperation(name))!;
      return (await runOperation(
        operation,
        this.#benchHost,
        request,
        () => {},
        new AbortController().signal,
      )) as Answer<N>;
    } catch (error) {
      throw asOperationError(error);
    }
  };

  /** Adds a fob to the bench. Without `serial`, its serial is random. */
  async add(model: ModelName, options: AddOptions = {}): Promise<FobHandle> {
    const { serial } = await this.run('fob.add', { model, ...options });
    return this.#handle(serial);
  }

  /** The fob with this serial. @throws OperationError `not-found`. */
  async fob(serial: string): Promise<FobHandle> {
    const shown = await this.run('fob.show', { fob: serial });
    return this.#handle(shown.serial);
  }

  /** Advances the bench's time, for every fob, by a duration such as `'365d'` or `'90s'`. */
  advance(by: string): Promise<Answer<'bench.advance'>> {
    return this.run('bench.advance', { by });
  }

  /** Advances the bench's time to an ISO time. */
  advanceTo(to: string): Promise<Answer<'bench.advance'>> {
    return this.run('bench.advance', { to });
  }

  /** Closes the bench. Afterwards every call on it or its fobs is refused, except another `close`. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    this.#endListening();
    await this.#closing();
  }

  readonly #demandOpen = (): void => {
    if (this.#closed !== undefined)
      throw new OperationError('refused', 'this bench is closed: openBench() opens another');
  };

  #handle(serial: string): FobHandle {
    if (!this.#onBinding.has(serial)) linkHost(this.#benchHost).openMemory(this.binding, serial);
    this.#onBinding.add(serial);
    return new FobHandle(this.run, this.#benchHost, this.#demandOpen, serial);
  }
}
