// Every operation, loaded, for tests that look one up without waiting.
import type { Operation } from '../../src/host/operation.js';
import { allOperations } from '../../src/operations/index.js';

export const operations: readonly Operation[] = await allOperations();

export function operationNamed(name: string): Operation {
  const found = operations.find((operation) => operation.name === name);
  if (found === undefined) throw new Error(`there is no operation ${name}`);
  return found;
}
