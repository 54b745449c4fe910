// The two streams of a bench: what happens on it, and what goes over its wires. Each goes on where it was when whoever
// held the bench has gone.
import type { Event } from '../../contract/results/event.js';
import type { TrafficLine } from '../state/state.js';
import type { BenchFace } from './bench-face.js';

/** What goes over the wires of whoever holds the bench. */
export async function followTraffic(
  bench: BenchFace,
  signal: AbortSignal,
  tell: (lines: TrafficLine[]) => void,
): Promise<void> {
  let since = 1;
  const item = (value: unknown): void => {
    const piece = value as TrafficLine & { seq: number };
    since = piece.seq + 1;
    tell([piece]);
  };
  while (!signal.aborted) {
    await bench.run('link.traffic', { since, follow: true }, { item, signal }).catch(() => {});
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Events come one by one and in floods: those of one turn of the loop are emitted together. */
export async function followLog(
  bench: BenchFace,
  signal: AbortSignal,
  tell: (events: Event[]) => void,
): Promise<void> {
  let waiting: Event[] = [];
  let next = 0;
  const item = (value: unknown): void => {
    const event = value as Event;
    if (event.seq < next) return;
    next = event.seq + 1;
    waiting.push(event);
    if (waiting.length === 1)
      setImmediate(() => {
        const events = waiting;
        waiting = [];
        if (!signal.aborted) tell(events);
      });
  };
  while (!signal.aborted) {
    try {
      const from = next === 0 ? { last: 500 } : { since: next };
      await bench.run('bench.log', { ...from, follow: true }, { item, signal });
    } catch {
      // Whoever held the bench has gone; the next reading says what is wrong, if anything is.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
