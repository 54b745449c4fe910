// The codes of a fob, by `@otplib/hotp`: `generateSync` of `otplib` reads Date.now even for a counter. The verifier never
// uses this file; its codes come from its own kernel.
import { createGuardrails } from '@otplib/core';
import { generateSync } from '@otplib/hotp';
import { NobleCryptoPlugin } from '@otplib/plugin-crypto-noble';
import type { OtpSettings } from './model.js';

const crypto = new NobleCryptoPlugin();

// A fob takes any seed that the verifier takes. Seeds of 10 bytes are in use, and otplib refuses them by default.
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 4096 });

/** HOTP (RFC 4226 §5) of `counter`, which for TOTP is the time step. */
export function otpCode(secret: Uint8Array, settings: OtpSettings, counter: number): string {
  return generateSync({
    secret,
    counter,
    digits: settings.digits,
    algorithm: settings.algorithm,
    crypto,
    guardrails,
  });
}

/** T = floor((unixSeconds − T0) / X) (RFC 6238 §4.2); 0 before T0, since a token's counter register has no sign. */
export function timeStep(settings: OtpSettings, fobTimeUs: number): number {
  const step = Math.floor((fobTimeUs / 1e6 - settings.t0Seconds) / settings.periodSeconds);
  return Math.max(step, 0);
}
