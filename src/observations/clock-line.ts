// A fob's clock as far as readings tell: its offset at any moment, and when it leaves a policy's window.
import { ClockRegion, type Interval, type OffsetBound } from './clock-region.js';

export interface TimedBounds {
  atMs: number;
  lowSeconds: number;
  highSeconds: number;
}

/** How far off a verifier lets a fob be, around the drift that it has stored for it. */
export interface PolicyWindow {
  behindSeconds: number;
  aheadSeconds: number;
  /** The drift the verifier has stored; 0 for one that stores none. */
  centreSeconds?: number;
}

/**
 * The offsets that a window of steps always accepts. A fob that is off by less than one more step than this is accepted
 * for a part of each step only, so it counts as having left.
 */
export function windowOfSteps(steps: { behind: number; ahead: number }, periodSeconds: number): PolicyWindow {
  return { behindSeconds: steps.behind * periodSeconds, aheadSeconds: steps.ahead * periodSeconds };
}

export type WindowForecast =
  | { status: 'outside' }
  /** The drift is not known well enough to name a date. */
  | { status: 'unknown' }
  | { status: 'stays'; untilMs: number }
  | { status: 'leaves'; earliestMs: number; likelyMs: number; latestMs: number | undefined };

/** Temperature from −40 to 85 °C and every published tolerance fit in it. Assumed. */
export const ppmLimit = 200;
const msPerMegasecond = 1e9;
const horizonMs = 20 * 365.25 * 86_400_000;

export class ClockLine {
  readonly #region: ClockRegion;
  readonly #originMs: number;

  private constructor(region: ClockRegion, originMs: number) {
    this.#region = region;
    this.#originMs = originMs;
  }

  /** Undefined where no evenly running clock passes all the bounds, each widened by `slackSeconds`. */
  static through(bounds: readonly TimedBounds[], slackSeconds = 0): ClockLine | undefined {
    const originMs = bounds.reduce((sum, { atMs }) => sum + atMs, 0) / bounds.length;
    const region = ClockRegion.of(
      bounds.map(({ atMs, ...bound }) => ({
        ...bound,
        timeMegaseconds: (atMs - originMs) / msPerMegasecond,
      })),
      ppmLimit,
      slackSeconds,
    );
    return region.isEmpty ? undefined : new ClockLine(region, originMs);
  }

  offsetSecondsAt(atMs: number, confidence: number): Interval {
    return this.#region.offsetSeconds(this.#time(atMs), confidence);
  }

  driftPpm(confidence: number): Interval {
    return this.#region.driftPpm(confidence);
  }

  /** False while the readings alone do not bound the drift to either side. */
  get driftIsKnown(): boolean {
    const { low, high } = this.#region.driftLimitsPpm();
    const edge = ppmLimit * 0.999;
    return low > -edge && high < edge;
  }

  /** Whether a reading's bounds leave any clock of these possible. */
  admits(bounds: TimedBounds): boolean {
    return !this.#region.within(this.#bound(bounds)).isEmpty;
  }

  /** When a fob that nobody uses leaves the window: a verifier that follows drift moves the centre at each login. */
  leavesWindow(window: PolicyWindow, fromMs: number, confidence: number): WindowForecast {
    const centre = window.centreSeconds ?? 0;
    const bounds = { lowSeconds: centre - window.behindSeconds, highSeconds: centre + window.aheadSeconds };
    const inside = this.#region.within(this.#bound({ atMs: fromMs, ...bounds }));
    if (inside.isEmpty || this.#region.share(inside) < 0.5) return { status: 'outside' };
    if (!this.driftIsKnown) return { status: 'unknown' };
    // A straight line that is inside now and inside later was inside in between, so leaving only ever gets likelier.
    const left = (atMs: number): number => 1 - inside.share(inside.within(this.#bound({ atMs, ...bounds })));
    const tail = (1 - confidence) / 2;
    const earliestMs = firstMoment(left, fromMs, tail);
    const likelyMs = firstMoment(left, fromMs, 0.5);
    if (earliestMs === undefined || likelyMs === undefined)
      return { status: 'stays', untilMs: fromMs + horizonMs };
    return { status: 'leaves', earliestMs, likelyMs, latestMs: firstMoment(left, fromMs, 1 - tail) };
  }

  #bound({ atMs, lowSeconds, highSeconds }: TimedBounds): OffsetBound {
    return { timeMegaseconds: this.#time(atMs), lowSeconds, highSeconds };
  }

  #time(atMs: number): number {
    return (atMs - this.#originMs) / msPerMegasecond;
  }
}

/** To the second; undefined beyond twenty years. */
function firstMoment(
  left: (atMs: number) => number,
  fromMs: number,
  probability: number,
): number | undefined {
  let low = fromMs;
  let high = fromMs + horizonMs;
  if (left(high) < probability) return undefined;
  while (high - low > 1000) {
    const middle = (low + high) / 2;
    if (left(middle) < probability) low = middle;
    else high = middle;
  }
  return Math.round(high);
}
