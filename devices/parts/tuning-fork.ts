// The 32 768 Hz tuning fork that every hard token here is assumed to have.

import type { CrystalModel } from '../../firmware-sim/model.js';
import { assumed, type Facts } from '../fact.js';

export const tuningFork: Facts<CrystalModel> = {
  toleranceSigmaPpm: assumed(
    5,
    'no population was ever published; two sellers speak of 2 min a year (3.8 ppm) and of 1 s a day (11.6 ppm) as not unusual',
  ),
  toleranceLimitPpm: assumed(
    23.1,
    'another vendor’s limit: OneSpan speaks of at most ±2 s a day, which is 2/86400 = 23.1 ppm',
  ),
  curvaturePpmPerC2: assumed(
    { centre: -0.034, spread: 0.0086 },
    'usual for such crystals: −0.035 ± 0.0086 (ACT 3×8) and −0.030 ± 0.01 (CTS TF16) are published',
  ),
  turnoverC: assumed(
    { centre: 25, spread: 5 },
    'as crystals of this kind have it (CTS TF16/TF20, ACT 3×8: 25 ± 5 °C); whose is inside is not public',
  ),
  ageingFirstYearPpm: assumed(
    3,
    'as a crystal of this kind has it (CTS TF16/TF20: ±3 ppm in the first year); whose is inside is not public',
  ),
};
