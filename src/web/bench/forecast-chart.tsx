// The chart of a fob's clock offset over time: past, forecast, the window of the policy, and when the clock leaves it.
import type { Answer } from '../site.js';
import { shortTime } from './panel.js';

type Forecast = Answer<'fob.forecast'>;

const [width, height, left, right, top, bottom] = [720, 260, 72, 16, 16, 40];

export function ForecastChart({ forecast, low, high }: { forecast: Forecast; low: number; high: number }) {
  const points = [...forecast.past, ...forecast.future];
  if (forecast.offsetSeconds === null || points.length < 2)
    return <p class="quiet">No clock runs in this fob.</p>;
  const times = points.map(({ at }) => Date.parse(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const largest = Math.max(
    1.5 * Math.max(high, -low),
    ...points.map(({ offsetSeconds }) => Math.abs(offsetSeconds)),
  );
  const x = (at: string) =>
    left + ((Date.parse(at) - first) / Math.max(1, last - first)) * (width - left - right);
  const y = (seconds: number) => top + ((largest - seconds) / (2 * largest)) * (height - top - bottom);
  const line = (list: readonly { at: string; offsetSeconds: number; changed?: boolean }[]) =>
    list
      .map(
        ({ at, offsetSeconds, changed }, i) =>
          `${i === 0 || changed ? 'M' : 'L'}${x(at).toFixed(1)} ${y(offsetSeconds).toFixed(1)}`,
      )
      .join('');
  const codesEnd = forecast.codesEndAt ?? forecast.batteryEndsAt;
  const leaves = forecast.leavesWindowAt;
  const inside = leaves === null || Date.parse(leaves) > last;
  const edge = (forecast.future.at(-1)?.offsetSeconds ?? 0) > (low + high) / 2 ? high : low;
  const words = `The clock is ${forecast.offsetSeconds.toFixed(1)} s off. ${
    leaves === null ? 'It stays in the window.' : `It leaves the window on ${leaves.slice(0, 10)}.`
  }`;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        <rect class="window" x={left} width={width - left - right} y={y(high)} height={y(low) - y(high)} />
        <text class="quiet" x={width - right - 8} y={y(low) - 6} text-anchor="end">
          window
        </text>
        {[...new Set([high, 0, low])].map((seconds) => (
          <>
            <line class="grid" x1={left} x2={width - right} y1={y(seconds)} y2={y(seconds)} />
            <text x={left - 8} y={y(seconds) + 5} text-anchor="end">
              {scaleWords(seconds)}
            </text>
          </>
        ))}
        <line class="axis" x1={left} x2={left} y1={top} y2={height - bottom} />
        <path
          class="past"
          d={line([...forecast.past, { at: forecast.at, offsetSeconds: forecast.offsetSeconds }])}
        />
        <path class="future" d={line(forecast.future)} />
        <circle class="now" cx={x(forecast.at)} cy={y(forecast.offsetSeconds)} r="5" />
        {leaves === null || inside ? null : <circle class="leaves" cx={x(leaves)} cy={y(edge)} r="6" />}
        <text x={left} y={height - 12}>
          {new Date(first).toISOString().slice(0, 10)}
        </text>
        <text x={width - right} y={height - 12} text-anchor="end">
          {new Date(last).toISOString().slice(0, 10)}
        </text>
        <text
          x={Math.min(width - 60, Math.max(left + 120, x(forecast.at)))}
          y={height - 12}
          text-anchor="middle"
        >
          today
        </text>
      </svg>
      <figcaption>
        {words}
        {codesEnd === null ? '' : ` It gives codes until ${codesEnd.slice(0, 10)}: then its battery ends.`}
        <span class="hidden"> As of {shortTime(forecast.at)}.</span>
      </figcaption>
    </figure>
  );
}

/** `+3 h`, `−60 s`. */
function scaleWords(seconds: number): string {
  const sign = seconds > 0 ? '+' : seconds < 0 ? '−' : '';
  const size = Math.abs(seconds);
  return size >= 3600 && size % 1800 === 0 ? `${sign}${size / 3600} h` : `${sign}${size} s`;
}
