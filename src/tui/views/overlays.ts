// What lies over a panel: help, palette, form, menu, question.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded } from '../cells/character-width.js';
import type { Theme } from '../cells/theme.js';
import { sectionsOf, shownKey } from '../keys/bindings.js';
import type { Action } from '../state/action.js';
import { menuItems } from '../state/menus.js';
import { paletteMatches } from '../state/palette.js';
import type { LabState, Overlay } from '../state/state.js';
import { drawForm } from './form-view.js';
import { drawInput, overlayBox } from './overlay-box.js';
import { wrapped } from './text-formats.js';

export function drawOverlay(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const { overlay } = state;
  switch (overlay?.kind) {
    case 'help':
      drawHelp(canvas, state, overlay.scroll, theme);
      break;
    case 'answer':
      drawAnswer(canvas, overlay, theme);
      break;
    case 'palette':
      drawPalette(canvas, overlay, theme);
      break;
    case 'form':
      drawForm(canvas, overlay.form, state.message, theme);
      break;
    case 'menu':
      drawMenu(canvas, state, overlay, theme);
      break;
    case 'confirm':
      drawQuestion(canvas, overlay.question, theme);
      break;
  }
}

type HelpLine = readonly [key: string, help: string];

/** A long help goes on in the next line, under its beginning. */
function helpLines(state: LabState): HelpLine[] {
  const width = helpWidth(state) - 4 - helpKeyWidth;
  return sectionsOf(state.panel).flatMap((section): HelpLine[] => [
    [section.title, ''],
    ...section.entries.flatMap((entry) =>
      wrapped(entry.help, width).map((line, i): HelpLine => [i === 0 ? shownKey(entry) : '', line]),
    ),
    ['', ''],
  ]);
}

const helpKeyWidth = 11;

function helpWidth({ size }: LabState): number {
  return Math.min(90, size.width - 2);
}

/** How far a text that lies over the panel can be scrolled. */
export function lastOverlayScroll(state: LabState): number {
  const { overlay, size } = state;
  const lines =
    overlay?.kind === 'help'
      ? helpLines(state).length
      : overlay?.kind === 'answer'
        ? answerLines(overlay, size.width).length
        : 0;
  return Math.max(0, lines - (Math.min(lines + 2, size.height - 2) - 2));
}

function answerLines({ lines }: { lines: readonly string[] }, width: number): string[] {
  return lines.flatMap((line) => wrapped(line, width - 8));
}

function drawHelp(canvas: Canvas<Action>, state: LabState, scroll: number, theme: Theme): void {
  const lines = helpLines(state);
  const inside = overlayBox(
    canvas,
    theme,
    { width: helpWidth(state), height: lines.length + 2 },
    { title: `keys on the ${state.panel} panel`, note: '↑ ↓ scroll, esc closes' },
  );
  const from = Math.max(0, Math.min(scroll, lines.length - inside.height));
  lines.slice(from, from + inside.height).forEach(([key, help], y) => {
    if (help === '') inside.put(1, y, key, 'title');
    else
      inside.putRuns(1, y, [
        [padded(key, helpKeyWidth), 'key'],
        [help, 'text'],
      ]);
  });
}

/** An answer of many lines, as the command line prints it. */
function drawAnswer(
  canvas: Canvas<Action>,
  overlay: Extract<Overlay, { kind: 'answer' }>,
  theme: Theme,
): void {
  const lines = answerLines(overlay, canvas.width);
  const inside = overlayBox(
    canvas,
    theme,
    { width: Math.max(40, ...lines.map((line) => line.length + 4)), height: lines.length + 2 },
    { title: overlay.title, note: '↑ ↓ scroll, esc closes' },
  );
  const from = Math.max(0, Math.min(overlay.scroll, lines.length - inside.height));
  lines.slice(from, from + inside.height).forEach((line, y) => {
    inside.put(1, y, line);
  });
}

function drawPalette(
  canvas: Canvas<Action>,
  overlay: Extract<Overlay, { kind: 'palette' }>,
  theme: Theme,
): void {
  const matches = paletteMatches(overlay.text);
  const inside = overlayBox(
    canvas,
    theme,
    { width: 90, height: 18 },
    { title: 'every operation', note: 'as on the command line; tab completes' },
  );
  drawInput(inside, 1, 0, inside.width - 2, ': ', overlay);
  const error = overlay.error === undefined ? [] : wrapped(overlay.error, inside.width - 2).slice(0, 4);
  error.forEach((line, y) => {
    inside.put(1, 1 + y, line, 'bad');
  });
  const top = 2 + error.length;
  const room = inside.height - top;
  const first = Math.max(0, Math.min(overlay.chosen - room + 1, matches.length - room));
  matches.slice(first, first + room).forEach((operation, i) => {
    inside.putRuns(1, top + i, [
      [padded(operation.command, 20), 'key'],
      [fitted(operation.summary, inside.width - 23), 'dim'],
    ]);
    if (first + i === overlay.chosen) inside.select(top + i);
    inside.click({ do: 'choose', index: first + i }, 0, top + i, inside.width, 1);
  });
  if (matches.length === 0) inside.put(1, top, 'enter runs it as it stands', 'dim');
}

function drawMenu(
  canvas: Canvas<Action>,
  state: LabState,
  overlay: Extract<Overlay, { kind: 'menu' }>,
  theme: Theme,
): void {
  const { title, items } = menuItems(state, overlay.menu);
  const labels = Math.max(0, ...items.map(({ label }) => label.length));
  const width = Math.max(36, ...items.map(({ note }) => labels + note.length + 8));
  const inside = overlayBox(
    canvas,
    theme,
    { width, height: Math.max(items.length, 1) + 2 },
    { title, note: 'enter chooses' },
  );
  const switches = items.some(({ on }) => on !== undefined);
  const room = inside.height;
  const first = Math.max(0, Math.min(overlay.chosen - Math.floor(room / 2), items.length - room));
  if (items.length === 0) inside.put(1, 0, 'nothing to choose', 'dim');
  items.slice(first, first + room).forEach((item, y) => {
    inside.putRuns(1, y, [
      [item.on === undefined ? '' : item.on ? '● ' : '○ ', item.on ? 'good' : 'dim'],
      [item.on === undefined && switches ? '  ' : '', 'text'],
      [padded(item.label, labels), 'text'],
      [`  ${fitted(item.note, inside.width - labels - 6)}`, 'dim'],
    ]);
    if (first + y === overlay.chosen) inside.select(y);
    inside.click({ do: 'choose', index: first + y }, 0, y, inside.width, 1);
  });
}

function drawQuestion(canvas: Canvas<Action>, question: string, theme: Theme): void {
  const lines = wrapped(question, 56);
  const inside = overlayBox(canvas, theme, { width: 62, height: lines.length + 5 }, { title: 'sure?' });
  lines.forEach((line, y) => {
    inside.put(2, 1 + y, line);
  });
  inside.putRuns(2, lines.length + 2, [
    ['y', 'key'],
    [' yes    ', 'text'],
    ['n', 'key'],
    [' no', 'text'],
  ]);
}
