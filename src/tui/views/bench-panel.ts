// The bench: every fob with its LCD, as cards or as a table.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded, rightAligned } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { BenchIndexEntry } from '../state/bench-answers.js';
import { benchLayout, cardHeight, cardWidth, rowsInView } from '../state/bench-layout.js';
import { isHeld } from '../state/button-hold.js';
import type { LabState } from '../state/state.js';
import { drawFirstRun } from './first-run.js';
import { drawSmallLcd, drawWithoutLcd, hasLcd, lcdFrameOf, smallLcdRows, smallLcdWidth } from './lcd-view.js';
import { batteryRole, offsetText, ppmText, shortModel, stateRole } from './text-formats.js';

export function drawBench(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  if (state.bench === undefined) {
    canvas.put(2, 1, 'opening the bench …', 'dim');
    return;
  }
  if (state.index.length === 0) {
    drawFirstRun(canvas, theme);
    return;
  }
  const layout = benchLayout(state);
  drawHeading(canvas, state);
  if (layout.rows.length === 0) {
    canvas.putRuns(1, 2, [
      ['no fob fits the filter: ', 'dim'],
      ['esc', 'key'],
      [' takes it off', 'dim'],
    ]);
    return;
  }
  const top = state.list.asCards ? 1 : 2;
  if (!state.list.asCards) drawColumnNames(canvas.part(0, 1, canvas.width, 1));
  let y = top;
  for (const row of rowsInView(layout, state.list.scroll)) {
    if (row.kind === 'label')
      canvas.putRuns(1, y, [
        [row.label || '(no label)', 'title'],
        [`  ${row.count}`, 'dim'],
      ]);
    else if (state.list.asCards)
      row.fobs.forEach((fob, column) => {
        drawCard(canvas.part(column * cardWidth, y, cardWidth, cardHeight), fob, state, theme);
      });
    else drawLine(canvas.part(0, y, canvas.width, 1), row.fobs[0]!, state);
    y += row.height;
  }
}

function drawHeading(canvas: Canvas<Action>, state: LabState): void {
  const { list, index } = state;
  const shown = benchLayout(state).rows.reduce(
    (n, row) => n + (row.kind === 'fobs' ? row.fobs.length : 0),
    0,
  );
  const filtering = state.overlay?.kind === 'filter';
  let x = canvas.putRuns(1, 0, [
    [`${index.length} fob${index.length === 1 ? '' : 's'}`, 'title'],
    [shown === index.length ? '' : `, ${shown} shown`, 'dim'],
    [`  by ${list.sorting}${list.descending ? ', reversed' : ''}`, 'dim'],
    [list.grouped ? ', in groups' : '', 'dim'],
  ]);
  if (filtering || list.filter !== '') {
    x = canvas.put(x + 2, 0, '/', 'key');
    canvas.put(x, 0, `${list.filter}${filtering ? ' ' : ''}`, 'input');
  }
}

function drawCard(canvas: Canvas<Action>, fob: BenchIndexEntry, state: LabState, theme: Theme): void {
  const selected = fob.serial === state.selected;
  const inside = frameBox(canvas, theme, {
    title: fob.printed,
    note: fitted(fob.label || shortModel(fob.model), 18),
    active: selected,
  });
  canvas.click({ do: 'select', serial: fob.serial });
  const summary = state.summaries.get(fob.serial);
  if (summary === undefined) {
    inside.put(1, 1, '…', 'dim');
    return;
  }
  const frame = lcdFrameOf(summary);
  const width = smallLcdWidth(frame);
  const lcd = inside.part(Math.max(0, Math.floor((inside.width - width) / 2)), 0, width, smallLcdRows);
  if (hasLcd(summary)) drawSmallLcd(lcd, frame, theme);
  else drawWithoutLcd(inside.part(0, 0, inside.width, smallLcdRows), summary);
  lcd.click({ do: 'press', serial: fob.serial });
  if (summary.kind === 'push' || summary.kind === 'phone') inside.put(1, 4, shortModel(fob.model), 'dim');
  else if (summary.offsetSeconds === null || summary.driftPpm === null)
    inside.put(
      1,
      4,
      summary.screen.state === 'dead' && summary.battery.state === 'dead' ? 'no power, no clock' : 'no clock',
      'dim',
    );
  else {
    inside.put(1, 4, offsetText(summary.offsetSeconds));
    inside.put(13, 4, ppmText(summary.driftPpm), 'dim');
  }
  const battery =
    summary.kind !== 'hard'
      ? ''
      : summary.battery.state === 'dead'
        ? 'dead'
        : `${summary.battery.percent.toFixed(0)} %`;
  inside.put(28, 4, rightAligned(battery, 7), batteryRole(summary.battery.state));
  const marks = [
    isHeld(summary) ? 'finger on' : '',
    ...summary.faults,
    ...summary.links.map(() => 'on a port'),
  ].filter((mark) => mark !== '');
  const stateText = ` ${summary.screen.state} `;
  canvas.put(2, canvas.height - 1, stateText, stateRole(summary.screen.state));
  if (marks.length > 0)
    canvas.put(
      3 + stateText.length,
      canvas.height - 1,
      ` ${fitted(marks.join(' '), canvas.width - stateText.length - 8)} `,
      'warn',
    );
}

interface Column {
  name: string;
  width: number;
  right?: boolean;
  /** Left out first on a narrow screen. */
  extra?: boolean;
}

const columns: readonly Column[] = [
  { name: 'serial', width: 15 },
  { name: 'display', width: 9 },
  { name: 'state', width: 8 },
  { name: 'offset', width: 10, right: true },
  { name: 'drift', width: 11, right: true, extra: true },
  { name: 'battery', width: 8, right: true },
  { name: 'model', width: 18, extra: true },
  { name: 'faults', width: 24, extra: true },
  { name: 'port', width: 40, extra: true },
];

function shownColumns(width: number): readonly Column[] {
  // What always shows, and as much of the label as tells drawers apart.
  const room = (column: Column): number => column.width + 1;
  let left = columns.filter(({ extra }) => !extra).reduce((sum, column) => sum - room(column), width - 1 - 9);
  // From the first that has no room on, none: a gap would look like a column that is empty.
  let full = false;
  return columns.filter((column) => {
    if (!column.extra) return true;
    full ||= room(column) > left;
    if (!full) left -= room(column);
    return !full;
  });
}

function drawColumnNames(canvas: Canvas<Action>): void {
  let x = 1;
  for (const { name, width, right } of shownColumns(canvas.width)) {
    canvas.put(x, 0, right ? rightAligned(name, width) : padded(name, width), 'dim');
    x += width + 1;
  }
  canvas.put(x, 0, 'label', 'dim');
}

function drawLine(canvas: Canvas<Action>, fob: BenchIndexEntry, state: LabState): void {
  const summary = state.summaries.get(fob.serial);
  const text = (name: string): string => {
    if (name === 'serial') return fob.printed;
    if (name === 'model') return shortModel(fob.model);
    if (summary === undefined) return name === 'display' ? '…' : '';
    const clockless = summary.kind === 'push' || summary.kind === 'phone';
    switch (name) {
      case 'display':
        return summary.screen.text.split('  ')[0]! || '(blank)';
      case 'state':
        return summary.screen.state;
      case 'offset':
        return clockless || summary.offsetSeconds === null ? '' : offsetText(summary.offsetSeconds);
      case 'drift':
        return clockless || summary.driftPpm === null ? '' : ppmText(summary.driftPpm);
      case 'battery':
        if (summary.kind !== 'hard') return '';
        return summary.battery.state === 'good'
          ? `${summary.battery.percent.toFixed(0)} %`
          : summary.battery.state === 'dead'
            ? 'dead'
            : `low ${summary.battery.percent.toFixed(0)} %`;
      case 'faults':
        return [...(isHeld(summary) ? ['finger on'] : []), ...summary.faults].join(' ');
      default:
        return summary.links.join(' ');
    }
  };
  let x = 1;
  for (const { name, width, right } of shownColumns(canvas.width)) {
    const role =
      name === 'state'
        ? stateRole(summary?.screen.state ?? '')
        : name === 'battery'
          ? batteryRole(summary?.battery.state ?? 'good')
          : name === 'faults'
            ? 'warn'
            : 'text';
    canvas.put(x, 0, right ? rightAligned(text(name), width) : padded(text(name), width), role);
    x += width + 1;
  }
  canvas.put(x, 0, fitted(fob.label, canvas.width - x), 'dim');
  canvas.click({ do: 'select', serial: fob.serial });
  if (fob.serial === state.selected) canvas.select(0);
}
