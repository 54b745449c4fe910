// What a fob of the bench has to give to a seed file or to an app: its seed and how its codes are made.
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import type { SeedRecord } from '../../seed-files/index.js';

/** `label`: the one on the fob. Undefined where the fob keeps no seed, or has lost it. */
export function fobRecord(
  fob: SimulatedFob,
  { modelId, label }: { modelId: string; label: string },
  record = 1,
): SeedRecord | undefined {
  const seed = fob.seed();
  if (seed === undefined) return undefined;
  const { otp } = fob.model;
  return {
    serial: fob.identity.serial,
    secret: seed,
    manufacturer: fob.identity.manufacturer,
    model: modelId,
    ...(label === '' ? {} : { label }),
    type: otp.type,
    algorithm: otp.algorithm,
    digits: otp.digits,
    position: { record, line: 1, column: 1 },
    ...(otp.type === 'totp'
      ? { periodSeconds: otp.periodSeconds, ...startOf(otp.t0Seconds) }
      : { counter: (fob as { counter?(): number }).counter?.() ?? 0 }),
  };
}

/** Left out where it is 0, as the formats have it. */
export function startOf(t0Seconds: number): { t0Seconds?: number } {
  return t0Seconds === 0 ? {} : { t0Seconds };
}
