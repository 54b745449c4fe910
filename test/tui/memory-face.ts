// A bench in memory behind the interface that the UI asks: real operations, no disk, a wall clock that stands still.

import { type Bench, memoryBench, type WallClock } from '../../src/bench/index.js';
import { parseIsoTime } from '../../src/contract/iso-time.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { runOperation } from '../../src/host/run-operation.js';
import { findOperation } from '../../src/operations/index.js';
import type { BenchFace } from '../../src/tui/index.js';
import { operationNamed } from '../operations/loaded-operations.js';

export const began = '2026-01-01T00:00:00Z';

const stillWall: WallClock = { nowUs: () => parseIsoTime(began)!, after: () => () => {} };

export class MemoryFace implements BenchFace {
  readonly directory = '';
  readonly bench: Bench;
  readonly ran: { operation: string; given: Record<string, unknown> }[] = [];
  /** Waited for before an operation runs, so that a test can look at the screen in between. */
  before: (operation: string) => Promise<void> | undefined = () => undefined;
  readonly #benchHost: BenchHost;
  #request = 0;

  constructor() {
    this.bench = memoryBench({ atUs: parseIsoTime(began)!, rate: 0, seed: '42' }, stillWall);
    this.#benchHost = new BenchHost(this.bench, findOperation);
  }

  async run(
    name: string,
    given: Record<string, unknown>,
    options: { item?(value: unknown): void; signal?: AbortSignal } = {},
  ): Promise<unknown> {
    this.ran.push({ operation: name, given });
    await this.before(name);
    const operation = operationNamed(name);
    if (operation === undefined) throw new Error(`no operation ${name}`);
    const request = { id: `r${this.#request++}`, operation: name, arguments: given };
    const { item = () => {}, signal = new AbortController().signal } = options;
    return runOperation(operation, this.#benchHost, request, item, signal);
  }

  close(): Promise<void> {
    return this.#benchHost.close();
  }
}
