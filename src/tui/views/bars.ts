// The rows around a panel: time and panels above; message, command line and keys below.
import type { Canvas } from '../cells/canvas.js';
import { fitted, textWidth } from '../cells/character-width.js';
import { barEntries, shownKey } from '../keys/bindings.js';
import type { KeyEntry } from '../keys/key-table.js';
import type { Action } from '../state/action.js';
import { type LabState, panels } from '../state/state.js';
import { rateText, shareBar, shortTime, wrapped } from './text-formats.js';

const rates: readonly (readonly [label: string, rate: number])[] = [
  ['▮▮', 0],
  ['×1', 1],
  ['×60', 60],
  ['×3600', 3600],
  ['×86400', 86_400],
];

/** `2026-01-01 00:00:00 UTC  ×86400 `. */
const longestTime = 33;

/** The bench's time and its rate, always in view. */
export function drawTime(canvas: Canvas<Action>, state: LabState): void {
  canvas.fill(' ', 'bar');
  const { bench, progress } = state;
  const width = rates.reduce((sum, [label]) => sum + textWidth(label) + 2, 0);
  // The rate that holds is always in view: on a narrow screen the name gives way.
  const named = canvas.width >= width + longestTime + 8;
  let x = named || bench === undefined ? canvas.put(1, 0, 'foblab', 'bar-strong') + 2 : 1;
  if (bench === undefined) return;
  const start = x;
  x = canvas.put(x, 0, `${shortTime(bench.at)} UTC`, 'bar-strong') + 2;
  x = canvas.put(x, 0, rateText(bench.rate), 'bar-strong');
  canvas.click({ do: 'menu', menu: 'time' }, start, 0, x - start, 1);
  if (progress !== undefined) {
    const share =
      progress.share === undefined
        ? '…'
        : `${shareBar(progress.share, 12)} ${Math.floor(progress.share * 100)} %`;
    const text = ` ${fitted(progress.label, 20)} ${share}  esc stops `;
    canvas.put(canvas.width - textWidth(text), 0, text, 'bar-strong');
    return;
  }
  x = canvas.width - width;
  for (const [label, rate] of rates) {
    canvas.put(x, 0, ` ${label} `, rate === bench.rate ? 'bar-strong' : 'bar');
    canvas.click({ do: 'rate', rate }, x, 0, textWidth(label) + 2, 1);
    if (rate === bench.rate) canvas.select(0, x, textWidth(label) + 2);
    x += textWidth(label) + 2;
  }
}

export function drawPanels(canvas: Canvas<Action>, state: LabState): void {
  let x = 1;
  panels.forEach((panel, i) => {
    const from = x;
    const active = panel === state.panel;
    x = canvas.put(x, 0, String(i + 1), 'key');
    x = canvas.put(x, 0, ` ${panel}  `, active ? 'title' : 'dim');
    canvas.click({ do: 'panel', panel }, from, 0, x - from, 1);
  });
  const selected = state.selected === undefined ? '' : (state.summaries.get(state.selected)?.printed ?? '');
  if (canvas.width - x > selected.length + 4)
    canvas.put(canvas.width - selected.length - 2, 0, selected, 'accent');
}

/** One line, or as many as a long refusal needs, growing upwards over the panel. */
export function drawMessage(canvas: Canvas<Action>, { message, overlay }: LabState, y: number): void {
  if (message === undefined || overlay?.kind === 'form') return;
  const lines = wrapped(message.text, canvas.width - 2).slice(0, 4);
  const role = message.tone === 'plain' ? 'text' : message.tone;
  lines.forEach((line, i) => {
    const row = canvas.part(0, y - lines.length + 1 + i, canvas.width, 1);
    row.fill();
    row.put(1, 0, line, role);
  });
}

/** What would do the same in a shell. */
export function drawCommandLine(canvas: Canvas<Action>, { lastCommand }: LabState): void {
  if (lastCommand === undefined) return;
  canvas.putRuns(1, 0, [
    ['$ ', 'dim'],
    [fitted(lastCommand, canvas.width - 4), 'accent'],
  ]);
  canvas.click({ do: 'copy', what: 'command' });
}

export function drawKeys(canvas: Canvas<Action>, state: LabState): void {
  canvas.fill(' ', 'bar');
  let x = 1;
  const entries = barEntries(state.panel);
  const widthOf = (entry: KeyEntry): number => textWidth(shownKey(entry)) + textWidth(entry.short!) + 3;
  // Help is what a person who does not know the keys looks for: it stays, whatever else has no room.
  const last = entries.filter(({ keys }) => keys.includes('?'));
  const first = entries.filter(({ keys }) => !keys.includes('?'));
  const room = last.reduce((left, entry) => left - widthOf(entry), canvas.width + 1);
  let used = 1;
  const fitting = first.filter((entry) => {
    used += widthOf(entry);
    return used <= room;
  });
  for (const entry of [...fitting, ...last]) {
    const key = shownKey(entry);
    const from = x;
    x = canvas.put(x, 0, key, 'bar-strong');
    x = canvas.put(x + 1, 0, entry.short!, 'bar') + 2;
    canvas.click(entry.action, from, 0, x - from, 1);
  }
}
