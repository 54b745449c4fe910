// A credential that exists for the judgement of one code: nothing of it is kept.
import type { OperationContext } from '../../host/operation-context.js';
import { policiesOf } from '../../host/verifier/verifier-host.js';
import {
  createMemoryStore,
  createVerifier,
  developmentKeyring,
  type EnrollmentRequest,
  type Verifier,
} from '../../verification/index.js';

/** @returns a verifier in memory that knows this credential alone, and the policies of the bench */
export async function trialCredential(
  { directory }: Pick<OperationContext, 'directory'>,
  request: EnrollmentRequest,
): Promise<Verifier> {
  const { proofCode: _, lifecycle: __, requestId: ___, ...enrolled } = request;
  const verifier = createVerifier({
    store: createMemoryStore(),
    keyring: developmentKeyring(),
    policies: policiesOf(directory),
  });
  await verifier.enroll(enrolled);
  return verifier;
}
