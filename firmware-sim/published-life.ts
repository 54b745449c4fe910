// The life that a vendor has published, in codes or in years: a figure on paper. No source says that a token stops at its
// end, so here it goes on; the log tells when it is over, once.
import type { CrystalState } from './crystal.js';
import type { FobModel } from './model.js';

export interface LifeReading {
  codesMade: number;
  /** Undefined where years alone are published. */
  lifeCodes: number | undefined;
  /** True time at which the years are over. */
  endsUs: number;
  ended: boolean;
}

/** Lived time at which the years are over; undefined where none are published. */
export function lifeEndUs({ lifeYears }: FobModel, crystal: CrystalState): number | undefined {
  if (lifeYears === undefined) return undefined;
  const madeUs = crystal.anchorUs - crystal.ageUs;
  return madeUs + Math.floor(lifeYears * yearUs);
}

/** Whether as many codes have been made as the vendor speaks of. */
export function codesAreUsedUp({ lifeCodes }: FobModel, codesMade: number): boolean {
  return lifeCodes !== undefined && codesMade >= lifeCodes;
}

const yearUs = 365 * 86_400 * 1e6;
