// Changes a bound token: edit, disable, enable, delete, lose. The state of the credential changes in the same transaction as
// the binding.
import { VerificationError } from '../../verification/index.js';
import { recordIncident } from '../administration/incident.js';
import { type Answer, done, Refused } from '../answer.js';
import { ownerOf } from '../prescribers/prescriber.js';
import { revokeRight } from '../signing/signing-right.js';
import type { Work } from '../work.js';
import { type Binding, bindings, type DisableReason, enableableReason } from './binding.js';

/** A token of this prescriber. @throws Refused `no-such-token`, also for another prescriber's token */
export async function ownToken(work: Work, npi: string, typed: string): Promise<Binding> {
  const id = (await work.context.verifier.credential(typed.slice(0, 128)))?.id ?? typed.slice(0, 128);
  const binding = await work.read(bindings, id);
  if (binding === null || binding.npi !== npi) throw new Refused('no-such-token', { field: 'credentialId' });
  return binding;
}

export function renameToken(work: Work, binding: Binding, nickname: string): Binding {
  const renamed = { ...binding, nickname, changedUs: work.atUs };
  work.write(bindings, binding.credentialId, renamed);
  tell(work, binding, 'epcs.token-edit', 'renamed', ownerOf(binding.npi));
  return renamed;
}

export function disableToken(work: Work, binding: Binding, reason: DisableReason): Promise<Answer<Binding>> {
  if (binding.state !== 'active') throw new Refused('token-not-active');
  const changed: Binding = { ...binding, state: 'inactive', reason, changedUs: work.atUs };
  return setState(work, changed, 'disabled', 'epcs.token-disable', ownerOf(binding.npi));
}

export function enableToken(work: Work, binding: Binding): Promise<Answer<Binding>> {
  if (binding.state !== 'inactive') throw new Refused('token-not-inactive');
  if (binding.reason !== enableableReason) throw new Refused('token-not-enableable');
  const changed: Binding = { ...binding, state: 'active', reason: null, changedUs: work.atUs };
  return setState(work, changed, 'active', 'epcs.token-enable', ownerOf(binding.npi));
}

/** Only disables the credential: the core cannot restore a deleted one, and the owner may bind it again with a proof. */
export function deleteToken(work: Work, binding: Binding): Promise<Answer<Binding>> {
  if (binding.state === 'deleted') throw new Refused('token-deleted');
  const changed: Binding = { ...binding, state: 'deleted', changedUs: work.atUs };
  const event = 'epcs.token-delete';
  if (binding.state === 'active') return setState(work, changed, 'disabled', event, ownerOf(binding.npi));
  work.write(bindings, binding.credentialId, changed);
  tell(work, binding, event, 'deleted', ownerOf(binding.npi));
  return Promise.resolve(done(changed));
}

/** Lost or stolen: its codes are refused, and its owner's right to sign ends (21 CFR 1311.125(d)). */
export async function loseToken(work: Work, binding: Binding, actor: string): Promise<Answer<Binding>> {
  if (binding.state === 'lost') throw new Refused('token-lost');
  const changed: Binding = { ...binding, state: 'lost', reason: 'lost or stolen', changedUs: work.atUs };
  await revokeRight(work, binding.npi, 'a token was reported lost or stolen', actor);
  recordIncident(work, {
    kind: 'token-lost',
    npi: binding.npi,
    credentialId: binding.credentialId,
    actor,
    what: 'a token was reported lost or stolen',
  });
  return setState(work, changed, 'lost', 'epcs.token-lost', actor);
}

async function setState(
  work: Work,
  changed: Binding,
  state: 'active' | 'disabled' | 'lost',
  event: string,
  actor: string,
): Promise<Answer<Binding>> {
  const { credentialId, reason } = changed;
  try {
    return await work.store(
      (companions) =>
        work.context.verifier.setState({
          credentialId,
          state,
          atUs: work.atUs,
          actor,
          reason: reason ?? '',
          companions,
        }),
      () => {
        work.write(bindings, credentialId, changed);
        tell(work, changed, event, changed.state, actor);
        return done(changed);
      },
    );
  } catch (error) {
    // An operator has already put the credential into that state or a later one: the binding follows.
    if (!(error instanceof VerificationError && error.code === 'bad-transition')) throw error;
    if (state === 'active') throw new Refused('token-not-enableable');
    work.write(bindings, credentialId, changed);
    tell(work, changed, event, changed.state, actor);
    return done(changed);
  }
}

function tell(
  work: Work,
  { credentialId, reason }: Binding,
  event: string,
  outcome: string,
  actor: string,
): void {
  work.tell({ event, outcome, subject: credentialId, actor, reason: reason ?? '' });
}
