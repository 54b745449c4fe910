// What the two SQL stores share beyond the contract.
import type { AuditEntry, Change, CommitResult, Store } from './store.js';

export interface SqlStore extends Store {
  /** Transactions committed so far by this object: each is one flush to the disk, shared by all changes in it. */
  readonly transactions: number;
}

const incomplete = 'A change of a row needs its state, and a new row its facts.';

/** Before a change joins a batch: one that cannot be stored must not take the others down with it. */
export function checkChange({ condition, state, audit, companions }: Change): void {
  if (audit === null && companions === undefined)
    throw new TypeError('A change without companions needs its audit record.');
  if (condition !== null && state === null) throw new TypeError(incomplete);
}

/** A row that does not exist and may not be created for want of facts: the caller's mistake, not a lost race. */
export function checkResult({ condition, facts }: Change, result: CommitResult): CommitResult {
  if (
    !result.applied &&
    result.row === null &&
    result.answer === null &&
    result.companion === undefined &&
    condition?.version === 0 &&
    facts === null
  )
    throw new TypeError(incomplete);
  return result;
}

/** The records of a change, in the order in which they are chained. */
export function recordsOf({ audit, companions }: Change): readonly AuditEntry[] {
  const further = companions?.audit ?? [];
  return audit === null ? further : [audit, ...further];
}

/** The first text after all texts that begin with `prefix`, in the order of their bytes: null where there is none. */
export function afterPrefix(prefix: string): string | null {
  // Nothing in UTF-8 stands after U+10FFFF, and keys hold none.
  return prefix === '' ? null : `${prefix}\u{10ffff}`;
}
