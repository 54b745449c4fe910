// The bench's time: true time against wall time, and how far the bench has lived. It never runs backwards by itself.
import { anchored, type TimeRecord, trueTimeAt, wallTimeAt } from './time-record.js';

export interface WallClock {
  /** Wall time in µs since the Unix epoch. */
  nowUs(): number;
  /** Calls back once after `ms` of wall time; the result cancels. */
  after(ms: number, callback: () => void): () => void;
}

export class BenchClock {
  readonly wall: WallClock;
  #record: TimeRecord;
  #livedUs: number;

  constructor(record: TimeRecord, livedUs: number, wall: WallClock) {
    this.#record = record;
    this.#livedUs = livedUs;
    this.wall = wall;
  }

  get record(): TimeRecord {
    return this.#record;
  }

  get paused(): boolean {
    return this.#record.rate === 0;
  }

  /** The last true time that has been lived up to, µs. */
  get livedUs(): number {
    return this.#livedUs;
  }

  /** True time, µs. */
  nowUs(): number {
    return Math.max(trueTimeAt(this.#record, this.wall.nowUs()), this.#livedUs);
  }

  /** What was due by `timeUs` has happened. */
  liveTo(timeUs: number): void {
    this.#livedUs = Math.max(this.#livedUs, timeUs);
  }

  /** From here on true time runs from `timeUs` at `rate`. */
  anchor(timeUs: number, rate: number): void {
    this.#record = anchored(rate, timeUs, this.wall.nowUs());
  }

  /** The same, and what lay ahead of `timeUs` has not been lived. */
  jumpTo(timeUs: number, rate: number): void {
    this.#livedUs = timeUs;
    this.anchor(timeUs, rate);
  }

  /** The wall time at which true time was `timeUs`: on a paused bench, and for what an advance has brought on, it is now. */
  wallTimeOf(timeUs: number): number {
    const nowUs = this.wall.nowUs();
    return this.paused ? nowUs : Math.min(wallTimeAt(this.#record, timeUs), nowUs);
  }

  /** Waits until true time has reached `timeUs`. @returns false where the bench was paused before that. */
  async waitFor(timeUs: number): Promise<boolean> {
    while (this.nowUs() < timeUs) {
      if (this.paused) return false;
      const wallMs = Math.max(0, Math.ceil((wallTimeAt(this.#record, timeUs) - this.wall.nowUs()) / 1000));
      // In pieces: the rate may be changed meanwhile.
      await new Promise<void>((resolve) => this.wall.after(Math.min(wallMs, 1000), resolve));
    }
    return true;
  }
}
