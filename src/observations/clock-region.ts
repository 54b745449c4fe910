// All straight-line clocks that agree with what was seen: a convex polygon of offset and drift.

/** A half-plane: `offset · x + drift · y ≤ bound`. */
interface HalfPlane {
  offset: number;
  drift: number;
  bound: number;
}

type Corner = readonly [offsetSeconds: number, driftPpm: number];

/** The clock's offset at one moment lay between two bounds. Time in megaseconds, so that ppm × time is seconds. */
export interface OffsetBound {
  timeMegaseconds: number;
  lowSeconds: number;
  highSeconds: number;
}

export interface Interval {
  low: number;
  median: number;
  high: number;
}

/**
 * Each reading says that the offset, a line over time, passed through an interval at that moment. Where in its step
 * a reading falls is chance, so every line through all intervals is as likely as any other: the polygon is the exact
 * posterior under a flat prior, and quantiles of it are intervals of the stated confidence.
 */
export class ClockRegion {
  readonly #corners: readonly Corner[];

  private constructor(corners: readonly Corner[]) {
    this.#corners = corners;
  }

  /** Every clock within ±`ppmLimit` whose line passes all bounds; `slackSeconds` widens each bound. */
  static of(bounds: readonly OffsetBound[], ppmLimit: number, slackSeconds = 0): ClockRegion {
    const reach = ppmLimit * Math.max(...bounds.map(({ timeMegaseconds }) => Math.abs(timeMegaseconds)), 0);
    const low = Math.min(...bounds.map(({ lowSeconds }) => lowSeconds)) - slackSeconds - reach;
    const high = Math.max(...bounds.map(({ highSeconds }) => highSeconds)) + slackSeconds + reach;
    let corners: readonly Corner[] = [
      [low, -ppmLimit],
      [high, -ppmLimit],
      [high, ppmLimit],
      [low, ppmLimit],
    ];
    for (const { timeMegaseconds, lowSeconds, highSeconds } of bounds) {
      corners = clip(corners, { offset: 1, drift: timeMegaseconds, bound: highSeconds + slackSeconds });
      corners = clip(corners, { offset: -1, drift: -timeMegaseconds, bound: slackSeconds - lowSeconds });
    }
    return new ClockRegion(corners);
  }

  get isEmpty(): boolean {
    return !(this.#area() > 0);
  }

  /** The clocks of this region whose offset at `timeMegaseconds` is within the bounds too. */
  within(bound: OffsetBound): ClockRegion {
    const below = clip(this.#corners, { offset: 1, drift: bound.timeMegaseconds, bound: bound.highSeconds });
    return new ClockRegion(
      clip(below, { offset: -1, drift: -bound.timeMegaseconds, bound: -bound.lowSeconds }),
    );
  }

  /** Share of this region's clocks that `other`, a part of it, holds. */
  share(other: ClockRegion): number {
    return other.#area() / this.#area();
  }

  offsetSeconds(timeMegaseconds: number, confidence: number): Interval {
    return this.#interval(1, timeMegaseconds, confidence);
  }

  driftPpm(confidence: number): Interval {
    return this.#interval(0, 1, confidence);
  }

  /** What is certain, if the clock runs evenly and the readings are right. */
  driftLimitsPpm(): { low: number; high: number } {
    const drifts = this.#corners.map(([, drift]) => drift);
    return { low: Math.min(...drifts), high: Math.max(...drifts) };
  }

  #interval(offset: number, drift: number, confidence: number): Interval {
    const tail = (1 - confidence) / 2;
    const at = (probability: number): number => this.#quantile(offset, drift, probability);
    return { low: at(tail), median: at(0.5), high: at(1 - tail) };
  }

  /** The area grows with the bound, so halving finds the quantile of any linear function of offset and drift. */
  #quantile(offset: number, drift: number, probability: number): number {
    const values = this.#corners.map(([a, b]) => offset * a + drift * b);
    let low = Math.min(...values);
    let high = Math.max(...values);
    const wanted = probability * this.#area();
    for (let i = 0; i < 60 && high > low; i++) {
      const bound = (low + high) / 2;
      if (bound === low || bound === high) break;
      if (area(clip(this.#corners, { offset, drift, bound })) < wanted) low = bound;
      else high = bound;
    }
    return (low + high) / 2;
  }

  #area(): number {
    return area(this.#corners);
  }
}

/** Sutherland and Hodgman: what of a convex polygon lies in a half-plane. */
function clip(corners: readonly Corner[], plane: HalfPlane): readonly Corner[] {
  const over = corners.map(([a, b]) => plane.offset * a + plane.drift * b - plane.bound);
  if (over.every((distance) => distance <= 0)) return corners;
  const kept: Corner[] = [];
  corners.forEach((corner, i) => {
    const j = (i + 1) % corners.length;
    const [here, there] = [over[i]!, over[j]!];
    if (here <= 0) kept.push(corner);
    if (here <= 0 === there <= 0) return;
    const share = here / (here - there);
    const next = corners[j]!;
    kept.push([corner[0] + share * (next[0] - corner[0]), corner[1] + share * (next[1] - corner[1])]);
  });
  return kept;
}

function area(corners: readonly Corner[]): number {
  const origin = corners[0];
  if (origin === undefined) return 0;
  let twice = 0;
  // Taken from one corner, so that a small polygon far from zero keeps its digits.
  for (let i = 1; i + 1 < corners.length; i++) {
    const [ax, ay] = [corners[i]![0] - origin[0], corners[i]![1] - origin[1]];
    const [bx, by] = [corners[i + 1]![0] - origin[0], corners[i + 1]![1] - origin[1]];
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice) / 2;
}
