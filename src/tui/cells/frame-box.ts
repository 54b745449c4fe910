// A box with a title around a part of the screen.
import type { Canvas } from './canvas.js';
import { fitted, textWidth } from './character-width.js';
import type { Theme } from './theme.js';

export interface BoxOptions {
  title?: string;
  /** At the right of the upper edge. */
  note?: string;
  active?: boolean;
}

/** Draws the box and returns what is inside it. */
export function frameBox<Action>(
  canvas: Canvas<Action>,
  theme: Theme,
  { title = '', note = '', active = false }: BoxOptions = {},
): Canvas<Action> {
  const { width, height } = canvas;
  if (width < 2 || height < 2) return canvas.part(0, 0, 0, 0);
  const [horizontal, vertical, corners] = theme.ascii ? ['-', '|', '++++'] : ['─', '│', '╭╮╰╯'];
  const role = active ? 'border-active' : 'border';
  const edge = horizontal.repeat(width - 2);
  canvas.put(0, 0, corners[0] + edge + corners[1], role);
  for (let y = 1; y < height - 1; y++) {
    canvas.put(0, y, vertical, role);
    canvas.put(width - 1, y, vertical, role);
  }
  canvas.put(0, height - 1, corners[2] + edge + corners[3], role);
  const room = width - 4;
  if (title !== '' && room > 2) canvas.put(2, 0, ` ${fitted(title, room - 2)} `, active ? 'title' : 'dim');
  const noteRoom = room - textWidth(title) - 4;
  if (note !== '' && textWidth(note) <= noteRoom)
    canvas.put(width - textWidth(note) - 4, 0, ` ${note} `, 'dim');
  return canvas.part(1, 1, width - 2, height - 2);
}
