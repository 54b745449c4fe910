// Wall time that a test moves.
import type { Timer } from '../../src/links/timer.js';

export class VirtualTimer implements Timer {
  #nowMs = 0;
  #order = 0;
  #alarms: { atMs: number; order: number; run: () => void }[] = [];

  get waiting(): number {
    return this.#alarms.length;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, order: this.#order++, run };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** Runs what falls due, in order; each sees the time at which it was due, or `lateMs` after. */
  advance(ms: number, lateMs = 0): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#alarms.sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
      if (next === undefined || next.atMs + lateMs > endMs) break;
      this.#alarms.shift();
      this.#nowMs = Math.max(this.#nowMs, next.atMs + lateMs);
      next.run();
    }
    this.#nowMs = endMs;
  }
}
