// A row of the bench's file that foblab did not write so. The fob or event of it is left out; everything else goes on.
import { OperationError } from '../contract/operation-error.js';

export class DamagedRow extends OperationError {
  constructor(what: string) {
    super('damaged', `${what} is damaged: its check does not hold`, { remedy: { operation: 'repair' } });
    this.name = 'DamagedRow';
  }
}
