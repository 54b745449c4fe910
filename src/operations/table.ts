// The one table of operations: every face is made from it.
import { advance } from './bench/advance.js';
import { fobIndex } from './bench/fob-index.js';
import { init } from './bench/init.js';
import { log } from './bench/log.js';
import { overview } from './bench/overview.js';
import { rate } from './bench/rate.js';
import { restore } from './bench/restore.js';
import { snapshot } from './bench/snapshot.js';
import { status } from './bench/status.js';
import { add } from './fob/add.js';
import { age } from './fob/age.js';
import { battery } from './fob/battery.js';
import { clock } from './fob/clock.js';
import { code } from './fob/code.js';
import { course } from './fob/course.js';
import { drift } from './fob/drift.js';
import { fault } from './fob/fault.js';
import { hold } from './fob/hold.js';
import { label } from './fob/label.js';
import { list } from './fob/list.js';
import { press } from './fob/press.js';
import { remove } from './fob/remove.js';
import { reset } from './fob/reset.js';
import { show } from './fob/show.js';
import { temp } from './fob/temp.js';
import { models } from './model/models.js';
import type { Operation } from './operation.js';

export const operations = [
  init,
  status,
  overview,
  fobIndex,
  models,
  add,
  remove,
  list,
  show,
  label,
  press,
  hold,
  code,
  clock,
  drift,
  age,
  temp,
  battery,
  fault,
  course,
  reset,
  advance,
  rate,
  log,
  snapshot,
  restore,
] as const;

export type AnyOperation = (typeof operations)[number];
export type OperationName = AnyOperation['name'];
export type OperationNamed<N extends OperationName> = Extract<AnyOperation, { name: N }>;

/** The operations without their types, for faces that are made in a loop. */
export const operationTable = operations as unknown as readonly Operation[];

export function findOperation(name: string): Operation | undefined {
  return operationTable.find((operation) => operation.name === name);
}
