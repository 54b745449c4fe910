// Draws the LCD as pixels of three levels, for the PGM and the half-block renderer.

import { COUNTDOWN_BARS, type LcdFrame } from './frame.js';
import { SEGMENT } from './segments.js';

export const LEVEL = { background: 0, ghost: 1, on: 2 } as const;
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

/** All in pixels. */
export interface RasterGeometry {
  /** Outer size of one digit, strokes included. */
  digitWidth: number;
  digitHeight: number;
  /** Stroke width. */
  stroke: number;
  /** Gap between digits; the point is in it. */
  gap: number;
  margin: number;
  /** Height of the strip under the digits with countdown bars and battery sign; 0 leaves it out. */
  strip: number;
  /** Glass below the strip. */
  foot: number;
  /** How far the top of a digit leans right of its foot. */
  lean: number;
}

export interface Raster {
  width: number;
  height: number;
  /** One Level for each pixel, row by row. */
  pixels: Uint8Array;
}

/** Draws every segment as lit or as a ghost. The renderer decides how a ghost looks. */
export function rasterize(frame: LcdFrame, geometry: RasterGeometry): Raster {
  const { digitWidth, digitHeight, stroke, gap, margin, strip, foot, lean } = geometry;
  const positions = frame.segments.length;
  const width = 2 * margin + lean + positions * (digitWidth + gap);
  const height = 2 * margin + digitHeight + (strip > 0 ? strip + foot : 0);
  const canvas: Raster = { width, height, pixels: new Uint8Array(width * height) };
  for (let position = 0; position < positions; position++) {
    const left = margin + position * (digitWidth + gap);
    drawDigit(canvas, frame.segments[position]!, left, geometry);
  }
  if (strip > 0) drawStrip(canvas, frame, margin, 2 * margin + digitHeight, strip, stroke);
  return canvas;
}

function drawDigit(canvas: Raster, bits: number, left: number, geometry: RasterGeometry): void {
  const { digitWidth: width, digitHeight: height, stroke, margin: top, gap } = geometry;
  const half = (height - stroke) / 2;
  const level = (bit: number): Level => (bits & bit ? LEVEL.on : LEVEL.ghost);
  const leanAt = (y: number): number =>
    height > 1 ? Math.floor((geometry.lean * (height - 1 - (y - top))) / (height - 1)) : 0;
  const horizontal = (bit: number, y: number): void => {
    for (let row = 0; row < stroke; row++) {
      const chamfer = chamferAt(row, stroke);
      const at = top + Math.floor(y) + row;
      for (let x = stroke - chamfer; x < width - stroke + chamfer; x++)
        paint(canvas, left + x + leanAt(at), at, level(bit));
    }
  };
  const vertical = (bit: number, x: number, from: number, to: number): void => {
    for (let column = 0; column < stroke; column++) {
      const chamfer = chamferAt(column, stroke);
      for (let y = from - chamfer; y < to + chamfer; y++)
        paint(canvas, left + x + column + leanAt(top + y), top + y, level(bit));
    }
  };
  const middle = Math.floor(half);
  const right = width - stroke;
  horizontal(SEGMENT.a, 0);
  vertical(SEGMENT.b, right, stroke, middle);
  vertical(SEGMENT.c, right, middle + stroke, height - stroke);
  horizontal(SEGMENT.d, height - stroke);
  vertical(SEGMENT.e, 0, middle + stroke, height - stroke);
  vertical(SEGMENT.f, 0, stroke, middle);
  horizontal(SEGMENT.g, middle);
  const dot = Math.min(stroke, gap);
  for (let y = height - dot; y < height; y++)
    for (let x = 0; x < dot; x++)
      paint(canvas, left + width + Math.floor((gap - dot) / 2) + x, top + y, level(SEGMENT.dp));
}

/** A stroke reaches into the corner by less than half its width, so that neighbours do not touch. */
function chamferAt(line: number, stroke: number): number {
  return Math.max(0, Math.min(line, stroke - 1 - line) - Math.ceil(stroke / 6));
}

function drawStrip(
  canvas: Raster,
  frame: LcdFrame,
  left: number,
  top: number,
  strip: number,
  stroke: number,
): void {
  const usable = canvas.width - 2 * left;
  const pitch = Math.max(2, Math.floor(usable / (COUNTDOWN_BARS * 2)));
  for (let bar = 0; bar < COUNTDOWN_BARS; bar++) {
    const level = bar < frame.annunciators.countdown ? LEVEL.on : LEVEL.ghost;
    fill(canvas, left + bar * pitch, top, pitch - Math.max(1, Math.floor(stroke / 2)), strip, level);
  }
  const battery = pitch * 2;
  const level = frame.annunciators.batteryLow ? LEVEL.on : LEVEL.ghost;
  fill(canvas, canvas.width - left - battery, top, battery, strip, level);
}

function fill(canvas: Raster, x: number, y: number, width: number, height: number, level: Level): void {
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) paint(canvas, x + column, y + row, level);
}

function paint(canvas: Raster, x: number, y: number, level: Level): void {
  if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return;
  const at = y * canvas.width + x;
  if (canvas.pixels[at]! < level) canvas.pixels[at] = level;
}
