// A holder of the bench was told otherwise than whoever asks: it must not do with its own what was meant for another.
import { OperationError } from './operation-error.js';

export class ToldOtherwise extends OperationError {
  constructor(message: string) {
    super('busy', message);
    this.name = 'ToldOtherwise';
  }
}
