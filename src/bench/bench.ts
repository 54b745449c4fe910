// The bench: fobs, one time, one numbered event log. Every change is one transaction: it runs what is due first,
// then does its own work, then is stored whole, then is told.
import { FobError, type FobEvent, type FobView, type SimulatedFob } from '../../firmware-sim/index.js';
import { BenchFob, type FobEntry } from './bench-fob.js';
import { type BenchEvent, EventLog } from './event-log.js';
import { isoTime } from './iso-time.js';
import type { BenchPersistence, BenchRecord } from './persistence.js';
import { anchored, maximumRate, type TimeRecord, trueTimeAt, wallTimeAt } from './time-record.js';
import { UnknownFobKind } from './unknown-fob-kind.js';
import { WakeQueue } from './wake-queue.js';

export interface WallClock {
  /** Wall time in µs since the Unix epoch. */
  nowUs(): number;
  /** Calls back once after `ms` of wall time; the result cancels. */
  after(ms: number, callback: () => void): () => void;
}

export class Bench {
  readonly id: string;
  readonly seed: string;
  readonly seeded: boolean;
  readonly log: EventLog;
  readonly wall: WallClock;
  readonly #persistence: BenchPersistence | undefined;
  readonly #fobs = new Map<string, BenchFob>();
  readonly #queue = new WakeQueue();
  #time: TimeRecord;
  #livedUs: number;
  #nextOrder: number;
  #change: Transaction | undefined;
  #beyond: UnknownFobKind | undefined;

  constructor(
    record: BenchRecord,
    wall: WallClock,
    persistence?: BenchPersistence,
    load?: (entry: FobEntry) => SimulatedFob,
  ) {
    this.id = record.id;
    this.seed = record.seed;
    this.seeded = record.seeded;
    this.wall = wall;
    this.log = new EventLog(record.lastEvent + 1);
    this.#time = record.time;
    this.#livedUs = record.livedUs;
    this.#nextOrder = record.nextOrder;
    this.#persistence = persistence;
    for (const entry of record.entries) {
      this.#fobs.set(entry.serial, new BenchFob(entry, () => load!(entry)));
      this.#queue.set(entry.serial, entry.order, entry.nextWakeUs ?? undefined);
    }
  }

  get time(): TimeRecord {
    return this.#time;
  }

  get paused(): boolean {
    return this.#time.rate === 0;
  }

  /** True time, µs; never runs backwards. */
  nowUs(): number {
    return Math.max(trueTimeAt(this.#time, this.wall.nowUs()), this.#livedUs);
  }

  /** The number that the next fob added gets. */
  get nextOrder(): number {
    return this.#nextOrder;
  }

  fobs(): readonly FobEntry[] {
    return [...this.#fobs.values()].map((fob) => fob.entry);
  }

  has(serial: string): boolean {
    return this.#fobs.has(serial);
  }

  /** @throws FobError `unknown-name` with what is there. */
  entry(serial: string): FobEntry {
    return this.#fob(serial).entry;
  }

  /** The fob, to look at: everything due by now has happened. Looking changes nothing. */
  look<T>(serial: string, read: (fob: SimulatedFob, nowUs: number) => T): T {
    this.catchUp();
    return read(this.#fob(serial).simulated, this.nowUs());
  }

  /** Runs what is due by now; stores it only where something happened. */
  catchUp(): void {
    const next = this.#queue.peek();
    if (this.#change === undefined && next !== undefined && next.timeUs <= this.nowUs())
      this.transact(() => {});
  }

  /**
   * One change. `work` gets the true time; what it touches is stored and told when it returns.
   * Where it throws, what has happened until then still stands and the error goes on; but for a fob of a kind that
   * this program does not know, where nothing is stored: a program that knows it does the whole change.
   */
  transact<T>(
    work: (nowUs: number) => T,
    request?: { id: string; answer(result: T): unknown; refusal(error: unknown): unknown },
  ): T {
    if (this.#change !== undefined) return work(this.#livedUs);
    // Memory may have lived further than the disk since.
    if (this.#beyond !== undefined) throw this.#beyond;
    const change = new Transaction();
    this.#change = change;
    let result: T | undefined;
    let failure: unknown;
    let failed = false;
    try {
      const now = this.nowUs();
      this.#liveTo(now);
      try {
        result = work(now);
      } catch (error) {
        if (error instanceof UnknownFobKind) throw error;
        failed = true;
        failure = error;
      }
      const answer = (): unknown => (failed ? request!.refusal(failure) : request!.answer(result as T));
      // A refusal that has changed something is an answer too: asked again, it must not change it again.
      const remembered = request !== undefined && !(failed && change.empty);
      this.#store(change, remembered ? { id: request.id, answer: answer() } : undefined);
    } catch (error) {
      if (error instanceof UnknownFobKind) this.#beyond = error;
      throw error;
    } finally {
      this.#change = undefined;
    }
    this.log.publish(change.events);
    if (failed) throw failure;
    return result as T;
  }

  /** Lets `drive` change one fob, and numbers what happened. */
  drive(serial: string, drive: (fob: SimulatedFob, nowUs: number) => FobEvent[]): BenchEvent[] {
    return this.transact((now) => {
      const fob = this.#fob(serial);
      return this.#took(fob, drive(fob.simulated, now));
    });
  }

  /** Puts a fob on the bench. @throws FobError `conflict` where the serial is taken. */
  add(
    entry: Omit<FobEntry, 'order' | 'nextWakeUs' | 'addedUs'>,
    make: (nowUs: number) => SimulatedFob,
  ): FobEntry {
    return this.transact((now) => {
      if (this.#fobs.has(entry.serial))
        throw new FobError('conflict', `a fob with serial ${entry.serial} is on the bench already`);
      const simulated = make(now);
      const fob = new BenchFob(
        { ...entry, addedUs: now, order: this.#nextOrder++, nextWakeUs: simulated.nextWakeUs() ?? null },
        simulated,
      );
      this.#fobs.set(entry.serial, fob);
      this.#change!.removed.delete(entry.serial);
      this.#touch(fob);
      this.#record('added', entry.serial, { model: entry.modelId });
      return fob.entry;
    });
  }

  remove(serial: string): void {
    this.transact(() => {
      this.#fob(serial);
      this.#fobs.delete(serial);
      this.#queue.set(serial, 0, undefined);
      this.#change!.touched.delete(serial);
      this.#change!.removed.add(serial);
      this.#record('removed', serial, {});
    });
  }

  label(serial: string, label: string): void {
    this.transact(() => {
      const fob = this.#fob(serial);
      fob.entry.label = label;
      this.#touch(fob);
      this.#record('labelled', serial, { label });
    });
  }

  /** Replaces a fob's state by another of the same fob. */
  replace(serial: string, simulated: SimulatedFob): void {
    this.transact(() => {
      const fob = this.#fob(serial);
      fob.replace(simulated);
      this.#touch(fob);
    });
  }

  /** How fast true time passes per wall time; 0 pauses. */
  setRate(rate: number): void {
    if (!(rate >= 0 && rate <= maximumRate))
      throw new FobError('out-of-range', `rate ${rate} given; expected 0 (paused) to ${maximumRate}`);
    this.transact((now) => {
      this.#setTime(anchored(rate, now, this.wall.nowUs()));
      this.#record('rate', undefined, { rate });
    });
  }

  /** Moves true time on to `timeUs`, running everything that falls due on the way. */
  advanceTo(timeUs: number): void {
    this.transact((now) => {
      if (timeUs < now)
        throw new FobError(
          'out-of-range',
          `the bench is at ${isoTime(now)} and ${isoTime(timeUs)} is before that; time only moves on (restore a snapshot to go back)`,
        );
      this.#liveTo(timeUs);
      this.#setTime(anchored(this.#time.rate, timeUs, this.wall.nowUs()));
    });
  }

  /** Sets true time outright, as a restore does. */
  jumpTo(timeUs: number, rate: number): void {
    this.transact(() => {
      this.#livedUs = timeUs;
      this.#setTime(anchored(rate, timeUs, this.wall.nowUs()));
    });
  }

  /** Writes an event of the bench itself. */
  record(kind: string, serial: string | undefined, detail: Record<string, unknown>): BenchEvent {
    return this.transact(() => this.#record(kind, serial, detail));
  }

  /** Resolves when true time has reached `timeUs`: at once on a paused bench, which is advanced. */
  async reach(timeUs: number): Promise<void> {
    if (this.paused) {
      if (timeUs > this.nowUs()) this.advanceTo(timeUs);
      return;
    }
    while (this.nowUs() < timeUs) {
      if (this.paused) return this.reach(timeUs);
      const wallMs = Math.max(0, Math.ceil((wallTimeAt(this.#time, timeUs) - this.wall.nowUs()) / 1000));
      await new Promise<void>((resolve) => this.wall.after(Math.min(wallMs, 1000), resolve));
    }
    this.catchUp();
  }

  nextWakeUs(): number | undefined {
    return this.#queue.peek()?.timeUs;
  }

  events(from: number): BenchEvent[] {
    const recent = this.log.since(from);
    const first = recent[0]?.number ?? this.log.last + 1;
    if (from >= first || this.#persistence === undefined) return recent;
    return [...this.#persistence.eventsSince(from).filter((event) => event.number < first), ...recent];
  }

  answerTo(requestId: string): { answer: unknown } | undefined {
    return this.#persistence?.answerTo(requestId);
  }

  view(serial: string): FobView {
    return this.look(serial, (fob, now) => fob.view(now));
  }

  close(): void {
    this.#persistence?.close();
  }

  /** Lives through everything due up to `timeUs`, in the order in which it falls. */
  #liveTo(timeUs: number): void {
    for (
      let next = this.#queue.peek();
      next !== undefined && next.timeUs <= timeUs;
      next = this.#queue.peek()
    ) {
      const fob = this.#fob(next.key);
      this.#livedUs = Math.max(this.#livedUs, next.timeUs);
      this.#took(fob, fob.simulated.advanceTo(next.timeUs));
    }
    this.#livedUs = Math.max(this.#livedUs, timeUs);
  }

  #took(fob: BenchFob, events: readonly FobEvent[]): BenchEvent[] {
    this.#touch(fob);
    return events.map((event) => {
      const clock = fob.simulated.clock(event.timeUs);
      const numbered = this.log.append({
        at: isoTime(event.timeUs),
        fobTime: isoTime(clock.fobTimeUs),
        wall: isoTime(
          this.paused ? this.wall.nowUs() : Math.min(wallTimeAt(this.#time, event.timeUs), this.wall.nowUs()),
        ),
        serial: fob.entry.serial,
        kind: event.kind,
        detail: event.detail,
      });
      this.#change!.events.push(numbered);
      return numbered;
    });
  }

  #record(kind: string, serial: string | undefined, detail: Record<string, unknown>): BenchEvent {
    const event = this.log.append({
      at: isoTime(this.#livedUs),
      wall: isoTime(this.wall.nowUs()),
      ...(serial === undefined ? {} : { serial }),
      kind,
      detail,
    });
    this.#change!.events.push(event);
    return event;
  }

  #touch(fob: BenchFob): void {
    this.#change!.touched.set(fob.entry.serial, fob);
    fob.entry.nextWakeUs = fob.simulated.nextWakeUs() ?? null;
    this.#queue.set(fob.entry.serial, fob.entry.order, fob.entry.nextWakeUs ?? undefined);
  }

  #setTime(time: TimeRecord): void {
    this.#time = time;
    this.#change!.timeChanged = true;
  }

  #store(change: Transaction, request: { id: string; answer: unknown } | undefined): void {
    if (this.#persistence === undefined || (change.empty && request === undefined)) return;
    this.#persistence.commit({
      lastEvent: this.log.last,
      time: this.#time,
      livedUs: this.#livedUs,
      events: change.events,
      fobs: [...change.touched.values()].map((fob) => {
        const snapshot = fob.snapshot();
        const vaultChanged = snapshot.vault !== fob.storedVault;
        fob.storedVault = snapshot.vault;
        return { entry: fob.entry, snapshot, vaultChanged };
      }),
      removed: [...change.removed],
      ...(request === undefined ? {} : { request }),
    });
  }

  #fob(serial: string): BenchFob {
    const fob = this.#fobs.get(serial);
    if (fob !== undefined) return fob;
    const known = [...this.#fobs.keys()].slice(0, 5).join(', ');
    throw new FobError(
      'unknown-name',
      `there is no fob ${JSON.stringify(serial)} on this bench; ${known ? `it has ${known}${this.#fobs.size > 5 ? ', …' : ''}` : 'it is empty: foblab add <model>'}`,
    );
  }
}

class Transaction {
  readonly events: BenchEvent[] = [];
  readonly touched = new Map<string, BenchFob>();
  readonly removed = new Set<string>();
  timeChanged = false;

  get empty(): boolean {
    return (
      this.events.length === 0 && this.touched.size === 0 && this.removed.size === 0 && !this.timeChanged
    );
  }
}
