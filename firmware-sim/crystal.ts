// A 32 768 Hz tuning fork: ppm = tolerance + k·(T − T0)² + ageing (CTS TF16/TF20, Microchip AN). Its offset is a pure
// function of the last anchor and the time asked for. So reading it changes nothing, and an advance in many pieces gives
// the same bytes as one. All times are lived times of the fob (see fob-hardware.ts).
import { ageingFraction, ageingIntegral } from './ageing.js';
import type { CrystalModel } from './model.js';
import { Random } from './random.js';
import { squaredDeviationIntegral, type TemperatureProfile, temperatureAt } from './temperature.js';

/** The crystal of one fob, drawn once. */
export interface CrystalCut {
  tolerancePpm: number;
  /** k. It is negative: away from its turnover temperature a tuning fork always runs slower. */
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
  /** The net rate, in place of the one that temperature and ageing give; null if they decide. */
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

/** Crystal time minus lived time, in µs. Not a whole number: round it only to show it. */
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

/** The net rate at one moment, ppm; −1 000 000 if the crystal stands still. */
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

/** Moves the anchor to `timeUs`, before the rate changes. Only a change that the bench logs may call this. */
export function rebase(crystal: CrystalState, timeUs: number): void {
  crystal.offsetUs = offsetAt(crystal, timeUs);
  crystal.ageUs += timeUs - crystal.anchorUs;
  crystal.anchorUs = timeUs;
}

/** The fob falls: its tolerance, and a rate that was set, change by `ppm` for good. */
export function dropCrystal(crystal: CrystalState, timeUs: number, ppm: number): void {
  rebase(crystal, timeUs);
  crystal.cut.tolerancePpm += ppm;
  if (crystal.fixedPpm !== null) crystal.fixedPpm += ppm;
}

/** The shift of one fall, within ±`limitPpm`. The present state of the crystal seeds the draw, so that each fall differs. */
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
 * The first whole microsecond from `fromUs` on at which the crystal has counted to `crystalTimeUs`; undefined if it
 * stands still. A timer inside the fob counts the ticks of this crystal.
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
  // Each round leaves at most a ten-thousandth of the error. A long wait with a changing rate needs a few rounds; the
  // steps of one microsecond then make it exact.
  for (let round = 0; round < 8; round++) {
    const short = crystalTimeUs - crystalTimeAt(crystal, at);
    if (short === 0) break;
    at += short;
  }
  while (crystalTimeAt(crystal, at) < crystalTimeUs) at++;
  while (at > fromUs && crystalTimeAt(crystal, at - 1) >= crystalTimeUs) at--;
  return at;
}
