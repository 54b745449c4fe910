// An error as the terminal UI shows it: with its remedy as a command line, which its palette takes too.
import { messageWithRemedy } from '../../contract/command-words.js';
import { asOperationError } from '../../host/as-operation-error.js';
import { knownOperation } from '../known-operations.js';

export function errorText(error: unknown): string {
  const failed = asOperationError(error);
  return messageWithRemedy(failed, failed.remedy && knownOperation(failed.remedy.operation));
}
