// A policy by its name, of the built-in ones and the bench's own.
import { closest } from '../../contract/did-you-mean.js';
import { OperationError } from '../../contract/operation-error.js';
import { policiesOf } from '../../host/verifier/verifier-host.js';
import { quotedWord } from '../../serials/index.js';
import type { Policy } from '../../verification/index.js';

/** `directory`: the bench's. @throws OperationError `not-found` */
export function namedPolicy(directory: string | undefined, wanted: string): Policy {
  const policies = policiesOf(directory);
  const policy = policies.find(({ name }) => name === wanted);
  if (policy !== undefined) return policy;
  const near = closest(
    wanted,
    policies.map(({ name }) => name),
  );
  throw new OperationError(
    'not-found',
    `there is no policy ${quotedWord(wanted)}${near ? `; did you mean ${near}?` : ''}`,
    { parameter: 'policy', remedy: { operation: 'policy.list' } },
  );
}
