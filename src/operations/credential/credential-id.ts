// Finds the credential that a person names: by the fob's serial as printed or typed, or by its ID.

import { OperationError } from '../../contract/operation-error.js';
import {
  findFob,
  type OperationContext,
  refuseDamaged,
  wholeSerialNeeded,
} from '../../host/operation-context.js';
import { lookAlikeSerial } from '../../serials/index.js';
import type { Verifier } from '../../verification/index.js';

/** The ID to ask the verifier for. One that fits nothing is returned as it is: the verifier's answer to it is a verdict. */
export async function credentialId(
  context: OperationContext,
  verifier: Verifier,
  typed: string,
): Promise<string> {
  const credential = await verifier.credential(typed);
  if (credential?.id !== typed) refuseDamaged(typed);
  if (credential !== null) return credential.id;
  try {
    return findFob(context.bench, typed).serial;
  } catch {
    return typed;
  }
}

/** At most three IDs that look like a mistyped one (`O` for `0`). */
export async function lookAlikes(verifier: Verifier, typed: string): Promise<string[]> {
  const wanted = lookAlikeSerial(typed);
  const found: string[] = [];
  for (let afterId: string | undefined; ; ) {
    const page = await verifier.credentials({ limit: 1000, ...(afterId === undefined ? {} : { afterId }) });
    for (const { id } of page) if (lookAlikeSerial(id) === wanted) found.push(id);
    if (page.length < 1000 || found.length >= 3) return found.slice(0, 3);
    afterId = page.at(-1)!.id;
  }
}

/**
 * The same for a change that cannot be undone: it takes the whole serial or ID, in any spelling, and neither its beginning
 * nor a label.
 *
 * @throws OperationError `not-found` that names the credential which may be meant
 */
export async function wholeCredentialId(
  context: OperationContext,
  verifier: Verifier,
  typed: string,
): Promise<string> {
  const credential = await verifier.credential(typed);
  if (credential?.id !== typed) refuseDamaged(typed);
  if (credential !== null) return credential.id;
  const meant = await credentialId(context, verifier, typed);
  if (meant !== typed && (await verifier.credential(meant)) !== null)
    throw new OperationError('not-found', wholeSerialNeeded(typed, meant));
  return typed;
}
