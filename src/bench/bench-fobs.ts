// The fobs of a bench in the order in which they were put there, and which of them wakes next.
import { FobError } from '../../firmware-sim/index.js';
import { foldedSerial, quotedWord } from '../serials/index.js';
import type { BenchFob } from './bench-fob.js';
import { WakeQueue } from './wake-queue.js';

export class BenchFobs {
  readonly #fobs = new Map<string, BenchFob>();
  /** The serial of each fob by its folded form. */
  readonly #spellings = new Map<string, string>();
  readonly #queue = new WakeQueue();
  #nextOrder: number;

  constructor(nextOrder: number) {
    this.#nextOrder = nextOrder;
  }

  /** The number that the next fob added gets. */
  get nextOrder(): number {
    return this.#nextOrder;
  }

  [Symbol.iterator](): Iterator<BenchFob> {
    return this.#fobs.values();
  }

  has(serial: string): boolean {
    return this.#fobs.has(serial);
  }

  /** The serial on this bench that `serial` is a spelling of; undefined where there is none. */
  spelled(serial: string): string | undefined {
    return this.#fobs.has(serial) ? serial : this.#spellings.get(foldedSerial(serial));
  }

  /** @throws FobError `unknown-name` with what is there. */
  get(serial: string): BenchFob {
    const fob = this.#fobs.get(serial);
    if (fob !== undefined) return fob;
    const known = [...this.#fobs.keys()].slice(0, 5).join(', ');
    throw new FobError(
      'unknown-name',
      `there is no fob ${quotedWord(serial)} on this bench; ${known ? `it has ${known}${this.#fobs.size > 5 ? ', …' : ''}` : 'it is empty: foblab add <model>'}`,
    );
  }

  put(fob: BenchFob): void {
    const { serial, order, nextWakeUs } = fob.entry;
    this.#fobs.set(serial, fob);
    this.#spellings.set(foldedSerial(serial), serial);
    this.#nextOrder = Math.max(this.#nextOrder, order + 1);
    this.#queue.set(serial, order, nextWakeUs ?? undefined);
  }

  delete(serial: string): void {
    this.#fobs.delete(serial);
    this.#spellings.delete(foldedSerial(serial));
    this.#queue.set(serial, 0, undefined);
  }

  /** What a fob will do by itself may be due at another time now. */
  rescheduled({ entry, simulated }: BenchFob): void {
    const nextWakeUs = simulated.nextWakeUs();
    entry.nextWakeUs = nextWakeUs ?? null;
    this.#queue.set(entry.serial, entry.order, nextWakeUs);
  }

  /** True time of what happens next, µs; undefined where nothing will. */
  nextWakeUs(): number | undefined {
    return this.#queue.peek()?.timeUs;
  }

  /** Who wakes first, where that is by `timeUs`. */
  dueBy(timeUs: number): { fob: BenchFob; timeUs: number } | undefined {
    const next = this.#queue.peek();
    if (next === undefined || next.timeUs > timeUs) return undefined;
    return { fob: this.get(next.key), timeUs: next.timeUs };
  }
}
