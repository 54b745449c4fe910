// Duo: event-based tokens resynchronize with three codes in a row, time-based ones never.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfterHundred, untoldFailures } from './fixed-window.js';

const window = fixedWindow({
  windowSteps: 1,
  lookAhead: 10,
  learning: 'none',
  resynchronization: { codes: 3, steps: 1, lookAhead: 1000 },
});

export const duo: Policy = {
  name: 'duo',
  description:
    'Duo: ±1 step and no resynchronization of time-based tokens; three codes in a row for event-based',
  sources: [
    'itsupport.umd.edu KB0013701, it.umn.edu “Lost or broken hardware token”, U. Idaho article 1884: three logins in a row with fresh codes resynchronize an event-based token',
    'U. Idaho article 1884, Deepnet wiki 21436575: a drifted time-based token cannot be resynchronized',
  ],
  limits: [
    'Its windows are not public: ±1 step (RFC 6238 §5.2), 10 and 1000 counters (as under rfc) are assumed.',
    'In Duo the three codes are three failed logins; here they are one resynchronization.',
    untoldFailures,
  ],
  ...window,
  throttle: lockAfterHundred,
};
