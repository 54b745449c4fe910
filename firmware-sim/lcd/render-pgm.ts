// Draws the LCD as a grey picture (netpbm PGM), to test programs that read photographs.

import type { LcdFrame } from './frame.js';
import { type RasterGeometry, rasterize } from './raster.js';

export interface PgmOptions {
  /** P5 is binary, P2 the same in ASCII. */
  format?: 'P5' | 'P2';
  /** Pixels for each unit; a digit is 7 units wide and 11 high. */
  scale?: number;
  /** Units of dark case around the glass; 0 leaves it out. */
  bezel?: number;
  /** Units by which the top of a digit leans right. */
  lean?: number;
  /** Greys from 0, black, to 255, white. A ghost as bright as the glass is invisible. */
  grey?: { glass?: number; ghost?: number; on?: number; bezel?: number };
  /** Leave the countdown bars and the battery sign out of the picture. */
  annunciators?: boolean;
}

/** The bytes of a .pgm file. */
export function renderPgm(frame: LcdFrame, options: PgmOptions = {}): Uint8Array {
  const { format = 'P5', scale = 8, bezel = 3, lean = 0, annunciators = true } = options;
  if (!Number.isInteger(scale) || scale < 1 || scale > 64)
    throw new RangeError(`A scale of ${scale} is out of range: give 1 to 64 pixels a unit`);
  const raster = rasterize(frame, geometryAt(scale, lean, annunciators));
  const border = bezel * scale;
  const width = raster.width + 2 * border;
  const height = raster.height + 2 * border;
  const grey = { glass: 200, ghost: 186, on: 40, bezel: 24, ...options.grey };
  const shades = [grey.glass, grey.ghost, grey.on];
  const pixels = new Uint8Array(width * height).fill(grey.bezel);
  for (let y = 0; y < raster.height; y++)
    for (let x = 0; x < raster.width; x++)
      pixels[(y + border) * width + x + border] = shades[raster.pixels[y * raster.width + x]!]!;
  const header = ascii(`${format}\n${width} ${height}\n255\n`);
  return join(header, format === 'P5' ? pixels : ascii(decimalRows(pixels, width)));
}

function geometryAt(scale: number, lean: number, annunciators: boolean): RasterGeometry {
  return {
    digitWidth: 7 * scale,
    digitHeight: 11 * scale,
    stroke: Math.max(1, Math.floor((scale * 3) / 2)),
    gap: 3 * scale,
    margin: 3 * scale,
    strip: annunciators ? scale : 0,
    foot: 2 * scale,
    lean: Math.floor(lean * scale),
  };
}

/** PGM allows lines of at most 70 characters. */
function decimalRows(pixels: Uint8Array, width: number): string {
  const lines: string[] = [];
  for (let row = 0; row < pixels.length; row += width)
    for (let at = row; at < row + width; at += 17)
      lines.push(Array.from(pixels.subarray(at, Math.min(at + 17, row + width))).join(' '));
  return `${lines.join('\n')}\n`;
}

function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
