// The operations that this face knows by now. What the first frame needs is there from the start; the whole table, with
// the verifier, the readers and the seed files behind it, comes once the frame is drawn.
import { fobIndex } from '../operations/bench/fob-index.js';
import { overview } from '../operations/bench/overview.js';
import { benchOperations } from '../operations/bench-table.js';
import { course } from '../operations/fob/course.js';
import { faults } from '../operations/fob/faults.js';
import type { Operation } from '../operations/operation.js';

let atHand = [...benchOperations, overview, fobIndex, course, faults] as unknown as readonly Operation[];
let complete = false;
let loading: Promise<void> | undefined;

export function knownOperations(): readonly Operation[] {
  return atHand;
}

/** Whether an operation that is not found is not there at all. */
export function knowsAllOperations(): boolean {
  return complete;
}

export function findOperation(name: string): Operation | undefined {
  return atHand.find((operation) => operation.name === name);
}

/** Resolves when every operation of the table is at hand. */
export function loadAllOperations(): Promise<void> {
  loading ??= import('../operations/table.js').then(({ operationTable }) => {
    atHand = operationTable;
    complete = true;
  });
  return loading;
}
