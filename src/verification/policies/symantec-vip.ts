// Symantec VIP: validation, auto-sync and manual-sync rings around the expected code, and its error codes.
import type { Policy } from '../policy.js';

/** Medium, the default setting. Codes up to 5 minutes ahead or behind are valid (published: 10 steps of 30 s). The outer
 *  rings are not published; these are within the published limits of the adapter. */
export const symantecVip: Policy = {
  name: 'symantec-vip',
  description: 'Symantec VIP, medium: ±5 min valid, ±10 min accepted and resynchronized, two codes beyond',
  sources: [
    'Broadcom KB 175691: medium, the default, accepts codes up to 5 minutes ahead or behind; KB 273344: 10 failures lock',
    'vip_auth.xsd: validation window 2 to 64 steps, auto-sync 4 to 128, manual sync 16 to 256; errors 4923, 604A, 49B5',
  ],
  limits: [
    'The outer rings of a setting are not published: these are within the limits of the schema.',
    'In VIP a wrong code counts for every credential of the user; here it counts for one credential.',
  ],
  time: {
    windowSteps: 10,
    widening: 'none',
    wideningSecondsPerDay: 0,
    wideningMaximumSteps: 10,
    wideningMaximumSeconds: 0,
    initialWindowSeconds: 0,
    resynchronizationSteps: 128,
    resynchronizationSeconds: 0,
  },
  event: { lookAhead: 10, initialLookAhead: 10, resynchronizationLookAhead: 256 },
  drift: { learning: 'match', maximumPpm: 24, constantSteps: 20 },
  autosync: { rule: 'direct', steps: 20, lookAhead: 20, candidateSeconds: 0, candidateGapSteps: 0 },
  resynchronization: { codes: 2, attempts: 5, periodSeconds: 900, whileLocked: false },
  // Ten consecutive invalid codes lock, however much time is between them.
  throttle: {
    freeFailures: 100,
    delaySeconds: 0,
    growth: 'linear',
    maximumDelaySeconds: 0,
    lockAfter: 10,
    lockSeconds: 0,
    repeatedCodeCounts: true,
  },
  retransmitSeconds: 30,
  // First the code of the credential services, then that of User Services. 4923 and 604A ask for a second code.
  resultCodes: {
    accepted: ['0000'],
    'accepted-resynchronized': ['0000'],
    resynchronized: ['0000'],
    'out-of-sync': ['4923', '604A'],
    invalid: ['49B5', '6009'],
    replayed: ['49B5', '6009'],
    malformed: ['49B5', '6009'],
    throttled: ['49B5', '6009'],
    locked: ['4990', '6008'],
    disabled: ['4993', '6008'],
    expired: ['4990', '6008'],
    lost: ['4990', '6008'],
    deleted: ['4990', '6008'],
    'not-yet-active': ['4990', '6008'],
  },
  eventResultCodes: {},
};

/** Low. Codes up to 32 minutes ahead or behind are valid: 64 steps, the limit of the adapter. The outer rings are at their
 *  limits, too. */
export const symantecVipLow: Policy = {
  ...symantecVip,
  name: 'symantec-vip-low',
  description: 'Symantec VIP, low: ±32 min valid, ±64 min accepted and resynchronized, two codes beyond',
  sources: [
    'Broadcom KB 175691: low accepts codes up to 32 minutes ahead or behind; vip_auth.xsd: the limits of the outer rings',
  ],
  time: { ...symantecVip.time, windowSteps: 64, wideningMaximumSteps: 64, resynchronizationSteps: 256 },
  event: { lookAhead: 64, initialLookAhead: 64, resynchronizationLookAhead: 1024 },
  drift: { ...symantecVip.drift, constantSteps: 128 },
  autosync: { ...symantecVip.autosync, steps: 128, lookAhead: 128 },
};
