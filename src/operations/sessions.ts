// Sessions on the whole table.
import {
  type BenchClient,
  type HeldBench,
  holdBench as hold,
  openBenchClient as openClient,
  type Request,
  runOnBench as run,
} from './session.js';
import { findOperation } from './table.js';

export function runOnBench(directory: string, request: Request): Promise<unknown> {
  return run(directory, request, findOperation);
}

export function holdBench(directory: string): Promise<HeldBench> {
  return hold(directory, findOperation);
}

export function openBenchClient(directory: string): Promise<BenchClient> {
  return openClient(directory, findOperation);
}
