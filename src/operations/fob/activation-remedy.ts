// The image that activates an app without a seed.
import type { Remedy } from '../../contract/operation-error.js';

export function scanRemedy(serial: string): Remedy {
  return { operation: 'activation.scan', arguments: { fob: serial, image: '<file>' } };
}
