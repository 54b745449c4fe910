// The crystal: how far off the clock is, how fast it runs away, and when it leaves the window.
import type { Canvas } from '../cells/canvas.js';
import { fitted } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Role } from '../cells/role.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { FobForecast } from '../state/bench-answers.js';
import { isOutside, windowOf } from '../state/offset-window.js';
import type { LabState } from '../state/state.js';
import { drawForecastChart } from './forecast-chart.js';
import { offsetText, ppmText } from './text-formats.js';

export function drawCrystal(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const serial = state.selected!;
  const summary = state.summaries.get(serial)!;
  const detail = state.fob.detail?.serial === serial ? state.fob.detail : undefined;
  const forecast = state.fob.forecast?.serial === serial ? state.fob.forecast : undefined;
  const window = windowOf(state, serial);
  const inside = frameBox(canvas, theme, { title: 'crystal' });
  if (summary.offsetSeconds === null || summary.driftPpm === null) {
    const why = summary.battery.state === 'dead' ? 'there is no power' : 'its memory is lost';
    if (summary.screen.state === 'dead') inside.put(1, 0, `stands still: ${why}`, 'bad');
    else
      inside.put(1, 0, detail?.noClock === 'not-set' ? 'clock not set: its host sets it' : 'no clock', 'dim');
    return;
  }
  const out = isOutside(summary.offsetSeconds, window);
  inside.putRuns(1, 0, [
    [offsetText(summary.offsetSeconds), out ? 'bad' : 'title'],
    [`  ${ppmText(summary.driftPpm)}`, 'text'],
    [detail === undefined ? '' : `  ${detail.celsius.toFixed(1)} °C`, 'dim'],
  ]);
  const bottom = inside.height - 1;
  if (bottom !== 1) {
    const around = window.around === 0 ? '' : ` around ${offsetText(window.around)}`;
    const at = inside.put(1, 1, `window ${windowText(window.seconds)} each way${around}`);
    inside.put(at + 2, 1, fitted(window.name, inside.width - at - 3), 'dim');
  }
  const chart = inside.part(1, 2, inside.width - 2, inside.height - 3);
  if (forecast === undefined) chart.put(0, 0, '…', 'dim');
  else drawForecastChart(chart, forecast, window);
  if (forecast === undefined || bottom < 1) return;
  const { leavesWindowAt } = forecast;
  const outlook: [string, Role][] = out
    ? [['outside the window: resynchronize', 'bad']]
    : leavesWindowAt !== null
      ? [
          ['leaves it on ', 'dim'],
          [leavesWindowAt.slice(0, 10), 'warn'],
        ]
      : [[summary.kind === 'hard' ? 'stays in it to the battery’s end' : 'stays in it', 'good']];
  const end = inside.putRuns(1, bottom, outlook);
  const span = spanText(forecast);
  const spanAt = inside.width - span.length - 1;
  if (bottom > 1 && spanAt >= end + 2) inside.put(spanAt, bottom, span, 'dim');
}

/** From where the chart begins to where it ends. */
function spanText({ past, future, at }: FobForecast): string {
  const from = past.length > 1 ? past[0]!.at : at;
  return `${from.slice(0, 7)} to ${(future.at(-1)?.at ?? at).slice(0, 7)}`;
}

function windowText(seconds: number): string {
  return seconds >= 7200 ? `${(seconds / 3600).toFixed(1)} h` : `${seconds} s`;
}
