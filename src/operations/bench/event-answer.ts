// An event of the bench's log as answers have it.
import type { BenchEvent } from '../../bench/index.js';
import type { Event } from '../../contract/results/event.js';

export function eventAnswer({ number, at, fobTime, wall, serial, kind, detail }: BenchEvent): Event {
  return {
    seq: number,
    at,
    ...(fobTime === undefined ? {} : { fobAt: fobTime }),
    wallAt: wall,
    ...(serial === undefined ? {} : { serial }),
    kind,
    detail,
  };
}
