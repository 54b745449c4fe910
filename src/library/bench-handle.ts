// A bench in a program: the same operations as everywhere, typed, with the fobs as objects.

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
  /** Takes the place of a serialport binding: `new SerialPortStream({ binding, path: fob.path, baudRate })`. */
  readonly binding = new MemoryBinding();
  readonly #benchHost: BenchHost;
  readonly #closing: () => Promise<void>;
  /** The fobs that stand on the binding. */
  readonly #standing = new Set<string>();
  readonly #endListening: () => void;
  #closed: Promise<void> | undefined;

  constructor(benchHost: BenchHost, closing: () => Promise<void>) {
    this.#benchHost = benchHost;
    this.#closing = closing;
    this.#endListening = benchHost.bench.log.subscribe(({ kind, serial }) => {
      if (kind !== 'removed' || !this.#standing.delete(serial!)) return;
      void linkHost(benchHost).closeOf(serial!);
    });
  }

  /** True time, ISO 8601. */
  get now(): string {
    this.#demandOpen();
    return new Date(this.#benchHost.bench.nowUs() / 1000).toISOString();
  }

  /** True time in Unix seconds: what a verifier under test takes for its clock. */
  get nowSeconds(): number {
    this.#demandOpen();
    return this.#benchHost.bench.nowUs() / 1e6;
  }

  /** Any operation of the table by its name. @throws OperationError */
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

  /** Puts a fob on the bench; a serial is drawn where none is given. */
  async add(model: ModelName, options: AddOptions = {}): Promise<FobHandle> {
    const { serial } = await this.run('fob.add', { model, ...options });
    return this.#handle(serial);
  }

  /** The fob with this serial. @throws OperationError `not-found`. */
  async fob(serial: string): Promise<FobHandle> {
    const shown = await this.run('fob.show', { fob: serial });
    return this.#handle(shown.serial);
  }

  /** Lets time pass for every fob: `'365d'`, `'90s'`. */
  advance(by: string): Promise<Answer<'bench.advance'>> {
    return this.run('bench.advance', { by });
  }

  /** Lets time pass up to an ISO time. */
  advanceTo(to: string): Promise<Answer<'bench.advance'>> {
    return this.run('bench.advance', { to });
  }

  /** Ends the bench. From then on every call of it and of its fobs refuses, but for another `close`. */
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
    if (!this.#standing.has(serial)) linkHost(this.#benchHost).openMemory(this.binding, serial);
    this.#standing.add(serial);
    return new FobHandle(this.run, this.#benchHost, this.#demandOpen, serial);
  }
}
