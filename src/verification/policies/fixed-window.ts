// A policy with one window that neither widens nor resynchronizes by itself. Most servers work like that.
import type { Policy } from '../policy.js';

export interface FixedWindow {
  /** Half-width: 1 accepts −1, 0 and +1. */
  readonly windowSteps: number;
  /** Counters from the next one on. */
  readonly lookAhead: number;
  readonly learning: Policy['drift']['learning'];
  /** The reach of two or three codes in a row. If left out, it is the window: then they find no more than one code does. */
  readonly resynchronization?: { readonly codes: 2 | 3; readonly steps: number; readonly lookAhead: number };
}

/** All fields of a policy but its name, its description, its sources and its throttle. */
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
    // The drift of any code in the window is learned. Beyond that the limit is two seconds a day, as under rfc.
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

/** No delays, and a lock after this number of failures in a row, until an operator unlocks. */
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

/** For a server that does not count the failures of a token, or whose limit is not known. */
export const lockAfterHundred = lockAfter(100);

export const uncountedFailures =
  'It counts no failures per token; this preset locks after 100, the most that NIST SP 800-63B §5.2.2 allows.';

export const untoldFailures =
  'The number of failures that lock is not published; this preset locks after 100, the most that NIST SP 800-63B §5.2.2 allows.';
