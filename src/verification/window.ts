// Which steps or counters are looked at: the window, the auto-sync ring, the resynchronization ring.
import type { CredentialFacts, CredentialRecord, CredentialState } from '../stores/store.js';
import type { Policy } from './policy.js';
import { secondsToUs, stepAt } from './step-time.js';

/** Steps from `first` to `last`, both included; nearest to `centre` counts first. */
export interface Ring {
  readonly first: number;
  readonly last: number;
}

export interface Rings {
  /** Where the code is expected: now + drift, or the next counter. */
  readonly centre: number;
  /** The step that the verifier's clock is in; for HOTP the next counter. */
  readonly origin: number;
  readonly window: Ring;
}

/** How many counters behind the next one are looked at, so that a used code can be told from a wrong one. */
const eventLookBack = 100;

/** The window that lets in. A used counter is never tried again: it begins at the next (RFC 4226 §7.2). */
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

/** The ring whose codes are accepted and resynchronize, by the policy's rule. */
export function autosyncRing(policy: Policy, { facts }: CredentialRecord, { centre, window }: Rings): Ring {
  if (policy.autosync.rule === 'none') return window;
  const { steps, lookAhead } = policy.autosync;
  return joined(window, facts.kind === 'totp' ? around(centre, steps) : from(centre, lookAhead));
}

/** The resynchronization ring; it contains the others. */
export function wideRing(policy: Policy, record: CredentialRecord, rings: Rings): Ring {
  return ringWithin(policy, record, rings, Number.MAX_SAFE_INTEGER);
}

/**
 * Where one refused code is still recognized as this fob's: the resynchronization ring, at most
 * {@link recognitionSteps} to each side. So a policy that resynchronizes over days does not make every guess cost as much.
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

/** Half the window's width in whole steps: ±1 is 1. */
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
 * The whole width in seconds of a window that widens with the days since the last success. OneSpan: the
 * static width until it is overtaken (its DTWAT), then step + days × 8 s, at most the sync window.
 */
export function dynamicWidthSeconds(policy: Policy, stepSeconds: number, days: number): number {
  const still = 2 * policy.time.windowSteps * stepSeconds;
  const grown = stepSeconds + days * policy.time.wideningSecondsPerDay;
  return Math.min(Math.max(still, grown), Math.max(still, policy.time.wideningMaximumSeconds));
}

export function resynchronizationHalfSteps(policy: Policy, stepSeconds: number): number {
  const { resynchronizationSteps, resynchronizationSeconds } = policy.time;
  return Math.max(resynchronizationSteps, Math.floor(resynchronizationSeconds / 2 / stepSeconds));
}

/**
 * How far from the expected step a clock within the policy's ppm can be by now. At the last success the fob
 * was inside the consumed step; since then its clock has run for the same time, give or take the ppm. Whole
 * steps of drift say where the fob is to within two steps, this says it to within one.
 */
function clockReach(policy: Policy, facts: CredentialFacts, state: CredentialState, nowUs: number): number {
  const width = secondsToUs(facts.stepSeconds);
  const expected = stepAt(facts, nowUs) + state.driftSteps;
  const known = state.windowPhase === 'production' && state.lastSuccessUs !== null;
  const sinceUs = nowUs - (known ? (state.lastSuccessUs ?? nowUs) : state.driftAnchorUs);
  if (sinceUs <= 0) return 0;
  // One microsecond more: the fob's clock counts whole ones.
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
  return Math.floor(seconds / facts.stepSeconds / 2);
}

/** Inclusive and symmetric. */
function around(centre: number, half: number): Ring {
  return clipped(centre - half, centre + half);
}

function from(first: number, count: number): Ring {
  return clipped(first, first + count - 1);
}

/** Steps and counters are 0 to 2^53−1; an empty ring has `last` below `first`. */
function clipped(first: number, last: number): Ring {
  return { first: Math.max(0, first), last: Math.min(Number.MAX_SAFE_INTEGER, last) };
}
