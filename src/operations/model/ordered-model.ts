// A model of the catalogue as it comes, for what must know no datasheets.
import { findModel, toFobModel } from '../../../devices/index.js';
import type { FobModel } from '../../../firmware-sim/index.js';

/** Undefined for an app, a key and an unknown model. */
export function orderedModel(modelId: string): FobModel | undefined {
  try {
    return toFobModel(findModel(modelId));
  } catch {
    return undefined;
  }
}
