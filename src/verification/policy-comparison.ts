// The figures by which policies are compared: window, odds of a guess, years inside.
import type { Policy } from './policy.js';
import { daysInside, policyCost } from './policy-cost.js';
import { resynchronizationHalfSteps } from './window.js';

/** Rates in ppm: of a well trimmed fob, of a common one, and OneSpan's limit of two seconds a day. */
export const comparedPpm = [2.5, 5, 23] as const;

export interface PolicyFigures {
  readonly name: string;
  /** Half the window at rest, in steps and seconds, and the values that one guess can hit. */
  readonly time: {
    readonly windowSteps: number;
    readonly windowSeconds: number;
    readonly values: number;
    readonly odds: number;
  };
  readonly event: { readonly values: number; readonly odds: number };
  readonly lockAfter: number;
  readonly oddsUntilLocked: number;
  /** Whether a login moves the window to the fob's clock. */
  readonly followsDrift: boolean;
  /** The reach of two or three codes in a row. It equals the window if the policy has no resynchronization. */
  readonly resynchronization: {
    readonly codes: number;
    readonly steps: number;
    readonly counters: number;
  };
  /** For each rate, the years without a login for which a code of the fob is accepted; null: for ever. */
  readonly yearsInside: readonly { readonly ppm: number; readonly years: number | null }[];
}

export function policyFigures(policy: Policy, { digits = 6, stepSeconds = 30 } = {}): PolicyFigures {
  const { time, event, oddsUntilLocked } = policyCost(policy, { digits, stepSeconds });
  const { windowSteps } = policy.time;
  return {
    name: policy.name,
    time: {
      windowSteps,
      windowSeconds: windowSteps * stepSeconds,
      values: time.acceptedValues,
      odds: time.odds,
    },
    event: { values: event.acceptedValues, odds: event.odds },
    lockAfter: policy.throttle.lockAfter,
    oddsUntilLocked,
    followsDrift: policy.drift.learning !== 'none',
    resynchronization: {
      codes: policy.resynchronization.codes,
      steps: resynchronizationHalfSteps(policy, stepSeconds),
      counters: policy.event.resynchronizationLookAhead,
    },
    yearsInside: comparedPpm.map((ppm) => {
      const days = daysInside(policy, ppm, { stepSeconds });
      return { ppm, years: Number.isFinite(days) ? Math.round((days / 365.25) * 100) / 100 : null };
    }),
  };
}
