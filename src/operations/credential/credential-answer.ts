// A credential as an answer: with its moments as ISO 8601.
import { isoTime } from '../../contract/iso-time.js';
import type { Credential } from '../../contract/results/credential.js';
import type { CredentialView } from '../../verification/index.js';

export function credentialAnswer(view: CredentialView): Credential {
  const { notBeforeUs, expiresUs, enrolledUs, lockedAtUs, throttledUntilUs, lastSuccessUs, ...rest } = view;
  return {
    ...rest,
    notBeforeAt: momentOf(notBeforeUs),
    expiresAt: momentOf(expiresUs),
    enrolledAt: isoTime(enrolledUs),
    lockedAt: momentOf(lockedAtUs),
    throttleEndsAt: momentOf(throttledUntilUs),
    lastSuccessAt: momentOf(lastSuccessUs),
  };
}

function momentOf(timeUs: number | null): string | null {
  return timeUs === null ? null : isoTime(timeUs);
}
