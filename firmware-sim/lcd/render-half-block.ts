// Draws the LCD for a terminal with colours: two pixels in each cell, as levels that a theme maps to colours.

import type { LcdFrame } from './frame.js';
import { type Level, type RasterGeometry, rasterize } from './raster.js';

/** One terminal cell: `fg` is the upper half, `bg` the lower. */
export interface HalfBlockCell {
  char: '▀';
  fg: Level;
  bg: Level;
}

/** Seven rows; nine columns for each position, and two of margin. */
export function renderHalfBlock(frame: LcdFrame): HalfBlockCell[][] {
  const raster = rasterize(frame, GEOMETRY);
  const rows: HalfBlockCell[][] = [];
  for (let y = 0; y < raster.height; y += 2) {
    const row: HalfBlockCell[] = [];
    for (let x = 0; x < raster.width; x++)
      row.push({
        char: '▀',
        fg: raster.pixels[y * raster.width + x] as Level,
        bg: (raster.pixels[(y + 1) * raster.width + x] ?? 0) as Level,
      });
    rows.push(row);
  }
  return rows;
}

const GEOMETRY: RasterGeometry = {
  digitWidth: 7,
  digitHeight: 11,
  stroke: 1,
  gap: 2,
  margin: 1,
  strip: 1,
  foot: 0,
  lean: 0,
};
