// The bench's time as a record: a rate and two anchors. Nothing ticks; true time is computed when it is asked for.

/** `rate` true microseconds pass in one wall microsecond; 0 is paused. */
export interface TimeRecord {
  rate: number;
  virtualAnchorUs: number;
  wallAnchorUs: number;
}

export const maximumRate = 1_000_000;

/** 2200-01-01: microseconds stay exact integers well beyond it. */
export const latestUs = 7_258_118_400_000_000;

export function trueTimeAt(time: TimeRecord, wallUs: number): number {
  const passedUs = wallUs - time.wallAnchorUs;
  // A wall clock that was set back must not take the bench's time with it.
  return time.virtualAnchorUs + (passedUs > 0 ? Math.floor(passedUs * time.rate) : 0);
}

/** The wall time at which true time reads `trueUs`; the anchor's where the bench is paused. */
export function wallTimeAt(time: TimeRecord, trueUs: number): number {
  if (time.rate === 0) return time.wallAnchorUs;
  return time.wallAnchorUs + Math.floor((trueUs - time.virtualAnchorUs) / time.rate);
}

export function anchored(rate: number, virtualAnchorUs: number, wallAnchorUs: number): TimeRecord {
  return { rate, virtualAnchorUs, wallAnchorUs };
}
