// A 32 768 Hz tuning fork: ppm = tolerance + k·(T − T0)² + ageing (CTS TF16/TF20, Microchip AN). What it has gained or
// lost is a pure function of its last anchor and the time asked for, so that looking never moves it and splitting
// an advance changes no byte. Time here is the time that the fob has lived (see fob.ts).
import { ageingFraction, ageingIntegral } from './ageing.js';
import type { CrystalModel } from './model.js';
import { Random } from './random.js';
import { squaredDeviationIntegral, type TemperatureProfile, temperatureAt } from './temperature.js';

/** One fob's own crystal, drawn once. */
export interface CrystalCut {
  tolerancePpm: number;
  /** k, negative: a tuning fork only ever slows away from its turnover. */
  curvaturePpmPerC2: number;
  turnoverC: number;
  ageingFirstYearPpm: number;
}

export interface CrystalState {
  cut: CrystalCut;
  anchorUs: number;
  /** Crystal time minus lived time at the anchor. */
  offsetUs: number;
  /** Age at the anchor. */
  ageUs: number;
  profile: TemperatureProfile;
  /** Set: the net rate outright, physics aside. */
  fixedPpm: number | null;
  /** Added by the fault crystal.drift. */
  faultPpm: number;
  stopped: boolean;
}

export function cutCrystal(model: CrystalModel, random: Random, tolerancePpm?: number): CrystalCut {
  const drawn = random.normal() * model.toleranceSigmaPpm + (model.toleranceMeanPpm ?? 0);
  const limit = model.toleranceLimitPpm;
  const spread = (range: { centre: number; spread: number }): number =>
    random.between(range.centre - range.spread, range.centre + range.spread);
  return {
    curvaturePpmPerC2: spread(model.curvaturePpmPerC2),
    turnoverC: spread(model.turnoverC),
    ageingFirstYearPpm: random.between(-model.ageingFirstYearPpm, model.ageingFirstYearPpm),
    tolerancePpm: tolerancePpm ?? (drawn > limit ? limit : Math.max(drawn, -limit)),
  };
}

/** Crystal time minus lived time, in µs (a fraction; round only what is shown). */
export function offsetAt(crystal: CrystalState, timeUs: number): number {
  const elapsedUs = timeUs - crystal.anchorUs;
  if (elapsedUs === 0) return crystal.offsetUs;
  if (crystal.stopped) return crystal.offsetUs - elapsedUs;
  if (crystal.fixedPpm !== null)
    return crystal.offsetUs + (elapsedUs * (crystal.fixedPpm + crystal.faultPpm)) / 1e6;
  const { cut } = crystal;
  const temperature = squaredDeviationIntegral(crystal.profile, cut.turnoverC, crystal.anchorUs, timeUs);
  const ageing = ageingIntegral(crystal.ageUs, crystal.ageUs + elapsedUs);
  return (
    crystal.offsetUs +
    (elapsedUs * (cut.tolerancePpm + crystal.faultPpm) +
      cut.curvaturePpmPerC2 * temperature +
      cut.ageingFirstYearPpm * ageing) /
      1e6
  );
}

/** The net rate at one moment, ppm; −1 000 000 where it stands still. */
export function ratePpmAt(crystal: CrystalState, timeUs: number): number {
  if (crystal.stopped) return -1e6;
  if (crystal.fixedPpm !== null) return crystal.fixedPpm + crystal.faultPpm;
  const { cut } = crystal;
  const away = temperatureAt(crystal.profile, timeUs) - cut.turnoverC;
  const age = crystal.ageUs + (timeUs - crystal.anchorUs);
  return (
    cut.tolerancePpm +
    crystal.faultPpm +
    cut.curvaturePpmPerC2 * away * away +
    cut.ageingFirstYearPpm * ageingFraction(age)
  );
}

/** Moves the anchor to `timeUs`, before a change of rate: only a journaled change may call this. */
export function rebase(crystal: CrystalState, timeUs: number): void {
  crystal.offsetUs = offsetAt(crystal, timeUs);
  crystal.ageUs += timeUs - crystal.anchorUs;
  crystal.anchorUs = timeUs;
}

/** The fob falls: its own rate, and a rate that was set outright, are others for good. */
export function dropCrystal(crystal: CrystalState, timeUs: number, ppm: number): void {
  rebase(crystal, timeUs);
  crystal.cut.tolerancePpm += ppm;
  if (crystal.fixedPpm !== null) crystal.fixedPpm += ppm;
}

/** The shift of one fall within ±`limitPpm`: drawn from what this crystal is now, so that each fall gives another. */
export function drawnDropPpm({ cut }: CrystalState, timeUs: number, limitPpm: number): number {
  const { turnoverC, curvaturePpmPerC2, tolerancePpm } = cut;
  const random = Random.stream(`${turnoverC}/${curvaturePpmPerC2}/${tolerancePpm}/${timeUs}`, 'drop');
  return random.between(-limitPpm, limitPpm);
}

/** What the crystal has counted up to `timeUs`, whole µs on the scale of lived time. */
export function crystalTimeAt(crystal: CrystalState, timeUs: number): number {
  return timeUs + Math.floor(offsetAt(crystal, timeUs));
}

/**
 * The first whole microsecond from `fromUs` on at which the crystal has counted to `crystalTimeUs`; undefined where it
 * stands still. A timer inside the fob counts the fob's own ticks.
 */
export function whenCrystalReads(
  crystal: CrystalState,
  fromUs: number,
  crystalTimeUs: number,
): number | undefined {
  const missingUs = crystalTimeUs - crystalTimeAt(crystal, fromUs);
  if (missingUs <= 0) return fromUs;
  if (crystal.stopped) return undefined;
  let at = fromUs + Math.round(missingUs / (1 + ratePpmAt(crystal, fromUs) / 1e6));
  // Each round leaves a ten-thousandth of the error at most: a long wait under a moving rate needs a few, and the walk
  // makes it exact.
  for (let round = 0; round < 8; round++) {
    const short = crystalTimeUs - crystalTimeAt(crystal, at);
    if (short === 0) break;
    at += short;
  }
  while (crystalTimeAt(crystal, at) < crystalTimeUs) at++;
  while (at > fromUs && crystalTimeAt(crystal, at - 1) >= crystalTimeUs) at--;
  return at;
}
