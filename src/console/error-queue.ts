// The error/event queue of SCPI-99 volume 2, 21.8: a bounded first-in-first-out queue.
import { ScpiError } from './scpi-errors.js';

const capacity = 32;
const noError = new ScpiError(0).toString();
const queueOverflow = new ScpiError(-350).toString();

export class ErrorQueue {
  #entries: string[] = [];

  get count(): number {
    return this.#entries.length;
  }

  /** In a full queue −350 replaces the newest entry, so that the first cause is never lost (21.8.1). */
  add(error: ScpiError): void {
    if (this.#entries.length < capacity) this.#entries.push(error.toString());
    else this.#entries[capacity - 1] = queueOverflow;
  }

  /** Removes the oldest entry and returns it as SYSTem:ERRor? answers it. */
  next(): string {
    return this.#entries.shift() ?? noError;
  }

  clear(): void {
    this.#entries = [];
  }
}
