// The window that the offset of a fob's clock is shown against.
import type { LabState } from './state.js';

export interface OffsetWindow {
  /** Half its width. */
  seconds: number;
  /** Its middle: what the verifier has learned of the fob's clock. */
  around: number;
  name: string;
}

/** The window that a fob's offset is held against, and whose it is: the credential's, or what RFC 6238 recommends. */
export function windowOf(state: LabState, serial: string): OffsetWindow {
  const { credentials } = state.verification;
  const credential =
    typeof credentials === 'object' ? credentials.find(({ id }) => id === serial) : undefined;
  if (credential?.window !== undefined && credential.kind === 'totp') {
    const { stepSeconds, driftSteps, policy } = credential;
    const half = Math.max(credential.window.to - driftSteps, 0);
    return { seconds: half * stepSeconds, around: driftSteps * stepSeconds, name: policy };
  }
  const period = state.fob.detail?.serial === serial ? (state.fob.detail.otp?.periodSeconds ?? 30) : 30;
  return { seconds: period, around: 0, name: 'RFC 6238 §5.2' };
}

/** A fob without a running clock is never outside. */
export function isOutside(offsetSeconds: number | null, { seconds, around }: OffsetWindow): boolean {
  return offsetSeconds !== null && Math.abs(offsetSeconds - around) > seconds;
}
