// One fob: its glass large, its crystal, its cell, what happened to it.
import type { Canvas } from '../cells/canvas.js';
import { fitted } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { FobSight } from '../state/bench-answers.js';
import { isHeld } from '../state/finger.js';
import type { LabState } from '../state/state.js';
import { drawApp, isAnswered } from './app-panel.js';
import { drawCell } from './cell-panel.js';
import { drawCrystal } from './crystal-panel.js';
import { drawEvents } from './events-panel.js';
import {
  drawLargeGlass,
  drawSmallGlass,
  drawWithoutGlass,
  hasGlass,
  largeGlassRows,
  largeGlassWidth,
  lcdFrameOf,
  smallGlassRows,
  smallGlassWidth,
} from './glass.js';
import { shortModel, stateRole } from './look.js';
import { drawTraffic } from './traffic-panel.js';

export function drawFob(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const sight = state.selected === undefined ? undefined : state.sights.get(state.selected);
  if (sight === undefined) {
    canvas.put(2, 1, state.index.length === 0 ? 'The bench is empty: a adds a fob' : '…', 'dim');
    return;
  }
  const wide = canvas.width >= 120;
  const leftWidth = wide ? 80 : canvas.width;
  // Where the screen is low the large glass would leave no room for the rest.
  const glassHeight = (canvas.height < lowHeight ? smallGlassRows : largeGlassRows) + 2;
  drawGlassBox(canvas.part(0, 0, leftWidth, glassHeight), state, sight, theme);
  const below = canvas.part(0, glassHeight, leftWidth, canvas.height - glassHeight);
  const crystalWidth = Math.floor(below.width / 2) + 2;
  const lower = (part: Canvas<Action>): void =>
    state.fob.lower === 'events' ? drawEvents(part, state, theme) : drawTraffic(part, state, theme);
  const app = isAnswered(sight);
  if (wide) {
    lower(canvas.part(leftWidth, 0, canvas.width - leftWidth, canvas.height));
    if (app) {
      drawApp(below, state, sight, theme);
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
    drawApp(left, state, sight, theme);
    lower(right);
    return;
  }
  drawCrystal(left, state, theme);
  const cellHeight = Math.min(5, right.height);
  drawCell(right.part(0, 0, right.width, cellHeight), state, theme);
  lower(right.part(0, cellHeight, right.width, right.height - cellHeight));
}

/** Rows of a panel below which the glass is drawn small. */
const lowHeight = 15;

function drawGlassBox(canvas: Canvas<Action>, state: LabState, sight: FobSight, theme: Theme): void {
  const detail = state.fob.detail?.serial === sight.serial ? state.fob.detail : undefined;
  const inside = frameBox(canvas, theme, {
    title: `${detail?.product ?? shortModel(sight.model)}  ${sight.printed}`,
    note: fitted(sight.label, 24),
    active: true,
  });
  const frame = lcdFrameOf(sight);
  const large = largeGlassWidth(frame) <= inside.width && largeGlassRows <= inside.height;
  const width = large ? largeGlassWidth(frame) : smallGlassWidth(frame);
  const height = large ? largeGlassRows : smallGlassRows;
  const glass = inside.part(
    Math.max(0, Math.floor((inside.width - width) / 2)),
    Math.max(0, Math.floor((inside.height - height) / 2)),
    width,
    height,
  );
  if (!hasGlass(sight)) drawWithoutGlass(inside, sight);
  else if (large) drawLargeGlass(glass, frame, theme);
  else drawSmallGlass(glass, frame, theme);
  glass.click({ do: 'press', serial: sight.serial });
  const bottom = canvas.height - 1;
  let x = canvas.put(2, bottom, ` ${sight.screen.state} `, stateRole(sight.screen.state)) + 1;
  if (sight.screen.text !== '') x = canvas.put(x, bottom, ` ${sight.screen.text} `, 'text') + 1;
  if (isHeld(sight)) x = canvas.put(x, bottom, ' finger on the button ', 'warn') + 1;
  if (sight.faults.length > 0)
    canvas.put(x, bottom, ` ${fitted(sight.faults.join(' '), canvas.width - x - 5)} `, 'warn');
}
