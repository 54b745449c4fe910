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
    'In the version that was read, checkOtp searches a time-based token with the count window instead of the time window: such a server takes ±15 steps (extend linotp with time.windowSteps 15).',
    'The search of LinOTP leaves out its last step: it refuses the sixth step ahead, which is accepted here.',
    'Automatic resynchronization is off by default. It takes a second code up to three steps later: set autosync.rule to candidate.',
  ],
  ...fixedWindow({
    windowSteps: 6,
    lookAhead: 15,
    learning: 'match',
    resynchronization: { codes: 2, steps: 1000, lookAhead: 1000 },
  }),
  throttle: lockAfter(15),
};
