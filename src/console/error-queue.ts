// The error/event queue of SCPI-99 volume 2, 21.8: first in, first out, and bounded.
import { ScpiError } from './scpi-errors.js';

const capacity = 32;

export class ErrorQueue {
  #entries: ScpiError[] = [];

  get count(): number {
    return this.#entries.length;
  }

  /** When full, the newest entry gives way to −350, so that the first cause is never lost (21.8.1). */
  add(error: ScpiError): void {
    if (this.#entries.length < capacity) this.#entries.push(error);
    else this.#entries[capacity - 1] = new ScpiError(-350);
  }

  /** The oldest entry, or `0,"No error"`. */
  next(): ScpiError {
    return this.#entries.shift() ?? new ScpiError(0);
  }

  clear(): void {
    this.#entries = [];
  }
}
