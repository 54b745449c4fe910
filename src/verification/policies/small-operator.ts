// The policy of an operator of 1,200 to 1,500 fobs: ±2 steps, and each login stores the offset.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfterHundred, untoldFailures } from './fixed-window.js';

const window = fixedWindow({
  windowSteps: 2,
  lookAhead: 10,
  learning: 'match',
  resynchronization: { codes: 2, steps: 10, lookAhead: 100 },
});

export const smallOperator: Policy = {
  name: 'small-operator',
  description: 'an operator of 1,500 fobs: ±2 steps, the offset stored at each login, ±10 steps at enrolment',
  sources: [
    'Spomky-Labs/otphp issue #124 (2018), about 1,500 tokens: ±2 steps at login, the offset stored at each, ±10 steps at enrolment and resynchronization; a login every six months keeps a token in step',
    'rchouinard/rych-otp PR #9 (2016), the same operator with about 1,200 tokens',
  ],
  limits: [
    'For a resynchronization the older thread says about ±10 minutes, the newer one ±10 steps, which is used here.',
    'The threads do not speak of event-based tokens: 10 and 100 counters are assumed.',
    untoldFailures,
  ],
  ...window,
  // A whole width: ±10 steps of 30 s.
  time: { ...window.time, initialWindowSeconds: 600 },
  drift: { ...window.drift, constantSteps: 10 },
  throttle: lockAfterHundred,
};
