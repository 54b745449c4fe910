// One fob: its LCD large, its crystal, its cell, what happened to it.
import type { Canvas } from '../cells/canvas.js';
import { fitted } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { FobSummary } from '../state/bench-answers.js';
import { isHeld } from '../state/button-hold.js';
import type { LabState } from '../state/state.js';
import { drawApp, isAnswered } from './app-panel.js';
import { drawCell } from './cell-panel.js';
import { drawCrystal } from './crystal-panel.js';
import { drawEvents } from './events-panel.js';
import {
  drawLargeLcd,
  drawSmallLcd,
  drawWithoutLcd,
  hasLcd,
  largeLcdRows,
  largeLcdWidth,
  lcdFrameOf,
  smallLcdRows,
  smallLcdWidth,
} from './lcd-view.js';
import { shortModel, stateRole } from './text-formats.js';
import { drawTraffic } from './traffic-panel.js';

export function drawFob(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const summary = state.selected === undefined ? undefined : state.summaries.get(state.selected);
  if (summary === undefined) {
    canvas.put(2, 1, state.index.length === 0 ? 'The bench is empty: a adds a fob' : '…', 'dim');
    return;
  }
  const wide = canvas.width >= 120;
  const leftWidth = wide ? 80 : canvas.width;
  // On a low screen the large LCD would leave no room for the rest.
  const lcdHeight = (canvas.height < lowHeight ? smallLcdRows : largeLcdRows) + 2;
  drawLcdBox(canvas.part(0, 0, leftWidth, lcdHeight), state, summary, theme);
  const below = canvas.part(0, lcdHeight, leftWidth, canvas.height - lcdHeight);
  const crystalWidth = Math.floor(below.width / 2) + 2;
  const lower = (part: Canvas<Action>): void =>
    state.fob.lower === 'events' ? drawEvents(part, state, theme) : drawTraffic(part, state, theme);
  const app = isAnswered(summary);
  if (wide) {
    lower(canvas.part(leftWidth, 0, canvas.width - leftWidth, canvas.height));
    if (app) {
      drawApp(below, state, summary, theme);
      return;
    }
    const crystalHeight = Math.max(0, below.height - Math.min(14, Math.floor(below.height / 2)));
    drawCrystal(below.part(0, 0, below.width, crystalHeight), state, theme);
    drawCell(below.part(0, crystalHeight, below.width, below.height - crystalHeight), state, theme);
    return;
  }
  const left = below.part(0, 0, crystalWidth, below.height);
  const right = below.part(crystalWidth, 0, below.width - crystalWidth, below.height);
  if (app) {
    drawApp(left, state, summary, theme);
    lower(right);
    return;
  }
  drawCrystal(left, state, theme);
  const cellHeight = Math.min(5, right.height);
  drawCell(right.part(0, 0, right.width, cellHeight), state, theme);
  lower(right.part(0, cellHeight, right.width, right.height - cellHeight));
}

/** Rows of a panel below which the LCD is drawn small. */
const lowHeight = 15;

function drawLcdBox(canvas: Canvas<Action>, state: LabState, summary: FobSummary, theme: Theme): void {
  const detail = state.fob.detail?.serial === summary.serial ? state.fob.detail : undefined;
  const inside = frameBox(canvas, theme, {
    title: `${detail?.product ?? shortModel(summary.model)}  ${summary.printed}`,
    note: fitted(summary.label, 24),
    active: true,
  });
  const frame = lcdFrameOf(summary);
  const large = largeLcdWidth(frame) <= inside.width && largeLcdRows <= inside.height;
  const width = large ? largeLcdWidth(frame) : smallLcdWidth(frame);
  const height = large ? largeLcdRows : smallLcdRows;
  const lcd = inside.part(
    Math.max(0, Math.floor((inside.width - width) / 2)),
    Math.max(0, Math.floor((inside.height - height) / 2)),
    width,
    height,
  );
  if (!hasLcd(summary)) drawWithoutLcd(inside, summary);
  else if (large) drawLargeLcd(lcd, frame, theme);
  else drawSmallLcd(lcd, frame, theme);
  lcd.click({ do: 'press', serial: summary.serial });
  const bottom = canvas.height - 1;
  let x = canvas.put(2, bottom, ` ${summary.screen.state} `, stateRole(summary.screen.state)) + 1;
  if (summary.screen.text !== '') x = canvas.put(x, bottom, ` ${summary.screen.text} `, 'text') + 1;
  if (isHeld(summary)) x = canvas.put(x, bottom, ' finger on the button ', 'warn') + 1;
  if (summary.faults.length > 0)
    canvas.put(x, bottom, ` ${fitted(summary.faults.join(' '), canvas.width - x - 5)} `, 'warn');
}
