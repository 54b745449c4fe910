// LinOTP: a time window of 180 s, a time shift that every success stores.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfter } from './fixed-window.js';

export const linotp: Policy = {
  name: 'linotp',
  description: 'LinOTP: ±6 steps of 30 s, 15 counters; two codes resynchronize within 1000; lock after 15',
  sources: [
    'LinOTP/LinOTP linotp/tokens/totptoken.py: totp.timeWindow 180 s, totp.timeStep 30 s, timeShift stored at each success, AutoResync off',
    'LinOTP/LinOTP lib/token.py, setDefaults: DefaultCountWindow 15, DefaultSyncWindow 1000, DefaultMaxFailCount 15',
  ],
  limits: [
    'checkOtp of the version read hands the count window to the search of a time-based token and leaves the time window aside: such a server takes ±15 steps (extends linotp, time.windowSteps 15).',
    'The search leaves out its last step, so that the sixth step ahead is refused there and accepted here.',
    'Automatic resynchronization, off by default, takes a second code up to three steps later: autosync.rule candidate.',
  ],
  ...fixedWindow({
    windowSteps: 6,
    lookAhead: 15,
    learning: 'match',
    resynchronization: { codes: 2, steps: 1000, lookAhead: 1000 },
  }),
  throttle: lockAfter(15),
};
