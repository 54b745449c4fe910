// OneSpan's servers: identification, event and initial windows, static or dynamic, and their result codes.
import type { Policy } from '../policy.js';

/** ITimeWindow of the base policy. It is a whole width: ±10 steps, which are 21 values. (The example in the product guide
 *  has "5 steps in either direction, 11 values" for a width of 10.) */
const identificationWindowSteps = 20;
/** SyncWindow: six hours, ±3 hours. */
const syncWindowSeconds = 6 * 3600;
const eventWindow = 20;

export const onespan: Policy = {
  name: 'onespan',
  description:
    'OneSpan, static window: identification window 20 steps, sync window 6 h, event window 20, lock after 3',
  sources: [
    'docs.onespan.com, OneSpan Cloud base policy: itimewindow 20, eventwindow 20, syncwindow 6, user_lock_threshold 3',
    'docs.onespan.com, Synchronization time window: ±2 s a day; AAL2VerifyPassword: result codes',
    'docs.onespan.com, AAL2SyncTokenAndHost: two consecutive codes within SyncWindow',
  ],
  limits: [
    'ITimeWindow is a whole width of 20 steps. OneSpan’s pages do not agree whether that is 20 or 21 values; here it is 21.',
    'Native codes have synchronization digits, and OATH codes do not.',
    'Older versions of AAL2SyncTokenAndHost took at most 1 s for each 6 h since the last use (4 s a day); here the whole SyncWindow counts.',
  ],
  time: {
    windowSteps: identificationWindowSteps / 2,
    widening: 'none',
    wideningSecondsPerDay: 0,
    wideningMaximumSteps: identificationWindowSteps / 2,
    wideningMaximumSeconds: 0,
    // The first validation after import or reset: max(SyncWindow, ITimeWindow × step).
    initialWindowSeconds: syncWindowSeconds,
    resynchronizationSteps: identificationWindowSteps / 2,
    resynchronizationSeconds: syncWindowSeconds,
  },
  event: { lookAhead: eventWindow, initialLookAhead: eventWindow, resynchronizationLookAhead: 100 },
  // Two seconds a day are 23.1 ppm.
  drift: { learning: 'match', maximumPpm: 24, constantSteps: identificationWindowSteps / 2 },
  autosync: { rule: 'none', steps: 0, lookAhead: 0, candidateSeconds: 0, candidateGapSteps: 0 },
  resynchronization: { codes: 2, attempts: 5, periodSeconds: 900, whileLocked: false },
  throttle: {
    freeFailures: 100,
    delaySeconds: 0,
    growth: 'linear',
    maximumDelaySeconds: 0,
    lockAfter: 3,
    lockSeconds: 0,
    repeatedCodeCounts: true,
  },
  retransmitSeconds: 30,
  // 0 success, 1 code not verified, 201 code replay, 202 identification threshold reached, 208 disabled.
  resultCodes: {
    accepted: ['0'],
    'accepted-resynchronized': ['0'],
    resynchronized: ['0'],
    replayed: ['201'],
    'out-of-sync': ['1'],
    invalid: ['1'],
    malformed: ['1'],
    throttled: ['202'],
    locked: ['202'],
    disabled: ['208'],
    expired: ['208'],
    lost: ['208'],
    deleted: ['208'],
    'not-yet-active': ['208'],
  },
  // Only counters above the stored one are tried, so a replay looks like any code that does not verify.
  eventResultCodes: { replayed: ['1'] },
};

/** The same with TW_DYNAMIC_WINDOWS: the width grows by 8 s a day without use, up to the sync window. */
export const onespanDynamic: Policy = {
  ...onespan,
  name: 'onespan-dynamic',
  description: 'OneSpan, dynamic window: as onespan, and wider by 8 s for each day without use, up to 6 h',
  sources: [
    ...(onespan.sources ?? []),
    'docs.onespan.com, Dynamic time window calculation examples: step + days × 8 s, at most SyncWindow',
  ],
  time: {
    ...onespan.time,
    widening: 'total-width',
    wideningSecondsPerDay: 8,
    wideningMaximumSeconds: syncWindowSeconds,
  },
};
