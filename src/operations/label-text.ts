// What a person writes on a fob, as a label or a serial: nothing in it that does something to a terminal.

import { OperationError } from '../contract/operation-error.js';
import { refuseSeed } from '../contract/parameter.js';
import { foreignCharacter } from '../serials/index.js';

const longest = 80;

/** @throws OperationError `usage`. */
export function readLabel(given: unknown, name = 'label'): string {
  if (typeof given !== 'string') throw new OperationError('usage', `${name}: expected text`);
  if (given.length > longest)
    throw new OperationError('usage', `${name}: ${given.length} characters given; up to ${longest} are kept`);
  refuseForeign(given, name);
  refuseSeed(given, name);
  return given;
}

/** @throws OperationError `usage` for a character that does something to a terminal. */
export function refuseForeign(given: string, name: string): void {
  const foreign = foreignCharacter(given);
  if (foreign !== undefined)
    throw new OperationError('usage', `${name}: it has the control character ${foreign}; leave that out`);
}
