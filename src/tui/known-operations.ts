// The table of operations as the terminal UI needs it, without waiting. It loads after the first frame is drawn.
import type { Operation } from '../host/operation.js';
import { allOperations } from '../operations/index.js';

let known: readonly Operation[] = [];
let loading: Promise<void> | undefined;

/** Empty until {@link loadAllOperations} resolves. */
export function knownOperations(): readonly Operation[] {
  return known;
}

export function knownOperation(name: string): Operation | undefined {
  return known.find((operation) => operation.name === name);
}

/** Whether an operation that is not known does not exist. */
export function knowsAllOperations(): boolean {
  return known.length > 0;
}

export function loadAllOperations(): Promise<void> {
  loading ??= allOperations().then((operations) => {
    known = operations;
  });
  return loading;
}
