// The cost of a policy: the odds of a guess, and how long a clock of a given rate stays inside.
import type { CredentialFacts, CredentialState } from '../stores/store.js';
import type { Policy } from './policy.js';
import { dynamicWidthSeconds, windowHalfSteps } from './window.js';

export interface PolicyCost {
  /** How many values one attempt can hit: in the window at rest, and at most after a long time without use. */
  readonly time: {
    readonly acceptedValues: number;
    readonly mostAcceptedValues: number;
    readonly odds: number;
  };
  readonly event: { readonly acceptedValues: number; readonly odds: number };
  /** The odds that guessing succeeds before the lock: attempts until then × the most values, at most 1. */
  readonly oddsUntilLocked: number;
}

/** Guessing odds: accepted values / 10^digits (RFC 4226 §6). */
export function policyCost(policy: Policy, { digits = 6, stepSeconds = 30 } = {}): PolicyCost {
  const space = Number(`1e${digits}`);
  const direct = policy.autosync.rule === 'direct';
  const rest = 2 * Math.max(policy.time.windowSteps, direct ? policy.autosync.steps : 0) + 1;
  const widest = Math.max(
    rest,
    policy.time.widening === 'clock' ? 2 * policy.time.wideningMaximumSteps + 1 : 0,
    policy.time.widening === 'total-width'
      ? 2 * Math.floor(dynamicWidthSeconds(policy, stepSeconds, 1e6) / stepSeconds / 2) + 1
      : 0,
  );
  const event = Math.max(policy.event.lookAhead, direct ? policy.autosync.lookAhead : 0);
  const attempts = policy.throttle.lockAfter;
  return {
    time: { acceptedValues: rest, mostAcceptedValues: widest, odds: rest / space },
    event: { acceptedValues: event, odds: event / space },
    oddsUntilLocked: Math.min(1, (attempts * Math.max(widest, event)) / space),
  };
}

/**
 * For how many days without a login the verifier accepts a fob at any moment of a step, if its clock was right and runs off
 * by `ppm`; Infinity if it always does. The code is typed at once: the delay of the user is not included.
 */
export function daysInside(policy: Policy, ppm: number, { stepSeconds = 30 } = {}): number {
  const rate = Math.abs(ppm);
  if (rate === 0) return Number.POSITIVE_INFINITY;
  const limit = 36_500;
  const inside = (days: number): boolean => {
    const offSteps = (days * 0.0864 * rate) / stepSeconds;
    return Math.ceil(offSteps) <= acceptedHalfSteps(policy, stepSeconds, days);
  };
  if (inside(limit)) return Number.POSITIVE_INFINITY;
  let days = 0;
  for (let step = limit; step > 0.01; step /= 2)
    while (days + step < limit && insideThrough(days, step)) days += step;
  return days;

  /** A window widens at whole steps only, so an interval is inside if all its parts are. */
  function insideThrough(from: number, length: number): boolean {
    const parts = Math.min(400, Math.max(1, Math.ceil(length)));
    for (let i = 1; i <= parts; i++) if (!inside(from + (length * i) / parts)) return false;
    return true;
  }
}

/**
 * How many steps to each side one code is accepted after days without a login: the window at its narrowest, just after
 * the fob was seen in mid-step, and the auto-sync ring where a policy accepts a code of it.
 */
export function acceptedHalfSteps(policy: Policy, stepSeconds: number, days: number): number {
  const direct = policy.autosync.rule === 'direct' ? policy.autosync.steps : 0;
  return Math.max(direct, windowAfter(policy, stepSeconds, days));
}

function windowAfter(policy: Policy, stepSeconds: number, days: number): number {
  const facts = { stepSeconds, t0Seconds: 0, enrolledUs: 0, kind: 'totp' } as CredentialFacts;
  const step = Math.floor(1e9 / stepSeconds);
  const lastSuccessUs = (step + 0.5) * stepSeconds * 1e6;
  const state = {
    windowPhase: 'production',
    lastConsumed: step,
    driftSteps: 0,
    lastSuccessUs,
    driftAnchorUs: lastSuccessUs,
  } as CredentialState;
  return windowHalfSteps(policy, facts, state, lastSuccessUs + Math.floor(days * 86_400e6));
}
