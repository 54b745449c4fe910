// The operations of the bench and its fobs: all that the everyday one-shot commands need, in a table of their own so that
// those commands start without loading the rest. None of them reads a file.
import { advance } from './bench/advance.js';
import { init } from './bench/init.js';
import { log } from './bench/log.js';
import { rate } from './bench/rate.js';
import { snapshot } from './bench/snapshot.js';
import { status } from './bench/status.js';
import { age } from './fob/age.js';
import { battery } from './fob/battery.js';
import { clock } from './fob/clock.js';
import { code } from './fob/code.js';
import { drift } from './fob/drift.js';
import { fault } from './fob/fault.js';
import { hold } from './fob/hold.js';
import { label } from './fob/label.js';
import { list } from './fob/list.js';
import { press } from './fob/press.js';
import { release } from './fob/release.js';
import { remove } from './fob/remove.js';
import { reset } from './fob/reset.js';
import { show } from './fob/show.js';
import { temp } from './fob/temp.js';
import type { Operation } from './operation.js';

export const benchOperations = [
  init,
  status,
  remove,
  list,
  show,
  label,
  press,
  hold,
  release,
  code,
  clock,
  drift,
  age,
  temp,
  battery,
  fault,
  reset,
  advance,
  rate,
  log,
  snapshot,
] as const;

export function findBenchOperation(name: string): Operation | undefined {
  return (benchOperations as unknown as readonly Operation[]).find((operation) => operation.name === name);
}
