// The PAM module of Google Authenticator: three codes at a time, a skew that three codes in a row set.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfterHundred, uncountedFailures } from './fixed-window.js';

export const googlePam: Policy = {
  name: 'google-pam',
  description:
    'Google Authenticator PAM: 3 values (±1 step or 3 counters), three codes in a row set the skew',
  sources: [
    'google/google-authenticator-libpam man/google-authenticator.1.md: a window of 3 codes, or 17 (the 8 before, the 8 after); three counters',
    'google/google-authenticator-libpam src/pam_google_authenticator.c, check_time_skew: three consecutive codes within 25 hours of steps (1500) reset the skew',
  ],
  limits: [
    'In the module the three codes are three failed logins, with up to two steps between them; here they are one resynchronization with consecutive codes.',
    'The module refuses a used code only with DISALLOW_REUSE, and limits the rate only with RATE_LIMIT; here a code is good once in any case.',
    'Its counter moves on with each failure unless no_increment_hotp is set; here it stays. Event-based tokens have no resynchronization.',
    uncountedFailures,
  ],
  ...fixedWindow({
    windowSteps: 1,
    lookAhead: 3,
    learning: 'none',
    resynchronization: { codes: 3, steps: 1500, lookAhead: 3 },
  }),
  throttle: lockAfterHundred,
};
