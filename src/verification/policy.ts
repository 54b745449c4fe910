// A policy: windows, drift, resynchronization, throttle. Data only; other files apply it.
import type { Outcome } from './outcome.js';

/** How the window of a time-based credential widens while it is not used. */
export const wideningRules = ['none', 'clock', 'total-width'] as const;

/** How the drift is learned from a success. */
export const learningRules = ['match', 'one-step', 'none'] as const;

/** The effect of a code between the window and the resynchronization ring. */
export const autosyncRules = ['none', 'direct', 'candidate'] as const;

export const delayGrowths = ['linear', 'double'] as const;

export interface Policy {
  readonly name: string;
  readonly description: string;
  /** The documents or the source code that give the values, with the clause. */
  readonly sources?: readonly string[];
  /** How it differs from the system that it is named after. */
  readonly limits?: readonly string[];

  /** Time-based credentials. Half-widths: `windowSteps` 1 accepts −1, 0 and +1. */
  readonly time: {
    readonly windowSteps: number;
    /**
     * `clock`: the window reaches as far as a clock within `drift.maximumPpm` can have drifted since the last success, and
     * at least `windowSteps`. `total-width`: its whole width is at least step + days since the last success ×
     * `wideningSecondsPerDay` (OneSpan's dynamic window).
     */
    readonly widening: (typeof wideningRules)[number];
    readonly wideningSecondsPerDay: number;
    /** The limits of a widened window: half-width in steps, and whole width in seconds. The larger counts. */
    readonly wideningMaximumSteps: number;
    readonly wideningMaximumSeconds: number;
    /** Whole width in seconds of the window until the first success after enrolment or a reset; 0: as later. */
    readonly initialWindowSeconds: number;
    /** Half-width in steps, and whole width in seconds. The larger counts. */
    readonly resynchronizationSteps: number;
    readonly resynchronizationSeconds: number;
  };

  /** Event-based credentials: how many counters are tried, from the next one on. */
  readonly event: {
    readonly lookAhead: number;
    readonly initialLookAhead: number;
    readonly resynchronizationLookAhead: number;
  };

  /** The learned drift stays within maximumPpm × time since its anchor + constantSteps of the anchor. */
  readonly drift: {
    readonly learning: (typeof learningRules)[number];
    readonly maximumPpm: number;
    readonly constantSteps: number;
  };

  /**
   * `direct`: one code in the ring is accepted and resynchronizes. `candidate`: a first code in the ring is remembered for
   * `candidateSeconds`, and a second one, up to `candidateGapSteps` later, is accepted and resynchronizes.
   */
  readonly autosync: {
    readonly rule: (typeof autosyncRules)[number];
    readonly steps: number;
    readonly lookAhead: number;
    readonly candidateSeconds: number;
    readonly candidateGapSteps: number;
  };

  readonly resynchronization: {
    /** How many consecutive codes are required. */
    readonly codes: 2 | 3;
    /** Failed attempts in a period. After that, attempts are refused until the period is over. */
    readonly attempts: number;
    readonly periodSeconds: number;
    /** Whether a locked credential may be resynchronized, which unlocks it. */
    readonly whileLocked: boolean;
  };

  readonly throttle: {
    /** Failures without a delay. Failure A after these has a delay of delaySeconds × A, or one that doubles each time. */
    readonly freeFailures: number;
    readonly delaySeconds: number;
    readonly growth: (typeof delayGrowths)[number];
    readonly maximumDelaySeconds: number;
    /** Consecutive failures that lock: at most 100 (NIST SP 800-63B §5.2.2). */
    readonly lockAfter: number;
    /** 0: the lock lasts until an operator unlocks. */
    readonly lockSeconds: number;
    /** Whether the same wrong code counts again when it is sent again. */
    readonly repeatedCodeCounts: boolean;
  };

  /** How long a repeat of the same request gets the first answer. */
  readonly retransmitSeconds: number;

  /** The vendor's own result codes, the most specific first. `eventResultCodes` replace them for event-based credentials. */
  readonly resultCodes: Readonly<Partial<Record<Outcome, readonly string[]>>>;
  readonly eventResultCodes: Readonly<Partial<Record<Outcome, readonly string[]>>>;
}
