// Renews or ends the DEA registration of a grant. The right to sign ends with the last registration (21 CFR 1311.125(d)).
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { actorField, choiceField, deaField, npiField } from '../field.js';
import {
  declaredPrescriber,
  type OrganizationGrant,
  ownerOf,
  prescribers,
} from '../prescribers/prescriber.js';
import { endLapsedRight } from '../signing/signing-right.js';
import { transact } from '../work.js';

export const registrationStates = ['renewed', 'ended'] as const;

/** A registration lasts three years (21 CFR 1301.13(e)). */
const lifetimeUs = 3 * 365 * 86_400_000_000;

/** A renewal does not restore the right to sign: two persons have to give it again. */
export function setDeaRegistration(
  context: Context,
  input: { npi: string; deaNumber: string; state: string; by: string },
): Promise<Answer<OrganizationGrant>> {
  return transact(context, null, async (work) => {
    const by = actorField(input.by);
    const state = choiceField('state', input.state, registrationStates);
    const deaNumber = deaField('deaNumber', input.deaNumber);
    const prescriber = await declaredPrescriber(work, npiField(input.npi));
    const { npi, organizations } = prescriber;
    const grant = organizations.find((one) => one.deaNumber === deaNumber);
    if (grant === undefined) throw new Refused('dea-number-not-granted', { field: 'deaNumber' });
    await endLapsedRight(work, prescriber);
    const changed: OrganizationGrant =
      state === 'renewed'
        ? { ...grant, status: 'ACTIVE', deaExpiresUs: work.atUs + lifetimeUs }
        : { ...grant, status: 'INACTIVE', deaExpiresUs: Math.min(grant.deaExpiresUs, work.atUs) };
    const now = { ...prescriber, organizations: organizations.map((one) => (one === grant ? changed : one)) };
    work.write(prescribers, npi, now);
    await endLapsedRight(work, now);
    const detail = [['deaNumber', deaNumber]] as const;
    work.tell({ event: 'epcs.dea-registration', outcome: state, subject: ownerOf(npi), actor: by, detail });
    return done(changed);
  });
}
