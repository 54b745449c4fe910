/**
 * foblab in a program: a paused bench in memory in one line.
 * @example
 * const bench = await openBench({ at: '2026-01-01T00:00:00Z' });
 * const fob = await bench.add('onespan/digipass-go7', { driftPpm: 20 });
 * await bench.advance('365d');
 * const code = await fob.code();
 */
import { type BenchRecord, latestUs, maximumRate, memoryBench } from '../bench/index.js';
import { isoTime, parseIsoTime } from '../contract/iso-time.js';
import { OperationError } from '../contract/operation-error.js';
import { BenchHost } from '../host/bench-host.js';
import { holdBench } from '../host/hold-bench.js';
import { findOperation } from '../operations/index.js';
import { BenchHandle } from './bench-handle.js';

export { type ErrorCode, OperationError } from '../contract/operation-error.js';
export type { OperationName } from '../operations/index.js';
export type { AddOptions, BenchHandle } from './bench-handle.js';
export type { FobHandle } from './fob-handle.js';
export type { FaultName, ModelName, Temperature } from './names.js';
export type { Answer, Arguments, TypedRun } from './typed-run.js';
export type { BenchRecord };

export interface OpenBenchOptions {
  /**
   * True time at the start: ISO 8601, a Date, or Unix milliseconds. Default in memory: 2026-01-01T00:00:00Z, so that each
   * run of a suite is the same.
   */
  at?: string | Date | number;
  /** The source of all random values: the same seed gives the same fobs. Default in memory: 1. */
  seed?: string | number;
  /** True seconds per wall second. Default: 0, paused. */
  rate?: number;
  /** The folder of a bench on disk. This process owns it until `close`, and serves it to other processes. */
  directory?: string;
}

/** @throws OperationError `usage` for a bad option; `busy` or `not-found` for a folder */
export async function openBench(options: OpenBenchOptions = {}): Promise<BenchHandle> {
  if (options.directory !== undefined) {
    const held = await holdBench(options.directory, findOperation);
    return new BenchHandle(held.benchHost, held.close);
  }
  const at = options.at ?? '2026-01-01T00:00:00Z';
  const atUs = startOf(at);
  if (atUs === undefined)
    throw new OperationError(
      'usage',
      `at: ${String(at)} given; expected an ISO 8601 time with its zone, such as 2026-01-01T00:00:00Z, a Date or Unix milliseconds`,
    );
  if (atUs > latestUs)
    throw new OperationError(
      'usage',
      `at: ${at instanceof Date ? isoTime(atUs) : String(at)} given; the time of a bench ends at ${isoTime(latestUs)}`,
    );
  const rate = options.rate ?? 0;
  if (!(rate >= 0 && rate <= maximumRate))
    throw new OperationError('usage', `rate: ${rate} given; expected 0 (paused) to ${maximumRate}`);
  const benchHost = new BenchHost(
    memoryBench({ atUs, rate, seed: String(options.seed ?? 1) }),
    findOperation,
  );
  return new BenchHandle(benchHost, () => benchHost.close());
}

/** Microseconds since 1970; undefined if `at` is no time from 1970 on. */
function startOf(at: unknown): number | undefined {
  if (typeof at === 'string') return parseIsoTime(at);
  const milliseconds = at instanceof Date ? at.getTime() : at;
  return typeof milliseconds === 'number' && Number.isFinite(milliseconds) && milliseconds >= 0
    ? Math.round(milliseconds * 1000)
    : undefined;
}
