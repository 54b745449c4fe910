// The seven segments and the point of one LCD position, as the bits of a byte.

/** The letters go clockwise from the top. g is the middle bar, dp the point at the lower right. */
export const SEGMENT = {
  a: 0x01,
  b: 0x02,
  c: 0x04,
  d: 0x08,
  e: 0x10,
  f: 0x20,
  g: 0x40,
  dp: 0x80,
} as const;

export type SegmentName = keyof typeof SEGMENT;

export const SEGMENT_NAMES: readonly SegmentName[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'dp'];

/** Everything but the point. */
export const DIGIT_MASK = 0x7f;

/**
 * The bit of a segment by name.
 * @throws RangeError naming the eight segments.
 */
export function segmentBit(name: string): number {
  for (const known of SEGMENT_NAMES) if (known === name) return SEGMENT[known];
  throw new RangeError(
    `LCD segment ${JSON.stringify(name)} is unknown: give one of ${SEGMENT_NAMES.join(', ')}`,
  );
}
