// A canvas as text: plain for a test or a pipe, or with SGR sequences as a terminal would get them.

import { asciiFor } from './ascii.js';
import type { Canvas, Cell } from './canvas.js';
import type { Look, Theme } from './theme.js';

/** One line a row, trailing blanks cut. */
export function plainLines(canvas: Canvas<never> | Canvas, theme: Theme): string[] {
  return canvas.cells.map((row) =>
    row
      .map(({ character }) => (theme.ascii ? asciiFor(character) : character))
      .join('')
      .trimEnd(),
  );
}

/** The same with Select Graphic Rendition sequences (ECMA-48 §8.3.117) around runs of one look. */
export function styledLines(canvas: Canvas<never> | Canvas, theme: Theme): string[] {
  return canvas.cells.map((row) => {
    let line = '';
    let current = '';
    for (const cell of row) {
      const wanted = sgr(lookOf(cell, theme));
      if (wanted !== current) line += `\u001b[0${wanted}m`;
      current = wanted;
      line += theme.ascii ? asciiFor(cell.character) : cell.character;
    }
    return current === '' ? line.trimEnd() : `${line}\u001b[0m`;
  });
}

export function lookOf(cell: Cell, theme: Theme): Look {
  const look = theme.looks[cell.role];
  if (!cell.selected) return look;
  return { ...look, ...theme.selected };
}

function sgr({ foreground, background, bold, underline, inverse }: Look): string {
  return [
    bold ? ';1' : '',
    underline ? ';4' : '',
    inverse ? ';7' : '',
    foreground === undefined ? '' : `;38;5;${foreground}`,
    background === undefined ? '' : `;48;5;${background}`,
  ].join('');
}
