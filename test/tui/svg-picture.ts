// The cells of a terminal as an SVG picture: backgrounds and half blocks as rectangles, everything else as text.
import type { HeadlessTerminal, TerminalCell } from './headless-terminal.js';

const cellWidth = 8.4;
const cellHeight = 17;
const margin = 12;
const paper = '#16181d';
const ink = '#d5d8de';

export function svgPicture(terminal: HeadlessTerminal, columns: number, rows: number, title: string): string {
  const width = columns * cellWidth + 2 * margin;
  const height = rows * cellHeight + 2 * margin;
  const shapes: string[] = [];
  const texts: string[] = [];
  for (let y = 0; y < rows; y++) {
    const cells = Array.from({ length: columns }, (_, x) => terminal.cell(x, y));
    for (const [from, to] of runs(cells, ({ background, inverse }) => `${background} ${inverse}`))
      shapes.push(rectangle(from, y, to - from, 0, 1, backgroundOf(cells[from]!)));
    for (const [from, to] of runs(cells, ({ character, foreground }) => `${character === '▀'} ${foreground}`))
      if (cells[from]!.character === '▀')
        shapes.push(rectangle(from, y, to - from, 0, 0.5, foregroundOf(cells[from]!)));
    for (const [from, to] of runs(cells, (cell) => `${foregroundOf(cell)} ${cell.bold} ${isText(cell)}`))
      if (isText(cells[from]!)) texts.push(textRun(cells.slice(from, to), from, y));
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>`,
    `<g shape-rendering="crispEdges">${shapes.filter(Boolean).join('')}</g>`,
    `<g font-family="'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14" xml:space="preserve">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function rectangle(x: number, y: number, cells: number, from: number, to: number, colour: string): string {
  if (colour === paper) return '';
  const left = round(margin + x * cellWidth);
  const top = round(margin + (y + from) * cellHeight);
  return `<rect x="${left}" y="${top}" width="${round(cells * cellWidth)}" height="${round((to - from) * cellHeight)}" fill="${colour}"/>`;
}

function textRun(cells: readonly TerminalCell[], x: number, y: number): string {
  const text = cells.map(({ character }) => character || ' ').join('');
  if (text.trim() === '') return '';
  const lead = text.length - text.trimStart().length;
  const shown = text.trim();
  const left = round(margin + (x + lead) * cellWidth);
  const base = round(margin + y * cellHeight + 13);
  const bold = cells[0]!.bold ? ' font-weight="bold"' : '';
  return `<text x="${left}" y="${base}" fill="${foregroundOf(cells[0]!)}"${bold} textLength="${round([...shown].length * cellWidth)}" lengthAdjust="spacingAndGlyphs">${escaped(shown)}</text>`;
}

function isText({ character }: TerminalCell): boolean {
  return character !== '▀';
}

function runs(
  cells: readonly TerminalCell[],
  key: (cell: TerminalCell) => string,
): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = 0;
  for (let x = 1; x <= cells.length; x++)
    if (x === cells.length || key(cells[x]!) !== key(cells[from]!)) {
      found.push([from, x]);
      from = x;
    }
  return found;
}

function foregroundOf({ foreground, background, inverse }: TerminalCell): string {
  return inverse ? colour(background, paper) : colour(foreground, ink);
}

function backgroundOf({ foreground, background, inverse }: TerminalCell): string {
  return inverse ? colour(foreground, ink) : colour(background, paper);
}

/** The 256-colour palette: 16 named ones, a 6×6×6 cube, 24 greys. */
function colour(index: number | undefined, otherwise: string): string {
  if (index === undefined) return otherwise;
  if (index === 15) return '#ffffff';
  if (index < 16) return '#808080';
  if (index >= 232) return hex([0, 0, 0].map(() => 8 + 10 * (index - 232)));
  const steps = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6];
  return hex(steps.map((step) => (step === 0 ? 0 : 55 + 40 * step)));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
