// The lines that wait to run: a bounded first-in-first-out queue.
import type { InputLine } from './line-normaliser.js';

// Both in characters. Above `pauseAbove` the client is asked to pause; above `refuseAbove` its lines are dropped.
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

  /** @returns false if the queue is full and drops the line */
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
    // Compacts now and then: removing each line from the front would take quadratic time.
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
