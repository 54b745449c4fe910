// pam_oath of the OATH Toolkit: one window for both kinds of tokens, and no drift is learned.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfterHundred, uncountedFailures } from './fixed-window.js';

export const pamOath: Policy = {
  name: 'pam-oath',
  description: 'pam_oath: window 5, which is ±5 steps or 6 counters; no drift learned, no resynchronization',
  sources: [
    'oath-toolkit pam_oath/pam_oath.c, parse_cfg: window 5',
    'oathtool 2.6.7 with --window 5: finds counters 0 to 5 ahead, and steps −5 to +5',
  ],
  limits: [
    'The window is one option for both kinds. For another value set time.windowSteps to it, and event.lookAhead to one more.',
    'liboath 2.6.7 can accept a code twice if two logins arrive at the same time; here a code is accepted once.',
    uncountedFailures,
  ],
  ...fixedWindow({ windowSteps: 5, lookAhead: 6, learning: 'none' }),
  throttle: lockAfterHundred,
};
