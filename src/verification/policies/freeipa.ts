// FreeIPA: a window in seconds, and a clock offset that only a synchronization with two codes sets.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfterHundred } from './fixed-window.js';

export const freeipa: Policy = {
  name: 'freeipa',
  description: 'FreeIPA: ±9 steps of 30 s, 10 counters; two codes synchronize within a day or 100 counters',
  sources: [
    'freeipa/freeipa install/updates/40-otp.update: ipatokenTOTPauthWindow 300, TOTPsyncWindow 86400, HOTPauthWindow 10, HOTPsyncWindow 100',
    'freeipa/freeipa libotp/otp_token.c, step_is_valid: i × step < window, so 300 s are ±9 steps of 30 s; validate: clockOffset is written by a synchronization alone',
  ],
  limits: [
    'The windows are seconds in FreeIPA and steps here: they are those of a step of 30 s.',
    'FreeIPA counts failures by the password policy of the user, not by the token; this preset locks after 100 (NIST SP 800-63B §5.2.2).',
    'After a synchronization FreeIPA stores an offset that is one step too high (otp_token.c); here it is exact.',
  ],
  ...fixedWindow({
    windowSteps: 9,
    lookAhead: 10,
    learning: 'none',
    // The first code of the pair may be ±2879 steps or 99 counters away, the second is one later.
    resynchronization: { codes: 2, steps: 2880, lookAhead: 101 },
  }),
  throttle: lockAfterHundred,
};
