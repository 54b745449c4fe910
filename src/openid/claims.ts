// The policy scope, and the claims of an account that it gives to a program.
import type { idme } from '../epcs/index.js';

/** ID.me publishes no scope name for healthcare providers, so this one is ours. */
export const policyScopes = ['medical_provider'] as const;

export const claimsByScope: Readonly<Record<string, string[]>> = {
  openid: ['sub'],
  medical_provider: ['fname', 'lname', 'uuid', 'email', 'zip', 'npi', 'status'],
};

/** The claims of the account as it is now. The subject is its uuid. */
export function accountClaims(claims: idme.Claims): { sub: string; [claim: string]: unknown } {
  return { sub: claims.uuid, ...claims };
}
