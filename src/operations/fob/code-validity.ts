// Until when a code is good, as far as the fob says. A verifier's window adds to it.
import type { SimulatedFob } from '../../../firmware-sim/index.js';

/**
 * The true time, µs, at which the code that the fob shows at `nowUs` is no longer good: the end of its time step by the
 * fob's own clock (RFC 6238 §4.2), or the expiry that a received code came with. Undefined where no time ends it: an
 * event-based code, or a clock that stands still.
 */
export function codeValidUntilUs(fob: SimulatedFob, nowUs: number): number | undefined {
  if (fob.codeExpiresUs !== undefined) return fob.codeExpiresUs(nowUs);
  const { type, periodSeconds, t0Seconds } = fob.model.otp;
  const clock = type === 'totp' ? fob.clock(nowUs) : undefined;
  if (clock === undefined) return undefined;
  const rate = 1 + clock.driftPpm / 1e6;
  if (rate <= 0) return undefined;
  const periodUs = periodSeconds * 1e6;
  const sinceT0Us = clock.fobTimeUs - t0Seconds * 1e6;
  const leftUs = (Math.floor(sinceT0Us / periodUs) + 1) * periodUs - sinceT0Us;
  return Math.ceil(nowUs + leftUs / rate);
}
