// The fob's own codes, from otplib without its clock: `generateSync` of `otplib` reads Date.now even for a counter,
// `@otplib/hotp` does not. The verifier never uses this file: its codes come from a kernel of its own.
import { createGuardrails } from '@otplib/core';
import { generateSync } from '@otplib/hotp';
import { NobleCryptoPlugin } from '@otplib/plugin-crypto-noble';
import type { OtpSettings } from './model.js';

const crypto = new NobleCryptoPlugin();

// Any seed that a verifier takes, a fob takes: 10-byte seeds are in the field, otplib's default refuses them.
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
