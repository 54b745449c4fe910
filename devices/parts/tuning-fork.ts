// The 32 768 Hz tuning fork that all hard tokens of the catalogue are assumed to have.

import type { CrystalModel } from '../../firmware-sim/model.js';
import { assumed, type Facts, publishedForTheKind } from '../fact.js';

export const tuningFork: Facts<Omit<CrystalModel, 'toleranceMeanPpm'>> = {
  toleranceSigmaPpm: publishedForTheKind(
    2,
    'rchouinard/rych-otp PR #9: of about 1,200 Feitian c200 most keep their maker’s ±2.85 ppm; Eutronsec WebOTP manual p. 25: below 2 ppm as made. 2 to 2.5 fits both (85 to 75 % inside), 5 leaves 43 %',
  ),
  toleranceLimitPpm: assumed(
    23.1,
    'another vendor’s limit: OneSpan speaks of at most ±2 s a day, which is 2/86400 = 23.1 ppm',
  ),
  curvaturePpmPerC2: publishedForTheKind(
    { centre: -0.034, spread: 0.0086 },
    'Eutronsec WebOTP manual p. 25: a token’s error from −10 to 60 °C is −0.034 × (T − 25)²; crystals: −0.035 ± 0.0086 (ACT 3×8), −0.030 ± 0.01 (CTS TF16)',
  ),
  turnoverC: publishedForTheKind(
    { centre: 25, spread: 5 },
    'crystals of this kind: 25 ± 5 °C (CTS TF16/TF20, ACT 3×8, ECS-3X8X); whose is inside is not public',
  ),
  ageingFirstYearPpm: publishedForTheKind(
    3,
    'crystals of this kind: ±3 ppm in the first year (CTS TF16/TF20, ECS-3X8X); whose is inside is not public',
  ),
};
