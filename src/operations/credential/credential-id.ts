// Which credential somebody means: by the fob's serial as printed or typed, or by the ID itself.
import type { Verifier } from '../../verification/index.js';
import { findFob, type OperationContext, refuseInvisible, wholeSerialNeeded } from '../context.js';
import { OperationError } from '../operation-error.js';

/** The ID to ask the verifier for. One that nothing fits is passed on as it is: the verifier's answer to it is a verdict. */
export async function credentialId(
  context: OperationContext,
  verifier: Verifier,
  typed: string,
): Promise<string> {
  const credential = await verifier.credential(typed);
  if (credential !== null) return credential.id;
  refuseInvisible(typed);
  try {
    return findFob(context.bench, typed).serial;
  } catch {
    return typed;
  }
}

/**
 * The same for what cannot be undone: the whole serial or ID, in any spelling. Neither its beginning nor a label will do.
 * @throws OperationError `not-found` that names the credential which was perhaps meant
 */
export async function wholeCredentialId(
  context: OperationContext,
  verifier: Verifier,
  typed: string,
): Promise<string> {
  const credential = await verifier.credential(typed);
  if (credential !== null) return credential.id;
  const meant = await credentialId(context, verifier, typed);
  if (meant !== typed && (await verifier.credential(meant)) !== null)
    throw new OperationError('not-found', wholeSerialNeeded(typed, meant));
  return typed;
}
