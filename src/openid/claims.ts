// What a program learns of an account: the policy scope and the claims behind it.
import type { idme } from '../epcs/index.js';

/** ID.me publishes no name for a scope of healthcare providers: this one is ours. */
export const policyScopes = ['medical_provider'] as const;

export const claimsByScope: Readonly<Record<string, string[]>> = {
  openid: ['sub'],
  medical_provider: ['fname', 'lname', 'uuid', 'email', 'zip', 'npi', 'status'],
};

/** As the account is now: the subject is its uuid. */
export function accountClaims(claims: idme.Claims): { sub: string; [claim: string]: unknown } {
  return { sub: claims.uuid, ...claims };
}
