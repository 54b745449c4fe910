// Offset over time against a window: what was, what will be, and where it leaves.
import type { Canvas } from '../cells/canvas.js';
import type { FobForecast } from '../state/bench-answers.js';
import type { OffsetWindow } from '../state/offset-window.js';

export interface ChartPoint {
  /** Milliseconds since the Unix epoch. */
  at: number;
  value: number;
  /** Nothing is known between the point before and this one. */
  apart?: boolean;
}

/** Eight heights, for one row of text. */
export function sparkline(values: readonly number[], low: number, high: number, ascii: boolean): string {
  const steps = ascii ? '_.-=^' : '▁▂▃▄▅▆▇█';
  const span = high - low;
  return values
    .map((value) => {
      const share = span === 0 ? 0 : (value - low) / span;
      return steps[Math.max(0, Math.min(steps.length - 1, Math.floor(share * steps.length)))];
    })
    .join('');
}

/**
 * A chart with the window as two lines: the past up to the `now` column, the future after it. Values beyond the chart
 * stand at its edge.
 */
export function drawForecastChart<A>(canvas: Canvas<A>, forecast: FobForecast, window: OffsetWindow): void {
  const { width, height } = canvas;
  if (width < 8 || height < 1 || forecast.offsetSeconds === null) return;
  const now = Date.parse(forecast.at);
  // Everything is drawn from the middle of the window, which is where the verifier expects the fob.
  const { seconds: windowSeconds, around } = window;
  const toPoint = ({ at, offsetSeconds }: { at: string; offsetSeconds: number }): ChartPoint => ({
    at: Date.parse(at),
    value: offsetSeconds - around,
  });
  const past: ChartPoint[] = forecast.past.map((point) => ({ ...toPoint(point), apart: point.changed }));
  const future = forecast.future.map(toPoint);
  const present = forecast.offsetSeconds - around;
  const pastWidth = past.length > 1 ? Math.floor(width / 3) : 0;
  const from = past[0]?.at ?? now;
  const to = future.at(-1)?.at ?? now;
  const largest = Math.max(windowSeconds * 1.25, ...past.concat(future).map(({ value }) => Math.abs(value)));
  // A fob that runs far out would press the window into one row: then the chart stops at four windows.
  const limit = Math.max(Math.min(largest, windowSeconds * 4), 1);
  const rowOf = (value: number): number =>
    Math.max(0, Math.min(height - 1, Math.round(((limit - value) / (2 * limit)) * (height - 1))));
  const upper = rowOf(windowSeconds);
  const lower = rowOf(-windowSeconds);
  for (let x = 0; x < width; x++) {
    if (height > 2) {
      canvas.put(x, upper, '┄', 'dim');
      canvas.put(x, lower, '┄', 'dim');
    }
    const isPast = x < pastWidth;
    const share = isPast
      ? x / Math.max(1, pastWidth - 1)
      : (x - pastWidth) / Math.max(1, width - 1 - pastWidth);
    const at = isPast ? from + (now - from) * share : now + (to - now) * share;
    const columnMs = (now - from) / Math.max(1, pastWidth - 1);
    const value = valueAt(isPast ? [...past, { at: now, value: present }] : future, at, columnMs / 2);
    if (value === undefined) continue;
    const out = Math.abs(value) > windowSeconds;
    canvas.put(x, rowOf(value), isPast ? '•' : '·', out ? 'bad' : isPast ? 'accent' : 'good');
  }
  canvas.put(pastWidth, rowOf(present), '●', 'title');
}

/** Between two points of a list the straight line; where nothing is known, a point that is no farther than `near`. */
export function valueAt(points: readonly ChartPoint[], at: number, near = 0): number | undefined {
  for (let i = points.length - 1; i >= 0; i--) {
    const point = points[i]!;
    if (point.at > at) continue;
    const next = points[i + 1];
    if (next === undefined || next.at === point.at) return point.value;
    if (next.apart)
      return next.at - at <= near ? next.value : at - point.at <= near ? point.value : undefined;
    return point.value + ((next.value - point.value) * (at - point.at)) / (next.at - point.at);
  }
  return points[0]?.value;
}
