// The whole screen: a pure function of the state, the size in it, and the theme.
import { Canvas } from '../cells/canvas.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import { bodySize, rowsAbove, rowsBelow, smallest } from '../state/bench-layout.js';
import type { LabState } from '../state/state.js';
import { drawCommandLine, drawKeys, drawMessage, drawPanels, drawTime } from './bars.js';
import { drawBench } from './bench-panel.js';
import { drawDevices } from './devices-panel.js';
import { drawLog } from './events-panel.js';
import { drawFob } from './fob-panel.js';
import { drawOverlay } from './overlays.js';
import { drawVerification } from './verification-panel.js';

export function labView(state: LabState, theme: Theme): Canvas<Action> {
  const canvas = new Canvas<Action>(state.size);
  const { width, height } = state.size;
  if (width < smallest.width || height < smallest.height) {
    drawTooSmall(canvas, state);
    return canvas;
  }
  drawTime(canvas.part(0, 0, width, 1), state);
  drawPanels(canvas.part(0, 1, width, 1), state);
  const body = bodySize(state);
  const panel = canvas.part(0, rowsAbove, body.width, body.height);
  switch (state.panel) {
    case 'bench':
      drawBench(panel, state, theme);
      break;
    case 'fob':
      drawFob(panel, state, theme);
      break;
    case 'verification':
      drawVerification(panel, state, theme);
      break;
    case 'devices':
      drawDevices(panel, state, theme);
      break;
    case 'log':
      drawLog(panel, state, theme);
      break;
  }
  drawMessage(canvas, state, height - rowsBelow);
  drawCommandLine(canvas.part(0, height - 2, width, 1), state);
  drawKeys(canvas.part(0, height - 1, width, 1), state);
  drawOverlay(canvas, state, theme);
  return canvas;
}

function drawTooSmall(canvas: Canvas<Action>, { size }: LabState): void {
  canvas.put(
    0,
    0,
    `foblab needs ${smallest.width}×${smallest.height}; this is ${size.width}×${size.height}`,
    'warn',
  );
  canvas.put(0, 1, 'make the window larger, or q quits', 'dim');
}
