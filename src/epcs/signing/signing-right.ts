// The right to sign. One person enters it, and another person executes it, a DEA registrant with a token of their own. It ends
// at once when a token is lost or the registration ends (21 CFR 1311.125).
import { recordIncident } from '../administration/incident.js';
import { ownerOf, type Prescriber } from '../prescribers/prescriber.js';
import { table } from '../table.js';
import type { Work } from '../work.js';

export interface SigningRight {
  readonly npi: string;
  readonly state: 'entered' | 'granted' | 'revoked';
  readonly enteredBy: string;
  readonly enteredUs: number;
  readonly executedBy: string | null;
  readonly executedUs: number | null;
  /** Why it is revoked; null if it is not. */
  readonly revokedReason: string | null;
  readonly revokedUs: number | null;
}

export const signingRights = table<SigningRight>('signing-right');

/** Ends the right, if there is one. */
export async function revokeRight(work: Work, npi: string, reason: string, actor: string): Promise<void> {
  const right = await work.read(signingRights, npi);
  if (right === null || right.state === 'revoked') return;
  work.write(signingRights, npi, { ...right, state: 'revoked', revokedReason: reason, revokedUs: work.atUs });
  work.tell({ event: 'epcs.right', outcome: 'revoked', subject: ownerOf(npi), actor, reason });
  recordIncident(work, { kind: 'right-revoked', npi, credentialId: null, actor, what: reason });
}

/** Ends the right if the last DEA registration has ended (21 CFR 1311.125(d)). Called before each use of the right. */
export async function endLapsedRight(work: Work, prescriber: Prescriber): Promise<void> {
  if (validGrants(prescriber, work.atUs).length > 0) return;
  await revokeRight(work, prescriber.npi, 'the DEA registration has ended', 'foblab');
}

/** The DEA numbers under which the prescriber may sign at `atUs`: active grants whose registration has not ended. */
export function validGrants({ organizations }: Prescriber, atUs: number): Prescriber['organizations'] {
  return organizations.filter(({ status, deaExpiresUs }) => status === 'ACTIVE' && atUs < deaExpiresUs);
}
