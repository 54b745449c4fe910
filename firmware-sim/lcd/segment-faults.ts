// Faults of the LCD: segments that are always lit, and segments that never are.

import type { LcdFrame } from './frame.js';
import { SEGMENT_NAMES, type SegmentName, segmentBit } from './segments.js';

/** One mask of segment bits for each position. Positions past the end of a list are sound. */
export interface SegmentFaults {
  stuckOn: readonly number[];
  missing: readonly number[];
}

export const NO_SEGMENT_FAULTS: SegmentFaults = { stuckOn: [], missing: [] };

/**
 * The picture that a faulty LCD makes of a frame. A segment that is both missing and stuck is dark, since it is not
 * connected. Give driven frames only: on an LCD that is off no segment is stuck on.
 */
export function applySegmentFaults(frame: LcdFrame, faults: SegmentFaults): LcdFrame {
  if (faults.stuckOn.length === 0 && faults.missing.length === 0) return frame;
  const segments = frame.segments.slice();
  for (let position = 0; position < segments.length; position++)
    segments[position] =
      (segments[position]! | (faults.stuckOn[position] ?? 0)) & ~(faults.missing[position] ?? 0);
  return { segments, annunciators: frame.annunciators };
}

/**
 * Adds one fault: `withSegmentFault(faults, 'missing', 2, 'g')`. Positions count from 0 at the left.
 * @throws RangeError for a position that is no index or a segment that does not exist
 */
export function withSegmentFault(
  faults: SegmentFaults,
  kind: keyof SegmentFaults,
  position: number,
  segment: SegmentName | 'all',
): SegmentFaults {
  if (!Number.isInteger(position) || position < 0 || position > 15)
    throw new RangeError(
      `LCD position ${position} is out of range: positions count from 0 at the left, up to 15`,
    );
  const mask = Array.from(
    { length: Math.max(position + 1, faults[kind].length) },
    (_, at) => faults[kind][at] ?? 0,
  );
  mask[position]! |=
    segment === 'all' ? SEGMENT_NAMES.reduce((all, name) => all | segmentBit(name), 0) : segmentBit(segment);
  return { ...faults, [kind]: mask };
}
