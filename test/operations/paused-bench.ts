// A bench in memory, paused, with a fixed seed, and the operations of the table on it.
import { memoryBench } from '../../src/bench/index.js';
import { findOperation, Holder, runOperation } from '../../src/operations/index.js';

export interface PausedBench {
  readonly holder: Holder;
  run(name: string, given?: Record<string, unknown>): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export function pausedBench(at = '2026-01-01T00:00:00Z'): PausedBench {
  const holder = new Holder(memoryBench({ rate: 0, atUs: Date.parse(at) * 1000, seed: '42' }));
  return {
    holder,
    async run(name, given = {}) {
      const request = { id: '', operation: name, arguments: given };
      const { signal } = new AbortController();
      const answer = await runOperation(findOperation(name)!, holder, request, () => {}, signal);
      return answer as Record<string, unknown>;
    },
    close: () => holder.close(),
  };
}
