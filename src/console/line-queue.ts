// Lines that wait for their turn: first in, first out, and bounded.
import type { InputLine } from './line-normaliser.js';

// In characters. Above the first the client is asked to pause; above the second one that does not pause loses lines.
const pauseAbove = 16 * 1024;
const refuseAbove = 1024 * 1024;
const compactAfter = 1024;

export class LineQueue {
  #lines: InputLine[] = [];
  #next = 0;
  #characters = 0;

  /** Whether the client should pause. */
  get isLong(): boolean {
    return this.#characters > pauseAbove;
  }

  /** False where the queue takes no more. */
  add(line: InputLine): boolean {
    if (this.#characters > refuseAbove) return false;
    this.#lines.push(line);
    this.#characters += cost(line);
    return true;
  }

  take(): InputLine | undefined {
    const line = this.#lines[this.#next];
    if (line === undefined) return undefined;
    this.#next += 1;
    this.#characters -= cost(line);
    // Now and then, since to shift each line would be quadratic.
    if (this.#next === this.#lines.length || this.#next >= compactAfter) {
      this.#lines.splice(0, this.#next);
      this.#next = 0;
    }
    return line;
  }

  clear(): void {
    this.#lines = [];
    this.#next = 0;
    this.#characters = 0;
  }
}

function cost(line: InputLine): number {
  return typeof line === 'string' ? 1 + line.length : 1;
}
