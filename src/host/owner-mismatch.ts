// The owner's credential store or key differs from the one that the client's environment names. The owner must not use
// its own for what the client means for another.
import { OperationError } from '../contract/operation-error.js';

export class OwnerMismatch extends OperationError {
  constructor(message: string) {
    super('busy', message);
    this.name = 'OwnerMismatch';
  }
}
