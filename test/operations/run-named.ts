// Runs an operation of the table, by its name, on the bench of a test.
import type { BenchHost } from '../../src/host/bench-host.js';
import { runOperation } from '../../src/host/run-operation.js';
import { operationNamed } from './loaded-operations.js';

export interface RunOptions {
  item?: (value: unknown) => void;
  signal?: AbortSignal;
}

/** `T`: the shape of the answer, which the test trusts; the schemas of the operation check it. */
export async function runNamed<T = Record<string, unknown>>(
  benchHost: BenchHost,
  name: string,
  given: Record<string, unknown> = {},
  { item = () => {}, signal = new AbortController().signal }: RunOptions = {},
): Promise<T> {
  const request = { id: '', operation: name, arguments: given };
  return (await runOperation(operationNamed(name), benchHost, request, item, signal)) as T;
}
