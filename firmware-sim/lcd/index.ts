// The LCD of a fob: its segments, its faults and its renderers.

export { type Annunciators, blankFrame, COUNTDOWN_BARS, type LcdFrame, textFrame } from './frame.js';
export { decode, decodeWord, encode, UNREADABLE } from './glyphs.js';
export { LEVEL, type Level, type Raster, type RasterGeometry, rasterize } from './raster.js';
export { type BoxOptions, renderBox } from './render-box.js';
export { type HalfBlockCell, renderHalfBlock } from './render-half-block.js';
export { type PgmOptions, renderPgm } from './render-pgm.js';
export { renderText } from './render-text.js';
export {
  applySegmentFaults,
  NO_SEGMENT_FAULTS,
  type SegmentFaults,
  withSegmentFault,
} from './segment-faults.js';
export { DIGIT_MASK, SEGMENT, SEGMENT_NAMES, type SegmentName, segmentBit } from './segments.js';
