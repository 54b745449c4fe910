// What activates an app that has no seed yet.
import type { Remedy } from '../../contract/operation-error.js';

export function scanRemedy(serial: string): Remedy {
  return { operation: 'activation.scan', arguments: { fob: serial, image: '<file>' } };
}
