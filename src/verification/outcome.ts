// The closed list of outcomes, and what an outsider may know of them.

export const outcomes = [
  'accepted',
  'accepted-resynchronized',
  'resynchronized',
  'replayed',
  'out-of-sync',
  'invalid',
  'malformed',
  'throttled',
  'locked',
  'disabled',
  'expired',
  'lost',
  'deleted',
  'unknown-credential',
  'not-yet-active',
] as const;

export type Outcome = (typeof outcomes)[number];

/** Whether the outcome lets the user in, or for a resynchronization whether it took place. */
export function isSuccess(outcome: Outcome): boolean {
  return outcome === 'accepted' || outcome === 'accepted-resynchronized' || outcome === 'resynchronized';
}
