// The default: what RFC 4226 and RFC 6238 recommend, with the limits of NIST SP 800-63B.
import type { Policy } from '../policy.js';

export const rfc: Policy = {
  name: 'rfc',
  description: 'RFC 4226 and RFC 6238: ±1 step, drift learned in steps, two codes to resynchronize',
  sources: [
    'RFC 6238 §5.2: at most one step for the network’s delay; §6: drift followed in steps',
    'RFC 4226 §7.2 to §7.4: next counter, look-ahead, throttle; NIST SP 800-63B §5.2.2: at most 100 failures',
  ],
  limits: [],
  time: {
    // RFC 6238 §5.2: at most one step for the delay of the network. §6: the drift is learned. After some time without use
    // one more step is needed, since a drift in whole steps is not exact.
    windowSteps: 1,
    widening: 'clock',
    wideningSecondsPerDay: 0,
    wideningMaximumSteps: 2,
    wideningMaximumSeconds: 0,
    initialWindowSeconds: 0,
    resynchronizationSteps: 1000,
    resynchronizationSeconds: 0,
  },
  // RFC 4226 §7.4: the look-ahead is as small as is practical, since it multiplies the odds of a guess (appendix A.4.3).
  event: { lookAhead: 10, initialLookAhead: 10, resynchronizationLookAhead: 1000 },
  // 24 ppm covers two seconds a day, OneSpan's limit for its tokens.
  drift: { learning: 'match', maximumPpm: 24, constantSteps: 2 },
  autosync: { rule: 'none', steps: 0, lookAhead: 0, candidateSeconds: 0, candidateGapSteps: 0 },
  resynchronization: { codes: 2, attempts: 5, periodSeconds: 900, whileLocked: false },
  // RFC 4226 §7.3: a delay of T × A seconds with T = 5; NIST SP 800-63B §5.2.2: up to an hour, 100 at most.
  throttle: {
    freeFailures: 3,
    delaySeconds: 5,
    growth: 'linear',
    maximumDelaySeconds: 3600,
    lockAfter: 100,
    lockSeconds: 0,
    repeatedCodeCounts: false,
  },
  retransmitSeconds: 30,
  resultCodes: {},
  eventResultCodes: {},
};
