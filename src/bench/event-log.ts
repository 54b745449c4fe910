// The bench's one event log: numbered, each with true, fob and wall time. Memory keeps the newest; the disk keeps more.

export interface BenchEvent {
  number: number;
  /** ISO 8601, UTC, microseconds. */
  at: string;
  /** What the fob believed the time was; absent for events of the bench itself. */
  fobTime?: string;
  wall: string;
  serial?: string;
  kind: string;
  detail: Record<string, unknown>;
}

const keep = 20_000;

export class EventLog {
  readonly #events: BenchEvent[] = [];
  readonly #listeners = new Set<(event: BenchEvent) => void>();
  readonly #untold: BenchEvent[] = [];
  #telling = false;
  #next: number;
  /** Number of the last event that was published. */
  #published: number;

  constructor(next = 1) {
    this.#next = next;
    this.#published = next - 1;
  }

  /** Number of the last event; 0 before the first. */
  get last(): number {
    return this.#next - 1;
  }

  /** Number of the oldest event in memory; of the next one where there is none. */
  get first(): number {
    return this.#events[0]?.number ?? this.#next;
  }

  append(event: Omit<BenchEvent, 'number'>): BenchEvent {
    const numbered: BenchEvent = { number: this.#next++, ...event };
    this.#events.push(numbered);
    if (this.#events.length > 2 * keep) this.#events.splice(0, keep);
    return numbered;
  }

  /** What followed event `last` has not happened after all: it was never published, or it will happen again as it did. */
  takeBack(last: number): void {
    while ((this.#events.at(-1)?.number ?? 0) > last) this.#events.pop();
    this.#next = last + 1;
  }

  /** Takes over events that are numbered already, in rising order. */
  adopt(events: readonly BenchEvent[]): void {
    for (const event of events) {
      if (event.number < this.#next) continue;
      this.#events.push(event);
      this.#next = event.number + 1;
    }
  }

  /** Events from number `from` on, as far back as memory goes. */
  since(from: number): BenchEvent[] {
    return this.#events.filter((event) => event.number >= from);
  }

  /** Calls back for events as they are published; the result ends it. */
  subscribe(listener: (event: BenchEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Tells the listeners, once a change is complete and stored. A listener that looks at the bench may set off the next
   * change: its events wait until everyone has heard of this one.
   */
  publish(events: readonly BenchEvent[]): void {
    for (const event of events)
      if (event.number > this.#published) {
        this.#published = event.number;
        this.#untold.push(event);
      }
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let event = this.#untold.shift(); event !== undefined; event = this.#untold.shift())
        for (const listener of [...this.#listeners]) tell(listener, event);
    } finally {
      this.#telling = false;
    }
  }
}

/** The change is done and stored: what one listener makes of it is neither the change's failure nor the others'. */
function tell(listener: (event: BenchEvent) => void, event: BenchEvent): void {
  try {
    listener(event);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
