// What the UI asks of a terminal. The one implementation stands beside; nothing else knows blessed.
import type { Canvas, Size } from '../cells/canvas.js';
import type { Theme } from '../cells/theme.js';
import type { KeyPress } from '../keys/key-press.js';

export interface MouseInput {
  kind: 'down' | 'up' | 'wheel-up' | 'wheel-down';
  x: number;
  y: number;
}

export interface TerminalScreen {
  readonly size: Size;
  draw(canvas: Canvas<never> | Canvas, theme: Theme): void;
  onKey(listener: (key: KeyPress) => void): void;
  onMouse(listener: (input: MouseInput) => void): void;
  onResize(listener: (size: Size) => void): void;
  /** Puts text on the clipboard of the terminal that the person sits at (OSC 52), through tmux and ssh too. */
  copy(text: string): void;
  /** To the shell, until it brings this process to the front again. */
  suspend(): void;
  /** The terminal as it was before. Safe to call twice. */
  close(): void;
}
