// The closed list of outcomes, and what an outsider may learn of them.

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

/** Whether the outcome accepts the user, or for a resynchronization, whether it succeeded. */
export function isSuccess(outcome: Outcome): boolean {
  return outcome === 'accepted' || outcome === 'accepted-resynchronized' || outcome === 'resynchronized';
}
