// For high assurance: the narrowest window that suits a fob in use, and three codes to resynchronize.
import type { Policy } from '../policy.js';

export const strict: Policy = {
  name: 'strict',
  description:
    '±1 step, a steady clock, delays from the first failure, lock after 10, three codes to resynchronize',
  sources: [
    'RFC 6238 §5.2 and §6, RFC 4226 §7.4: two to three codes; NIST SP 800-63B §5.2.2: delays from 30 s to an hour',
  ],
  limits: ['Its 12 ppm, three codes and lock after 10 are foblab’s choice.'],
  time: {
    // One more step only if a clock within 12 ppm can be there since the last success.
    windowSteps: 1,
    widening: 'clock',
    wideningSecondsPerDay: 0,
    wideningMaximumSteps: 2,
    wideningMaximumSeconds: 0,
    initialWindowSeconds: 0,
    resynchronizationSteps: 60,
    resynchronizationSeconds: 0,
  },
  event: { lookAhead: 3, initialLookAhead: 3, resynchronizationLookAhead: 100 },
  drift: { learning: 'match', maximumPpm: 12, constantSteps: 2 },
  autosync: { rule: 'none', steps: 0, lookAhead: 0, candidateSeconds: 0, candidateGapSteps: 0 },
  resynchronization: { codes: 3, attempts: 3, periodSeconds: 3600, whileLocked: false },
  // NIST SP 800-63B §5.2.2: 30 seconds up to an hour.
  throttle: {
    freeFailures: 0,
    delaySeconds: 30,
    growth: 'double',
    maximumDelaySeconds: 3600,
    lockAfter: 10,
    lockSeconds: 0,
    repeatedCodeCounts: true,
  },
  retransmitSeconds: 10,
  resultCodes: {},
  eventResultCodes: {},
};
