// A verifier with one window that neither widens nor synchronizes by itself, as most servers have it.
import type { Policy } from '../policy.js';

export interface FixedWindow {
  /** Half-width: 1 accepts −1, 0 and +1. */
  readonly windowSteps: number;
  /** Counters from the next one on. */
  readonly lookAhead: number;
  readonly learning: Policy['drift']['learning'];
  /** What two or more codes find; left out: nothing beyond the window, so that they find no more than one code does. */
  readonly resynchronization?: { readonly codes: 2 | 3; readonly steps: number; readonly lookAhead: number };
}

/** Everything of a policy but its name, its failures and where it comes from. */
export function fixedWindow({ windowSteps, lookAhead, learning, resynchronization }: FixedWindow) {
  return {
    time: {
      windowSteps,
      widening: 'none',
      wideningSecondsPerDay: 0,
      wideningMaximumSteps: windowSteps,
      wideningMaximumSeconds: 0,
      initialWindowSeconds: 0,
      resynchronizationSteps: resynchronization?.steps ?? Math.max(1, windowSteps),
      resynchronizationSeconds: 0,
    },
    event: {
      lookAhead,
      initialLookAhead: lookAhead,
      resynchronizationLookAhead: resynchronization?.lookAhead ?? Math.max(2, lookAhead),
    },
    // Any code of the window may be learned; beyond that two seconds a day, as under rfc.
    drift: {
      learning,
      maximumPpm: learning === 'none' ? 0 : 24,
      constantSteps: learning === 'none' ? 0 : windowSteps,
    },
    autosync: { rule: 'none', steps: 0, lookAhead: 0, candidateSeconds: 0, candidateGapSteps: 0 },
    resynchronization: {
      codes: resynchronization?.codes ?? 2,
      attempts: 5,
      periodSeconds: 900,
      whileLocked: false,
    },
    retransmitSeconds: 30,
    resultCodes: {},
    eventResultCodes: {},
  } as const satisfies Partial<Policy>;
}

/** No delay, a lock after so many failures in a row until an operator unlocks. */
export function lockAfter(failures: number): Policy['throttle'] {
  return {
    freeFailures: 100,
    delaySeconds: 0,
    growth: 'linear',
    maximumDelaySeconds: 0,
    lockAfter: failures,
    lockSeconds: 0,
    repeatedCodeCounts: true,
  };
}

/** For a server that does not count failures per token. */
export const lockAfterHundred = lockAfter(100);

export const uncountedFailures =
  'It counts no failures per token; this preset locks after 100, the most that NIST SP 800-63B §5.2.2 allows.';

export const untoldFailures =
  'How many failures lock is not told; this preset locks after 100, the most that NIST SP 800-63B §5.2.2 allows.';
