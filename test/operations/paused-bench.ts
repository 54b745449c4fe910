// A bench in memory, paused, with a fixed seed, and the operations of the table on it.

import { memoryBench } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { findOperation } from '../../src/operations/index.js';
import { runNamed } from './run-named.js';

export interface PausedBench {
  readonly benchHost: BenchHost;
  run(name: string, given?: Record<string, unknown>): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export function pausedBench(at = '2026-01-01T00:00:00Z'): PausedBench {
  const benchHost = new BenchHost(
    memoryBench({ rate: 0, atUs: Date.parse(at) * 1000, seed: '42' }),
    findOperation,
  );
  return {
    benchHost,
    run: (name, given = {}) => runNamed(benchHost, name, given),
    close: () => benchHost.close(),
  };
}
