// One policy in the figures by which policies are compared: window, odds of a guess, years inside.
import type { Policy } from './policy.js';
import { daysInside, policyCost } from './policy-cost.js';
import { resynchronizationHalfSteps } from './window.js';

/** ppm: a fob that was trimmed well, a common one, and the worst that OneSpan speaks of (two seconds a day). */
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
  /** Whether a login moves the window after the fob's clock. */
  readonly followsDrift: boolean;
  /** How far two or three codes in a row find a fob; equal to the window where there is no resynchronization. */
  readonly resynchronization: {
    readonly codes: number;
    readonly steps: number;
    readonly counters: number;
  };
  /** Years without a login that a fob of each rate stays inside; null: for ever. */
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
