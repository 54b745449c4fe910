// The steps or counters that are tried: the window, the auto-sync ring, the resynchronization ring.
import type { CredentialFacts, CredentialRecord, CredentialState } from '../stores/store.js';
import type { Policy } from './policy.js';
import { secondsToUs, stepAt } from './step-time.js';

/** The steps from `first` to `last`, both included. */
export interface Ring {
  readonly first: number;
  readonly last: number;
}

export interface Rings {
  /** The expected step or counter: now + drift, or the next counter. */
  readonly centre: number;
  /** The step of the verifier's clock; for HOTP the next counter. */
  readonly origin: number;
  readonly window: Ring;
}

/** How many counters before the next one are tried, to tell a used code from a wrong one. */
const eventLookBack = 100;

/** The window whose codes are accepted. It begins at the next counter, so a used one is never accepted (RFC 4226 §7.2). */
export function ringsOf(policy: Policy, { facts, state }: CredentialRecord, nowUs: number): Rings {
  if (facts.kind === 'totp') {
    const origin = stepAt(facts, nowUs);
    const centre = origin + state.driftSteps;
    return { centre, origin, window: around(centre, windowHalfSteps(policy, facts, state, nowUs)) };
  }
  const next = state.lastConsumed + 1;
  const ahead = state.windowPhase === 'initial' ? policy.event.initialLookAhead : policy.event.lookAhead;
  return { centre: next, origin: next, window: from(next, ahead) };
}

/** The ring whose codes the policy may accept with a resynchronization. It contains the window. */
export function autosyncRing(policy: Policy, { facts }: CredentialRecord, { centre, window }: Rings): Ring {
  if (policy.autosync.rule === 'none') return window;
  const { steps, lookAhead } = policy.autosync;
  return joined(window, facts.kind === 'totp' ? around(centre, steps) : from(centre, lookAhead));
}

/** The resynchronization ring. It contains the others. */
export function wideRing(policy: Policy, record: CredentialRecord, rings: Rings): Ring {
  return ringWithin(policy, record, rings, Number.MAX_SAFE_INTEGER);
}

/**
 * The ring in which one refused code is recognized as a code of this fob: the resynchronization ring, but at most
 * {@link recognitionSteps} to each side. So a guess stays cheap under a policy that resynchronizes over days.
 */
export function recognitionRing(policy: Policy, record: CredentialRecord, rings: Rings): Ring {
  return ringWithin(policy, record, rings, recognitionSteps);
}

export const recognitionSteps = 1024;

function ringWithin(policy: Policy, record: CredentialRecord, rings: Rings, most: number): Ring {
  const inner = autosyncRing(policy, record, rings);
  if (record.facts.kind === 'totp') {
    const half = resynchronizationHalfSteps(policy, record.facts.stepSeconds);
    return joined(inner, around(rings.centre, Math.min(half, most)));
  }
  const ahead = from(rings.centre, Math.min(policy.event.resynchronizationLookAhead, most));
  return joined(inner, { first: Math.max(0, rings.centre - eventLookBack), last: ahead.last });
}

function joined(a: Ring, b: Ring): Ring {
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

/** The half-width of the window in whole steps: 1 for ±1. */
export function windowHalfSteps(
  policy: Policy,
  facts: CredentialFacts,
  state: CredentialState,
  nowUs: number,
): number {
  const { time } = policy;
  const widened =
    time.widening === 'clock'
      ? clockReach(policy, facts, state, nowUs)
      : time.widening === 'total-width'
        ? widthInHalfSteps(
            dynamicWidthSeconds(policy, facts.stepSeconds, idleDays(facts, state, nowUs)),
            facts,
          )
        : 0;
  const initial = state.windowPhase === 'initial' ? widthInHalfSteps(time.initialWindowSeconds, facts) : 0;
  const most = Math.max(time.wideningMaximumSteps, widthInHalfSteps(time.wideningMaximumSeconds, facts));
  return Math.max(time.windowSteps, initial, Math.min(widened, most));
}

/**
 * The whole width in seconds of a window that widens with the days since the last success. OneSpan has step + days × 8 s,
 * at least the static width (until DTWAT), at most the sync window.
 */
export function dynamicWidthSeconds(policy: Policy, stepSeconds: number, days: number): number {
  const still = 2 * policy.time.windowSteps * stepSeconds;
  const grown = stepSeconds + days * policy.time.wideningSecondsPerDay;
  return Math.min(Math.max(still, grown), Math.max(still, policy.time.wideningMaximumSeconds));
}

export function resynchronizationHalfSteps(policy: Policy, stepSeconds: number): number {
  const { resynchronizationSteps, resynchronizationSeconds } = policy.time;
  return Math.max(resynchronizationSteps, stepsWithin(resynchronizationSeconds / 2, stepSeconds));
}

/**
 * How far a clock within the policy's ppm can be from the expected step now. At the last success it was inside the consumed
 * step, and since then it has run for the same time, within the ppm. This finds the fob to within one step; the drift in
 * whole steps finds it to within two.
 */
function clockReach(policy: Policy, facts: CredentialFacts, state: CredentialState, nowUs: number): number {
  const width = secondsToUs(facts.stepSeconds);
  const expected = stepAt(facts, nowUs) + state.driftSteps;
  const known = state.windowPhase === 'production' && state.lastSuccessUs !== null;
  const sinceUs = nowUs - (known ? (state.lastSuccessUs ?? nowUs) : state.driftAnchorUs);
  if (sinceUs <= 0) return 0;
  // One microsecond more, since the fob's clock counts whole ones.
  const slack = (sinceUs * policy.drift.maximumPpm) / 1e6 + 1;
  const t0Us = secondsToUs(facts.t0Seconds);
  const earliest = known ? state.lastConsumed * width + sinceUs : nowUs - t0Us + state.driftSteps * width;
  const latest = known ? earliest + width : earliest;
  const first = Math.floor((earliest - slack) / width);
  const last = Math.floor((latest + slack) / width);
  return Math.max(expected - first, last - expected, 0);
}

function idleDays(facts: CredentialFacts, state: CredentialState, nowUs: number): number {
  return Math.max(0, nowUs - (state.lastSuccessUs ?? facts.enrolledUs)) / secondsToUs(86_400);
}

function widthInHalfSteps(seconds: number, facts: CredentialFacts): number {
  return stepsWithin(seconds / 2, facts.stepSeconds);
}

/**
 * A width in seconds has at most as many steps as at 30 s. With a step of 1 s a guess would otherwise meet thirty times as
 * many codes, and a refusal would take thirty times as long as that of an unknown credential.
 */
function stepsWithin(seconds: number, stepSeconds: number): number {
  return Math.floor(seconds / Math.max(usualStepSeconds, stepSeconds));
}

/** {@link refusalStepsOf} is computed for it. */
export const usualStepSeconds = 30;

/** Inclusive and symmetric. */
function around(centre: number, half: number): Ring {
  return clipped(centre - half, centre + half);
}

function from(first: number, count: number): Ring {
  return clipped(first, first + count - 1);
}

/** Steps and counters are 0 to 2^53−1. An empty ring has `last` below `first`. */
function clipped(first: number, last: number): Ring {
  return { first: Math.max(0, first), last: Math.min(Number.MAX_SAFE_INTEGER, last) };
}
