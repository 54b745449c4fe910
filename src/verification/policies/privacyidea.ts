// privacyIDEA: a time window of 180 s, a time shift that every success stores.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfter } from './fixed-window.js';

export const privacyidea: Policy = {
  name: 'privacyidea',
  description:
    'privacyIDEA: ±6 steps of 30 s, 10 counters; two codes resynchronize within 1000; lock after 10',
  sources: [
    'privacyidea/privacyidea lib/tokens/totptoken.py: totp.timeWindow 180 s, totp.timeStep 30 s, timeShift stored at each success, AutoResync off',
    'privacyidea/privacyidea models/token.py: count_window 10, sync_window 1000, maxfail 10',
  ],
  limits: [
    'The search of privacyIDEA (lib/tokens/HMAC.py, checkOtp) leaves out its last step: it refuses the sixth step ahead, which is accepted here.',
    'privacyIDEA keeps the shift in seconds and without a bound; here it is in whole steps, within 24 ppm.',
    'In privacyIDEA a resynchronization also uses up the code after the pair; here it does not.',
  ],
  ...fixedWindow({
    windowSteps: 6,
    lookAhead: 10,
    learning: 'match',
    resynchronization: { codes: 2, steps: 1000, lookAhead: 1000 },
  }),
  throttle: lockAfter(10),
};
