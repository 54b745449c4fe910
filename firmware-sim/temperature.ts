// The temperature of a fob over its lived time. It is piecewise linear, so that the integrals of the crystal are exact with
// + − × ÷ only.

export interface TemperaturePoint {
  atUs: number;
  celsius: number;
}

/**
 * `constant`: one temperature. `periodic`: points within one period, which repeats for ever from time 0 (for a day, that is
 * midnight UTC). `points`: points from `startUs` on; outside, the first or the last value holds.
 */
export type TemperatureProfile =
  | { kind: 'constant'; celsius: number }
  | { kind: 'periodic'; periodUs: number; points: readonly TemperaturePoint[] }
  | { kind: 'points'; startUs: number; points: readonly TemperaturePoint[] };

export const hourUs = 3_600_000_000;
export const dayUs = 24 * hourUs;

export const profileNames = ['day-night', 'pocket', 'cold-weekend'] as const;
export type ProfileName = (typeof profileNames)[number];

/** The profile with this name. `startUs` is the beginning of the weekend. */
export function namedProfile(name: ProfileName, startUs: number): TemperatureProfile {
  const hours = (...points: [hour: number, celsius: number][]): TemperaturePoint[] =>
    points.map(([hour, celsius]) => ({ atUs: hour * hourUs, celsius }));
  switch (name) {
    case 'day-night':
      return { kind: 'periodic', periodUs: dayUs, points: hours([0, 17], [5, 15], [14, 25], [18, 23]) };
    case 'pocket':
      return {
        kind: 'periodic',
        periodUs: dayUs,
        points: hours([0, 20], [7, 20], [8, 32], [18, 32], [19, 20]),
      };
    case 'cold-weekend':
      return { kind: 'points', startUs, points: hours([0, 21], [3, -10], [60, -10], [64, 21]) };
  }
}

export function temperatureAt(profile: TemperatureProfile, timeUs: number): number {
  if (profile.kind === 'constant') return profile.celsius;
  const { points } = profile;
  const first = points[0]!;
  const last = points[points.length - 1]!;
  if (profile.kind === 'points') {
    const at = timeUs - profile.startUs;
    if (at <= first.atUs) return first.celsius;
    if (at >= last.atUs) return last.celsius;
    return interpolate(points, at);
  }
  const at = modulo(timeUs, profile.periodUs);
  if (at >= last.atUs)
    return mix(last.celsius, first.celsius, at - last.atUs, profile.periodUs - last.atUs + first.atUs);
  if (at < first.atUs)
    return mix(
      last.celsius,
      first.celsius,
      at + profile.periodUs - last.atUs,
      profile.periodUs - last.atUs + first.atUs,
    );
  return interpolate(points, at);
}

/** ∫ (T(t) − centre)² dt from `fromUs` to `toUs`, in °C²·µs: per linear piece dt·(a² + ab + b²)/3. */
export function squaredDeviationIntegral(
  profile: TemperatureProfile,
  centreC: number,
  fromUs: number,
  toUs: number,
): number {
  if (profile.kind === 'constant')
    return (toUs - fromUs) * (profile.celsius - centreC) * (profile.celsius - centreC);
  if (profile.kind === 'points') {
    const { points, startUs } = profile;
    const a = fromUs - startUs;
    const b = toUs - startUs;
    return heldIntegral(points, centreC, a, b);
  }
  const { periodUs } = profile;
  const points = closedPeriod(profile);
  const a = modulo(fromUs, periodUs);
  const wholePeriods = Math.floor((toUs - (fromUs - a)) / periodUs);
  const b = toUs - (fromUs - a) - wholePeriods * periodUs;
  const whole = wholePeriods === 0 ? 0 : wholePeriods * heldIntegral(points, centreC, 0, periodUs);
  return whole + heldIntegral(points, centreC, 0, b) - heldIntegral(points, centreC, 0, a);
}

/** @throws Error that says how to fix the profile, if it cannot be used */
export function checkProfile(profile: TemperatureProfile): void {
  const temperatures = profile.kind === 'constant' ? [profile.celsius] : profile.points.map((p) => p.celsius);
  if (temperatures.length === 0) throw new Error('a temperature profile needs at least one point');
  for (const celsius of temperatures)
    if (!(celsius >= -55 && celsius <= 125))
      throw new Error(`temperature ${celsius} °C given; expected −55 to 125 °C`);
  if (profile.kind === 'constant') return;
  for (const [i, point] of profile.points.entries()) {
    const previous = profile.points[i - 1];
    if (!Number.isSafeInteger(point.atUs) || point.atUs < 0 || (previous && point.atUs <= previous.atUs))
      throw new Error(`temperature point ${i + 1}: times must be whole microseconds, from 0 on and rising`);
    if (profile.kind === 'periodic' && point.atUs >= profile.periodUs)
      throw new Error(
        `temperature point ${i + 1} lies outside the period of ${profile.periodUs / hourUs} hours`,
      );
  }
}

/** The integral over a list of points. Before it the first value holds, after it the last one. */
function heldIntegral(
  points: readonly TemperaturePoint[],
  centreC: number,
  fromUs: number,
  toUs: number,
): number {
  if (toUs <= fromUs) return 0;
  const first = points[0]!;
  const last = points[points.length - 1]!;
  let sum = 0;
  if (fromUs < first.atUs)
    sum += piece(first.celsius, first.celsius, Math.min(toUs, first.atUs) - fromUs, centreC);
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1]!;
    const q = points[i]!;
    const a = Math.max(fromUs, p.atUs);
    const b = Math.min(toUs, q.atUs);
    if (b <= a) continue;
    const span = q.atUs - p.atUs;
    sum += piece(
      mix(p.celsius, q.celsius, a - p.atUs, span),
      mix(p.celsius, q.celsius, b - p.atUs, span),
      b - a,
      centreC,
    );
  }
  if (toUs > last.atUs) sum += piece(last.celsius, last.celsius, toUs - Math.max(fromUs, last.atUs), centreC);
  return sum;
}

function piece(fromC: number, toC: number, spanUs: number, centreC: number): number {
  const a = fromC - centreC;
  const b = toC - centreC;
  return (spanUs * (a * a + a * b + b * b)) / 3;
}

/** The points of one period, with points at its beginning and at its end. */
function closedPeriod(profile: TemperatureProfile & { kind: 'periodic' }): TemperaturePoint[] {
  const edge = temperatureAt(profile, 0);
  const inner = profile.points.filter((point) => point.atUs > 0);
  return [{ atUs: 0, celsius: edge }, ...inner, { atUs: profile.periodUs, celsius: edge }];
}

function interpolate(points: readonly TemperaturePoint[], at: number): number {
  for (let i = 1; i < points.length; i++) {
    const q = points[i]!;
    if (at < q.atUs) {
      const p = points[i - 1]!;
      return mix(p.celsius, q.celsius, at - p.atUs, q.atUs - p.atUs);
    }
  }
  return points[points.length - 1]!.celsius;
}

function mix(from: number, to: number, at: number, span: number): number {
  return span === 0 ? to : from + ((to - from) * at) / span;
}

function modulo(value: number, by: number): number {
  return value - Math.floor(value / by) * by;
}
