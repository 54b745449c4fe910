// How a tuning fork ages: fast in the first year, then slower. The table gives the shift at an age as a fraction of the
// first year's shift. It is piecewise linear, so that its integral is exact. Its shape is assumed; the first year's ±3 ppm
// is from CTS TF16/TF20.
import { dayUs } from './temperature.js';

const knots: readonly { ageUs: number; fraction: number }[] = [
  { ageUs: 0, fraction: 0 },
  { ageUs: 30 * dayUs, fraction: 0.28 },
  { ageUs: 90 * dayUs, fraction: 0.52 },
  { ageUs: 365 * dayUs, fraction: 1 },
  { ageUs: 2 * 365 * dayUs, fraction: 1.25 },
  { ageUs: 5 * 365 * dayUs, fraction: 1.6 },
  { ageUs: 10 * 365 * dayUs, fraction: 1.9 },
];

/** Fraction of the first-year shift reached at `ageUs`; constant after ten years. */
export function ageingFraction(ageUs: number): number {
  for (let i = 1; i < knots.length; i++) {
    const q = knots[i]!;
    if (ageUs < q.ageUs) {
      const p = knots[i - 1]!;
      return p.fraction + ((q.fraction - p.fraction) * (ageUs - p.ageUs)) / (q.ageUs - p.ageUs);
    }
  }
  return knots[knots.length - 1]!.fraction;
}

/** ∫ fraction d(age) between two ages, in µs. */
export function ageingIntegral(fromAgeUs: number, toAgeUs: number): number {
  return cumulative(toAgeUs) - cumulative(fromAgeUs);
}

function cumulative(ageUs: number): number {
  let sum = 0;
  for (let i = 1; i < knots.length; i++) {
    const p = knots[i - 1]!;
    const q = knots[i]!;
    if (ageUs <= p.ageUs) return sum;
    const end = Math.min(ageUs, q.ageUs);
    sum += ((end - p.ageUs) * (p.fraction + ageingFraction(end))) / 2;
  }
  const last = knots[knots.length - 1]!;
  return ageUs > last.ageUs ? sum + (ageUs - last.ageUs) * last.fraction : sum;
}

export { knots as ageingKnots };
