// The tokens of a bench on disk.
import { OperationError } from '../../contract/operation-error.js';
import { AccessTokens } from '../../host/access-tokens.js';
import type { OperationContext } from '../../host/operation-context.js';

/** @throws OperationError `refused` for a bench in memory: its server keeps the tokens of its own bench. */
export function accessTokens({ directory }: OperationContext): AccessTokens {
  if (directory === undefined)
    throw new OperationError(
      'refused',
      'a bench in memory has no tokens; its server takes those of its own bench',
    );
  return new AccessTokens(directory);
}
