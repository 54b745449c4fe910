// Entrust Identity as a Service: hardware tokens.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfterHundred, untoldFailures } from './fixed-window.js';

export const entrust: Policy = {
  name: 'entrust',
  description: 'Entrust IDaaS: ±10 steps of 30 s, 10 counters; a reset within ±120 steps or 80 counters',
  sources: [
    'entrust.us.trustedauth.com, Modify hardware token settings: 10 time steps of 30 s (5 min), reset 120 steps (60 min); 10 counters (1–25), reset 80 (1–100)',
  ],
  limits: [
    'Entrust does not say whether a success moves the window, or how many codes a reset takes: here each success moves it, and a reset takes two codes.',
    untoldFailures,
  ],
  ...fixedWindow({
    windowSteps: 10,
    lookAhead: 10,
    learning: 'match',
    resynchronization: { codes: 2, steps: 120, lookAhead: 80 },
  }),
  throttle: lockAfterHundred,
};
