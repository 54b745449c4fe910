// multiOTP: ten minutes, a drift that follows each success, delays after three failures, and its own result codes.
import type { Policy } from '../policy.js';
import { fixedWindow } from './fixed-window.js';

const window = fixedWindow({
  windowSteps: 19,
  lookAhead: 99,
  learning: 'match',
  // The first code of the pair may be ±2999 steps or 9,999 counters away, the second is one later.
  resynchronization: { codes: 2, steps: 3000, lookAhead: 10_000 },
});

export const multiotp: Policy = {
  name: 'multiotp',
  description:
    'multiOTP: ±19 steps of 30 s, 99 counters; 300 s after 3 failures, lock after 6; two codes ±25 h',
  sources: [
    'multiOTP/multiotp multiotp.class.php: max_time_window 600, max_time_resync_window 90000, max_event_window 100, max_event_resync_window 10000, max_delayed_failures 3, failure_delayed_time 300, max_block_failures 6',
    'multiOTP/multiotp multiotp.class.php, CheckToken: 2 × window − 1 candidates around now + delta, so ±19 steps of 30 s and 99 counters; the delta is that of the last success',
  ],
  limits: [
    'The windows are seconds in multiOTP and steps here: they are those of a step of 30 s.',
    'In multiOTP two codes in one field (“code code”) resynchronize; here that is an operation of its own.',
  ],
  ...window,
  resynchronization: { ...window.resynchronization, whileLocked: true },
  throttle: {
    freeFailures: 2,
    delaySeconds: 300,
    growth: 'linear',
    maximumDelaySeconds: 300,
    lockAfter: 6,
    lockSeconds: 0,
    repeatedCodeCounts: false,
  },
  // 0 logged in, 14 synchronized, 24 locked, 25 delayed, 26 used already, 38 deactivated, 93 out of sync, 98 wrong length.
  resultCodes: {
    accepted: ['0'],
    'accepted-resynchronized': ['0'],
    resynchronized: ['14'],
    replayed: ['26'],
    'out-of-sync': ['93'],
    invalid: ['99'],
    malformed: ['98'],
    throttled: ['25'],
    locked: ['24'],
    disabled: ['38'],
    expired: ['38'],
    lost: ['38'],
    deleted: ['38'],
    'not-yet-active': ['38'],
  },
};
