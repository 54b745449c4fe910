// Deletes a code generator: its credential accepts no more codes, and its bindings at iPrescribe and DrChrono are deleted
// too.
import { VerificationError } from '../../verification/index.js';
import type { Answer } from '../answer.js';
import { bindings } from '../tokens/binding.js';
import type { Work } from '../work.js';
import type { Method } from './idme-account.js';

/** `plan`: further rows to write in the same transaction. */
export async function deleteGenerator<T>(
  work: Work,
  { credentialId }: Method,
  actor: string,
  reason: string,
  plan: () => Answer<T>,
): Promise<Answer<T>> {
  if (credentialId === null) return plan();
  const binding = await work.read(bindings, credentialId);
  const all = (): Answer<T> => {
    if (binding !== null && binding.state !== 'lost')
      work.write(bindings, credentialId, { ...binding, state: 'deleted', changedUs: work.atUs });
    return plan();
  };
  const change = { credentialId, state: 'deleted' as const, atUs: work.atUs, actor, reason };
  try {
    return await work.store((companions) => work.context.verifier.setState({ ...change, companions }), all);
  } catch (error) {
    // An operator has already deleted the credential.
    if (error instanceof VerificationError && ['bad-transition', 'unknown-credential'].includes(error.code))
      return all();
    throw error;
  }
}
