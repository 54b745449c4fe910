// The LCD of a fob, drawn from its segments: large in half blocks, small in box lines.
import { type LcdFrame, type Level, renderBox, renderHalfBlock } from '../../../firmware-sim/index.js';
import type { Canvas } from '../cells/canvas.js';
import { textWidth } from '../cells/character-width.js';
import type { Role } from '../cells/role.js';
import type { Theme } from '../cells/theme.js';
import type { FobSummary } from '../state/bench-answers.js';
import { wrapped } from './text-formats.js';

/** Rows of the small LCD, annunciators included. */
export const smallLcdRows = 4;
export const largeLcdRows = 7;

export function lcdFrameOf({ lcd }: FobSummary): LcdFrame {
  return {
    segments: Uint8Array.from(lcd.segments.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    annunciators: { batteryLow: lcd.lowBattery, countdown: lcd.countdown },
  };
}

/** A USB key types and a push app asks: neither has an LCD with digits. */
export function hasLcd({ kind }: FobSummary): boolean {
  return kind !== 'usb-key' && kind !== 'push';
}

/** What such a thing shows instead, in the middle of its place. */
export function drawWithoutLcd<A>(canvas: Canvas<A>, { kind, screen: { text } }: FobSummary): void {
  const silent = kind === 'push' ? 'no request waits' : 'a key without LCD: it types its codes';
  const lines = wrapped(text === '' ? silent : text, canvas.width - 2).slice(0, canvas.height);
  const top = Math.max(0, Math.floor((canvas.height - lines.length) / 2));
  lines.forEach((line, y) => {
    const left = Math.max(0, Math.floor((canvas.width - textWidth(line)) / 2));
    canvas.put(left, top + y, line, text === '' ? 'dim' : 'title');
  });
}

export function smallLcdWidth(frame: LcdFrame): number {
  return frame.segments.length * 4;
}

export function largeLcdWidth(frame: LcdFrame): number {
  return frame.segments.length * 9 + 2;
}

/** Three rows of segments and one of annunciators, on an olive ground where the theme has colours. */
export function drawSmallLcd<A>(canvas: Canvas<A>, frame: LcdFrame, theme: Theme): void {
  canvas.fill(' ', 'lcd-00');
  const rows = renderBox(frame, {
    ascii: theme.ascii,
    ghost: theme.coloured && !theme.ascii,
    annunciators: true,
  });
  rows.forEach((row, y) => {
    [...row].forEach((character, x) => {
      const ghost = '─┌┐└┘├┤▯'.includes(character);
      canvas.put(x, y, character, ghost ? 'lcd-10' : 'lcd-20');
    });
  });
}

/** Seven rows of half blocks: two pixels a cell, lit and ghost segments as the LCD has them. */
export function drawLargeLcd<A>(canvas: Canvas<A>, frame: LcdFrame, theme: Theme): void {
  renderHalfBlock(frame).forEach((row, y) => {
    row.forEach(({ fg, bg }, x) => {
      canvas.put(x, y, halfBlock(fg, bg, theme), `lcd-${fg}${bg}` as Role);
    });
  });
}

/** Without colours the character alone distinguishes lit, unlit and empty. */
function halfBlock(upper: Level, lower: Level, theme: Theme): string {
  if (theme.ascii) return upper === 2 || lower === 2 ? '#' : upper === 1 || lower === 1 ? '.' : ' ';
  if (theme.coloured) return upper === lower ? ' ' : '▀';
  if (upper === 2 || lower === 2) return upper === lower ? '█' : upper === 2 ? '▀' : '▄';
  return upper === 1 || lower === 1 ? '·' : ' ';
}
