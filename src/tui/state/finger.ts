// Whether a finger is on a fob's button: the bench knows it as the fault of a contact that stays closed.
import type { FobSight } from './bench-answers.js';

export const heldFault = 'button.stuck';

export function isHeld({ faults }: FobSight): boolean {
  return faults.includes(heldFault);
}
