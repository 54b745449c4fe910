// Okta's custom OTP: time-based tokens within a fixed number of steps, no drift, no resynchronization.
import type { Policy } from '../policy.js';
import { fixedWindow, lockAfter } from './fixed-window.js';

export const okta: Policy = {
  name: 'okta',
  description: 'Okta custom OTP: ±5 steps, no drift learned, no resynchronization; lock after 5',
  sources: [
    'help.okta.com custom-otp, mfa-totp-seed: the clock drift interval counts steps to each side; 5 of 60 s are ±300 s, 3 of 15 s are ±45 s',
    'token2.swiss, tokens with Okta: lock after 5 failures; no resynchronization, so that tokens are enrolled again every two to three years',
  ],
  limits: [
    'The interval is set for each authenticator, and its default is not published: extend okta with another time.windowSteps. Its Google Authenticator factor takes ±2 minutes (time.windowSteps 4).',
    'Custom OTP is time-based. An event-based credential under this preset must give the code of exactly the next counter.',
  ],
  ...fixedWindow({ windowSteps: 5, lookAhead: 1, learning: 'none' }),
  throttle: lockAfter(5),
};
