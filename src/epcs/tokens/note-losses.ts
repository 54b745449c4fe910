// Handles a loss that an operator has reported only to the verifier (foblab credential lost). At the next attempt to sign, the
// binding is marked lost and the right to sign ends (21 CFR 1311.125(d)).
import { recordIncident } from '../administration/incident.js';
import { ownerOf, type Prescriber } from '../prescribers/prescriber.js';
import { revokeRight } from '../signing/signing-right.js';
import type { Work } from '../work.js';
import { bindings, tokensOf } from './binding.js';

export async function noteLosses(work: Work, prescriber: Prescriber): Promise<void> {
  const { npi } = prescriber;
  for (const binding of await tokensOf(work, prescriber)) {
    const { credentialId, state } = binding;
    if (state === 'lost') continue;
    if ((await work.context.verifier.credential(credentialId))?.lifecycle !== 'lost') continue;
    const what = 'a token was reported lost or stolen to the verifier';
    work.write(bindings, credentialId, { ...binding, state: 'lost', reason: what, changedUs: work.atUs });
    await revokeRight(work, npi, what, 'foblab');
    recordIncident(work, { kind: 'token-lost', npi, credentialId, actor: 'foblab', what });
    work.tell({
      event: 'epcs.token-lost',
      outcome: 'lost',
      subject: credentialId,
      actor: ownerOf(npi),
      reason: what,
    });
  }
}
