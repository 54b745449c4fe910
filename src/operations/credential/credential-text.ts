// A credential in lines, as operators see it.
import { isoTime } from '../../contract/iso-time.js';
import type { CredentialView } from '../../verification/index.js';

export function credentialLine(credential: CredentialView): string {
  const moving =
    credential.kind === 'totp' ? `drift ${signed(credential.driftSteps)}` : `counter ${credential.counter}`;
  const state = credential.lockedAtUs === null ? credential.lifecycle : `${credential.lifecycle}, locked`;
  return [
    credential.id.padEnd(12),
    state.padEnd(8),
    credential.policy,
    moving,
    `failures ${credential.failures}`,
  ].join('  ');
}

export function credentialText(credential: CredentialView): string {
  const time = (us: number | null): string => (us === null ? '-' : isoTime(us));
  return [
    credentialLine(credential),
    `codes      ${credential.kind.toUpperCase()} ${credential.algorithm}, ${credential.digits} digits${credential.kind === 'totp' ? `, ${credential.stepSeconds} s step` : ''}`,
    `fob        ${[credential.manufacturer, credential.model, credential.serial].filter(Boolean).join(' ') || '-'}`,
    `enrolled   ${time(credential.enrolledUs)}, last success ${time(credential.lastSuccessUs)}`,
    `valid      from ${time(credential.notBeforeUs)} to ${time(credential.expiresUs)}${credential.replacedBy ? `, replaced by ${credential.replacedBy}` : ''}`,
    `backup     ${credential.backupCodesRemaining} codes left`,
  ].join('\n');
}

function signed(steps: number): string {
  return `${steps > 0 ? '+' : ''}${steps}`;
}
