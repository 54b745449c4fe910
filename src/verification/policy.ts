// What a policy says: windows, drift, resynchronization, throttle. Data; the rules that read it are elsewhere.
import type { Outcome } from './outcome.js';

/** How the window of a time-based credential grows while it is not used. */
export const wideningRules = ['none', 'clock', 'total-width'] as const;

/** What a success teaches about the fob's clock. */
export const learningRules = ['match', 'one-step', 'none'] as const;

/** What a code between the window and the resynchronization window does. */
export const autosyncRules = ['none', 'direct', 'candidate'] as const;

export const delayGrowths = ['linear', 'double'] as const;

export interface Policy {
  readonly name: string;
  readonly description: string;
  /** The documents or the source code that the values are from, with the clause. */
  readonly sources?: readonly string[];
  /** What of the system that it is named after it does not express, or does better. */
  readonly limits?: readonly string[];

  /** Time-based credentials. Half-widths: `windowSteps` 1 accepts −1, 0 and +1. */
  readonly time: {
    readonly windowSteps: number;
    /**
     * `clock`: the window reaches as far as a clock within `drift.maximumPpm` can have gone since the last
     * success, at least `windowSteps`. `total-width`: its whole width is at least
     * step + days since the last success × `wideningSecondsPerDay` (OneSpan's dynamic window).
     */
    readonly widening: (typeof wideningRules)[number];
    readonly wideningSecondsPerDay: number;
    /** No widened window goes beyond: half-width in steps / whole width in seconds, the larger of the two. */
    readonly wideningMaximumSteps: number;
    readonly wideningMaximumSeconds: number;
    /** Whole width in seconds of the window for the first success after enrolment or a reset; 0: as later. */
    readonly initialWindowSeconds: number;
    /** Half-width, and whole width in seconds: the larger counts. */
    readonly resynchronizationSteps: number;
    readonly resynchronizationSeconds: number;
  };

  /** Counter-based credentials. How many counters from the next one on are looked at. */
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
   * `direct`: one code in the ring is accepted and resynchronizes. `candidate`: it is remembered for
   * `candidateSeconds`, and a second one up to `candidateGapSteps` later is accepted and resynchronizes.
   */
  readonly autosync: {
    readonly rule: (typeof autosyncRules)[number];
    readonly steps: number;
    readonly lookAhead: number;
    readonly candidateSeconds: number;
    readonly candidateGapSteps: number;
  };

  readonly resynchronization: {
    /** Consecutive codes that are asked for. */
    readonly codes: 2 | 3;
    /** Failed attempts per period; then it is throttled until the period is over. */
    readonly attempts: number;
    readonly periodSeconds: number;
    /** Whether a locked credential may be resynchronized, which unlocks it. */
    readonly whileLocked: boolean;
  };

  readonly throttle: {
    /** Failures without a delay. From the next one, A: delaySeconds × A, or delaySeconds doubled each time. */
    readonly freeFailures: number;
    readonly delaySeconds: number;
    readonly growth: (typeof delayGrowths)[number];
    readonly maximumDelaySeconds: number;
    /** Consecutive failures that lock: at most 100 (NIST SP 800-63B §5.2.2). */
    readonly lockAfter: number;
    /** 0: until an operator unlocks. */
    readonly lockSeconds: number;
    /** Whether the same wrong code sent again counts again. */
    readonly repeatedCodeCounts: boolean;
  };

  /** How long a retransmit of the same request gets the first answer. */
  readonly retransmitSeconds: number;

  /** The vendor's own result codes, the most specific first; `event` where a counter-based credential differs. */
  readonly resultCodes: Readonly<Partial<Record<Outcome, readonly string[]>>>;
  readonly eventResultCodes: Readonly<Partial<Record<Outcome, readonly string[]>>>;
}
