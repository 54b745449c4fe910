// Which credential somebody means: by the fob's serial as printed or typed, or by the ID itself.

import { OperationError } from '../../contract/operation-error.js';
import {
  findFob,
  type OperationContext,
  refuseDamaged,
  wholeSerialNeeded,
} from '../../host/operation-context.js';
import { lookAlikeSerial } from '../../serials/index.js';
import type { Verifier } from '../../verification/index.js';

/** The ID to ask the verifier for. One that nothing fits is passed on as it is: the verifier's answer to it is a verdict. */
export async function credentialId(
  context: OperationContext,
  verifier: Verifier,
  typed: string,
): Promise<string> {
  const credential = await verifier.credential(typed);
  if (credential !== null) return credential.id;
  refuseDamaged(typed);
  try {
    return findFob(context.bench, typed).serial;
  } catch {
    return typed;
  }
}

/** The IDs that a mistyped one was perhaps meant to be: those that look alike (`O` for `0`), at most three. */
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
