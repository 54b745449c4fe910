// The one table of operations: every face is made from it.

import { fobIndex } from './bench/fob-index.js';
import { overview } from './bench/overview.js';
import { benchOperations } from './bench-table.js';
import { course } from './fob/course.js';
import { models } from './model/models.js';
import type { Operation } from './operation.js';

export const operations = [...benchOperations, overview, fobIndex, course, models] as const;

export type AnyOperation = (typeof operations)[number];
export type OperationName = AnyOperation['name'];
export type OperationNamed<N extends OperationName> = Extract<AnyOperation, { name: N }>;

/** The operations without their types, for faces that are made in a loop. */
export const operationTable = operations as unknown as readonly Operation[];

export function findOperation(name: string): Operation | undefined {
  return operationTable.find((operation) => operation.name === name);
}
