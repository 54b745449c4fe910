// The cell: what is left, its voltage now and along its life, and the days for which it still gives codes.
import type { Canvas } from '../cells/canvas.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { FobForecast } from '../state/bench-answers.js';
import type { LabState } from '../state/state.js';
import { sparkline } from './forecast-chart.js';
import { batteryRole, shareBar } from './text-formats.js';

export function drawCell(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const serial = state.selected!;
  const summary = state.summaries.get(serial)!;
  const { battery, kind } = summary;
  const forecast = state.fob.forecast?.serial === serial ? state.fob.forecast : undefined;
  const inside = frameBox(canvas, theme, { title: 'battery' });
  if (kind !== 'hard') {
    inside.put(
      1,
      0,
      kind === 'usb-key' ? 'lives on the power of its port' : 'lives on the phone’s battery',
      'dim',
    );
    return;
  }
  const role = batteryRole(battery.state);
  const dead = battery.state === 'dead' || summary.screen.state === 'dead';
  inside.putRuns(1, 0, [
    [dead ? 'dead' : `${battery.percent.toFixed(1)} %`, role],
    [`  ${battery.voltageMv} mV`, 'text'],
    [battery.state === 'low' ? '  low' : '', 'warn'],
  ]);
  const low = inside.height <= 5;
  const detail = state.fob.detail?.serial === serial ? state.fob.detail : undefined;
  const life = detail?.life ?? null;
  const bar = low && forecast !== undefined && !dead ? 10 : Math.min(34, inside.width - 2);
  inside.put(1, 1, shareBar(dead ? 0 : battery.percent / 100, bar), role);
  if (dead) {
    inside.put(
      1,
      2,
      summary.screen.state === 'dead' ? 'memory lost: add a new fob' : 'the cell is out',
      'bad',
    );
    return;
  }
  // What its vendor publishes of its life: in one row where there is one, beside the bar and the days where not.
  if (life !== null) {
    const role = life.ended ? 'warn' : 'dim';
    const of = life.lifeCodes === null ? '' : ` of ${life.lifeCodes}`;
    const codes = `${life.codesMade}${of} codes`;
    if (low) inside.put(bar + 3, 1, codes, role);
    else inside.put(1, 3, `${codes}, life to ${life.endsAt.slice(0, 10)}`, role);
  }
  if (forecast === undefined) return;
  const ends = forecast.codesEndAt ?? forecast.batteryEndsAt;
  const days = ends === null ? null : Math.floor((Date.parse(ends) - Date.parse(forecast.at)) / 86_400_000);
  const left =
    days === null
      ? 'more than 20 years left'
      : days <= 0
        ? 'at its end: add a new fob'
        : low && life !== null
          ? `${days} days left; life to ${life.endsAt.slice(0, 10)}`
          : `${days} days left, to ${ends!.slice(0, 10)}`;
  inside.put(1, 2, left, days !== null && days < 90 ? 'warn' : 'dim');
  if (low && life !== null) return;
  if (low) drawVoltageLine(inside.part(bar + 3, 1, inside.width - bar - 4, 1), forecast, theme);
  else drawVoltage(inside.part(1, 4, inside.width - 2, inside.height - 4), forecast, theme);
}

/** The same in one row, from now to the end. */
function drawVoltageLine(canvas: Canvas<Action>, { cell }: FobForecast, theme: Theme): void {
  const volts = cell.map(({ voltageMv }) => voltageMv);
  const columns = Array.from(
    { length: Math.min(canvas.width, volts.length) },
    (_, x) =>
      volts[Math.round((x * (volts.length - 1)) / Math.max(1, Math.min(canvas.width, volts.length) - 1))]!,
  );
  canvas.put(0, 0, sparkline(columns, Math.min(...volts), Math.max(...volts), theme.ascii), 'accent');
}

/** The voltage from now to the end of the cell: flat for years, then over within weeks. */
function drawVoltage(canvas: Canvas<Action>, { cell }: FobForecast, theme: Theme): void {
  const volts = cell.map(({ voltageMv }) => voltageMv);
  const high = Math.max(...volts);
  const low = Math.min(...volts);
  const label = `${(high / 1000).toFixed(1)} V now, ${(low / 1000).toFixed(1)} V on ${cell.at(-1)?.at.slice(0, 10) ?? ''}`;
  canvas.put(0, 0, label, 'dim');
  const rows = Math.min(6, canvas.height - 1);
  for (let row = 0; row < rows; row++) {
    const top = high - ((high - low) * row) / rows;
    const bottom = high - ((high - low) * (row + 1)) / rows;
    const line = volts.map((volt) => Math.max(0, Math.min(1, (volt - bottom) / Math.max(1, top - bottom))));
    line.forEach((share, x) => {
      canvas.put(x * 2, 1 + row, share <= 0 ? '  ' : sparkline([share, share], 0, 1, theme.ascii), 'accent');
    });
  }
}
