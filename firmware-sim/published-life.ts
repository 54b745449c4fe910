// The life that a vendor has published, in codes or in years. No source says that a token stops at the end of it, so a
// simulated one goes on. The log says once that it is over.
import type { CrystalState } from './crystal.js';
import type { FobModel } from './model.js';

export interface LifeReading {
  codesMade: number;
  /** Undefined if only years are published. */
  lifeCodes: number | undefined;
  /** True time at which the years are over. */
  endsUs: number;
  ended: boolean;
}

/** Lived time at which the years are over; undefined if none are published. */
export function lifeEndUs({ lifeYears }: FobModel, crystal: CrystalState): number | undefined {
  if (lifeYears === undefined) return undefined;
  const madeUs = crystal.anchorUs - crystal.ageUs;
  return madeUs + Math.floor(lifeYears * yearUs);
}

/** Whether the token has made the published number of codes. */
export function codesAreUsedUp({ lifeCodes }: FobModel, codesMade: number): boolean {
  return lifeCodes !== undefined && codesMade >= lifeCodes;
}

const yearUs = 365 * 86_400 * 1e6;
