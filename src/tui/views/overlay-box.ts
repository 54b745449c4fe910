// The box that lies over a panel, and the input line in it.
import type { Canvas } from '../cells/canvas.js';
import { padded } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';

/** A box over the middle of the screen; what lies below it cannot be clicked any more. */
export function overlayBox(
  canvas: Canvas<Action>,
  theme: Theme,
  size: { width: number; height: number },
  options: { title: string; note?: string },
): Canvas<Action> {
  canvas.click({ do: 'back' });
  const width = Math.min(size.width, canvas.width - 2);
  const height = Math.min(size.height, canvas.height - 2);
  const box = canvas.part(
    Math.floor((canvas.width - width) / 2),
    Math.max(1, Math.floor((canvas.height - height) / 2)),
    width,
    height,
  );
  box.fill();
  box.click({ do: 'scroll', by: 0 });
  return frameBox(box, theme, { ...options, active: true });
}

/** A line that is being typed, its cursor as a cell of the input's own look. */
export function drawInput(
  canvas: Canvas<Action>,
  x: number,
  y: number,
  width: number,
  prompt: string,
  { text, cursor }: { text: string; cursor: number },
): void {
  const from = canvas.put(x, y, prompt, 'key');
  const room = width - (from - x);
  const start = Math.max(0, cursor - room + 1);
  canvas.put(from, y, padded(text.slice(start, start + room), room), 'input');
  canvas.select(y, from + cursor - start, 1);
}
