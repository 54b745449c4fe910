// django-otp: ±1 step, the drift follows each success, and delays double.
import type { Policy } from '../policy.js';
import { fixedWindow } from './fixed-window.js';

export const djangoOtp: Policy = {
  name: 'django-otp',
  description: 'django-otp: ±1 step, 6 counters, drift follows each success; delays of 1, 2, 4 … s',
  sources: [
    'django-otp/django-otp otp_totp/models.py: tolerance 1, drift kept under OTP_TOTP_SYNC (on), only steps above last_t',
    'django-otp/django-otp otp_hotp/models.py: tolerance 5, the next counter and five after it',
    'django-otp/django-otp models.py, ThrottlingMixin: factor × 2^(failures − 1) seconds, factor 1',
  ],
  limits: [
    'A fob whose drift crosses a step can be two steps away from the last success. It is refused until it shows its next code.',
    'It has no resynchronization: a fob outside the window must be enrolled again, or somebody sets its drift.',
    'Its delays grow without limit and it never locks; here a delay is at most a day, and 100 failures lock.',
  ],
  ...fixedWindow({ windowSteps: 1, lookAhead: 6, learning: 'match' }),
  throttle: {
    freeFailures: 0,
    delaySeconds: 1,
    growth: 'double',
    maximumDelaySeconds: 86_400,
    lockAfter: 100,
    lockSeconds: 0,
    repeatedCodeCounts: true,
  },
};
