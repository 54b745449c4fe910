// Repairs the bench in a folder, as its owner for that time.

import { type ModelOf, type Repair, repairBench } from '../bench/disk/repair-bench.js';
import { systemClock } from '../bench/index.js';
import { OperationError } from '../contract/operation-error.js';
import { tryLock } from '../owner/lock.js';
import { addFobKinds } from './fob-kinds.js';
import { requireBench } from './hold-bench.js';

/** @throws OperationError `busy` while another process holds the bench, `not-found` where there is none */
export async function repairHeldBench(directory: string, modelOf: ModelOf): Promise<Repair> {
  requireBench(directory);
  const lock = await tryLock(directory);
  if (lock === undefined)
    throw new OperationError(
      'busy',
      `another process holds the bench in ${directory}: end it, then repair the bench`,
    );
  try {
    addFobKinds();
    return repairBench(directory, systemClock, modelOf);
  } finally {
    lock.release();
  }
}
