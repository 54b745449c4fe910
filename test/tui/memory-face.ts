// A bench in memory behind the interface that the UI asks: real operations, no disk, a wall clock that stands still.
import { type Bench, memoryBench, parseIsoTime, type WallClock } from '../../src/bench/index.js';
import { findOperation, Holder, runOperation } from '../../src/operations/index.js';
import type { BenchFace } from '../../src/tui/index.js';

export const began = '2026-01-01T00:00:00Z';

const stillWall: WallClock = { nowUs: () => parseIsoTime(began)!, after: () => () => {} };

export class MemoryFace implements BenchFace {
  readonly directory = '';
  readonly bench: Bench;
  readonly ran: { operation: string; given: Record<string, unknown> }[] = [];
  /** Waited for before an operation runs, so that a test can look at the screen in between. */
  before: (operation: string) => Promise<void> | undefined = () => undefined;
  readonly #holder: Holder;
  #request = 0;

  constructor() {
    this.bench = memoryBench({ atUs: parseIsoTime(began)!, rate: 0, seed: '42' }, stillWall);
    this.#holder = new Holder(this.bench);
  }

  async run(
    name: string,
    given: Record<string, unknown>,
    options: { item?(value: unknown): void; signal?: AbortSignal } = {},
  ): Promise<unknown> {
    this.ran.push({ operation: name, given });
    await this.before(name);
    const operation = findOperation(name);
    if (operation === undefined) throw new Error(`no operation ${name}`);
    const request = { id: `r${this.#request++}`, operation: name, arguments: given };
    const { item = () => {}, signal = new AbortController().signal } = options;
    return runOperation(operation, this.#holder, request, item, signal);
  }

  close(): Promise<void> {
    return this.#holder.close();
  }
}
