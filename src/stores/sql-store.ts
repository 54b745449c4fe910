// What the two SQL stores share beyond the contract.
import type { Change, CommitResult, Store } from './store.js';

export interface SqlStore extends Store {
  /** Transactions committed so far by this object: each is one flush to the disk, shared by all changes in it. */
  readonly transactions: number;
}

const incomplete = 'A change of a row needs its state, and a new row its facts.';

/** Before a change joins a batch: one that cannot be stored must not take the others down with it. */
export function checkChange({ condition, state }: Change): void {
  if (condition !== null && state === null) throw new TypeError(incomplete);
}

/** A row that does not exist and may not be created for want of facts: the caller's mistake, not a lost race. */
export function checkResult({ condition, facts }: Change, result: CommitResult): CommitResult {
  if (
    !result.applied &&
    result.row === null &&
    result.answer === null &&
    condition?.version === 0 &&
    facts === null
  )
    throw new TypeError(incomplete);
  return result;
}

export function limitOf(limit: number | undefined): number {
  return Math.min(1000, Math.max(1, Math.floor(limit ?? 100)));
}
