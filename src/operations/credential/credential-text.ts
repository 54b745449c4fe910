// A credential in lines, for an operator.
import type { Credential } from '../../contract/results/credential.js';

export function credentialLine(credential: Credential): string {
  const moving =
    credential.kind === 'totp' ? `drift ${signed(credential.driftSteps)}` : `counter ${credential.counter}`;
  const state = credential.lockedAt === null ? credential.lifecycle : `${credential.lifecycle}, locked`;
  return [
    credential.id.padEnd(12),
    state.padEnd(8),
    credential.policy,
    moving,
    `failures ${credential.failures}`,
  ].join('  ');
}

export function credentialText(credential: Credential): string {
  return [
    credentialLine(credential),
    `codes      ${credential.kind.toUpperCase()} ${credential.algorithm}, ${credential.digits} digits${credential.kind === 'totp' ? `, ${credential.stepSeconds} s step` : ''}`,
    `fob        ${[credential.manufacturer, credential.model, credential.serial].filter(Boolean).join(' ') || '-'}`,
    ...(credential.issuer === null && credential.label === null
      ? []
      : [`named      ${[credential.issuer, credential.label].filter(Boolean).join(': ')}`]),
    `enrolled   ${credential.enrolledAt}, last success ${credential.lastSuccessAt ?? '-'}`,
    `valid      from ${credential.notBeforeAt ?? '-'} to ${credential.expiresAt ?? '-'}${credential.replacedBy ? `, replaced by ${credential.replacedBy}` : ''}`,
    `backup     ${credential.backupCodesRemaining} codes left`,
  ].join('\n');
}

function signed(steps: number): string {
  return `${steps > 0 ? '+' : ''}${steps}`;
}
