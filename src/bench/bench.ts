// The bench: fobs, one time, one numbered event log. Every change is one transaction: it runs what is due first,
// then does its own work, then is stored whole, then is published.
import {
  FobError,
  type FobEvent,
  type FobView,
  restingOffsetUs,
  type SimulatedFob,
} from '../../firmware-sim/index.js';
import { isoTime } from '../contract/iso-time.js';
import { BenchClock, type StoppedTime, type WallClock } from './bench-clock.js';
import type { BenchEventKind } from './bench-event-kinds.js';
import { BenchFob, type FobEntry } from './bench-fob.js';
import { BenchFobs } from './bench-fobs.js';
import { DamagedRow } from './damaged-row.js';
import { type BenchEvent, EventLog } from './event-log.js';
import type { BenchPersistence, BenchRecord, Damage, StoredFob } from './persistence.js';
import { maximumRate, type TimeRecord } from './time-record.js';
import { Transaction } from './transaction.js';
import { UnknownFobKind } from './unknown-fob-kind.js';

/** A change with more fobs than that is written part by part. */
const mostInMemory = 1000;

/** The visible state of a fob, or its damage. */
export type FobSummary = { entry: FobEntry } & (
  | {
      state: FobView['state'];
      text: string;
      lowBattery: boolean;
      held: boolean;
      /** Fob time minus true time, µs; undefined where no clock runs. */
      offsetUs: number | undefined;
    }
  | { damage: DamagedRow }
);

/** A request whose answer is kept with the change, so that it is done once however often it is sent. */
export interface RememberedRequest<T> {
  id: string;
  answer(result: T): unknown;
  refusal(error: unknown): unknown;
}

export class Bench {
  readonly id: string;
  readonly seed: string;
  readonly seeded: boolean;
  readonly log: EventLog;
  readonly #persistence: BenchPersistence | undefined;
  readonly #clock: BenchClock;
  #fobs: BenchFobs;
  #change: Transaction | undefined;
  /** What fell due and could not be stored: it goes with the next change. */
  #unstored: Transaction | undefined;
  #beyond: UnknownFobKind | undefined;
  /** Number of the last change that was stored. */
  #stored = 0;
  /** Events of changes that are stored and wait for the disk, and of those that came after them. */
  readonly #unpublished: { stored: number; events: readonly BenchEvent[] }[] = [];

  constructor(record: BenchRecord, wall: WallClock, persistence?: BenchPersistence) {
    this.id = record.id;
    this.seed = record.seed;
    this.seeded = record.seeded;
    this.log = new EventLog(record.lastEvent + 1);
    this.#clock = new BenchClock(record.time, record.livedUs, wall, persistence?.reportedUs());
    this.#persistence = persistence;
    this.#fobs = new BenchFobs(record.nextOrder, persistence);
  }

  get wall(): WallClock {
    return this.#clock.wall;
  }

  get time(): TimeRecord {
    return this.#clock.record;
  }

  get paused(): boolean {
    return this.#clock.paused;
  }

  /** True time, µs; never runs backwards. */
  nowUs(): number {
    return this.#clock.nowUs();
  }

  /** Why time stands still that should run: the wall clock jumped. Reads go on meanwhile. */
  whyStopped(): StoppedTime | undefined {
    return this.#clock.whyStopped();
  }

  /** The true time of an event. @throws OperationError `refused` if time should run and does not. */
  demandRunning(): void {
    this.#clock.demandRunning();
  }

  /** The number that the next fob added gets. */
  get nextOrder(): number {
    return this.#fobs.nextOrder;
  }

  /** Schemas of the snapshots of the fobs in its file; none for a bench in memory. */
  kinds(): readonly string[] {
    return this.#persistence?.kinds() ?? [];
  }

  /** How many fobs there are, damaged ones included. */
  get fobCount(): number {
    return this.#fobs.count;
  }

  /** In the order in which they were added. */
  fobs(): readonly FobEntry[] {
    return [...this.#fobs.entries()];
  }

  /** The same one by one, for a bench of thousands. */
  entries(): Iterable<FobEntry> {
    return this.#fobs.entries();
  }

  /** Up to `most` fobs with this label, and up to `most` whose folded serial begins so. */
  matching(label: string, folded: string, most: number): { labelled: FobEntry[]; beginning: FobEntry[] } {
    return this.#fobs.matching(label, folded, most);
  }

  /** Each fob as a list shows it, without waking those that rest. */
  *summaries(): Generator<FobSummary> {
    this.catchUp();
    this.#settle();
    const nowUs = this.nowUs();
    for (const { entry, listing } of this.#fobs.listed()) {
      if (listing !== undefined) {
        const { state, text, lowBattery, clock } = listing;
        const offsetUs = clock === null ? undefined : restingOffsetUs(clock, nowUs);
        yield { entry, state, text, lowBattery, held: false, offsetUs };
        continue;
      }
      try {
        const { simulated } = this.#fobs.get(entry.serial);
        const { state, text, lowBattery } = simulated.view(nowUs);
        const offsetUs = simulated.clock(nowUs)?.offsetUs;
        yield { entry, state, text, lowBattery, held: simulated.isHeld(), offsetUs };
      } catch (error) {
        if (!(error instanceof DamagedRow)) throw error;
        yield { entry, damage: error };
      }
    }
  }

  /** Each fob with its snapshot, all of this moment. Nobody may change the model of a snapshot. */
  snapshots(): Iterable<StoredFob> {
    this.catchUp();
    this.#settle();
    return this.#fobs.bodies() ?? [...this.#snapshotsInMemory()];
  }

  *#snapshotsInMemory(): Generator<StoredFob> {
    for (const entry of this.#fobs.entries())
      try {
        yield { entry, snapshot: this.#fobs.get(entry.serial).snapshot() };
      } catch (error) {
        if (!(error instanceof DamagedRow)) throw error;
        yield { entry, damage: error };
      }
  }

  /** The damaged rows of its file; none for a bench in memory. */
  damage(): Iterable<Damage> {
    return this.#persistence?.damage() ?? [];
  }

  has(serial: string): boolean {
    return this.#fobs.has(serial);
  }

  /** The serial on this bench that `serial` is a spelling of (`33-1551111-1` of `3315511111`), or undefined. */
  spelled(serial: string): string | undefined {
    return this.#fobs.spelled(serial);
  }

  /** @throws OperationError `not-found` with what is there. */
  entry(serial: string): FobEntry {
    return this.#fobs.get(serial).entry;
  }

  /** The fob, to look at: everything due by now has happened. Looking changes nothing. */
  look<T>(serial: string, read: (fob: SimulatedFob, nowUs: number) => T): T {
    this.catchUp();
    this.#settle();
    return read(this.#fobs.get(serial).simulated, this.nowUs());
  }

  /**
   * Runs what is due by now; stores it only where something happened. Where that cannot be stored, as on a disk that is
   * full or can only be read, it has happened all the same: the next owner finds the same due.
   */
  catchUp(): void {
    if (this.#change !== undefined || this.#fobs.dueBy(this.nowUs()) === undefined) return;
    if (this.#beyond !== undefined) throw this.#beyond;
    const change = this.#unstored ?? new Transaction();
    this.#within(change, () => {
      this.#liveTo(this.nowUs());
      try {
        this.#store(change, undefined);
        this.#unstored = undefined;
      } catch (error) {
        if (!isOfTheDisk(error) || change.spilled) throw error;
        this.#unstored = change;
      }
    });
    this.#flushAndPublish(change);
  }

  /**
   * One change. `work` gets the true time; what it touches is stored and published when it returns.
   * Where it throws, what has happened until then still stands and the error goes on; but for a fob of a kind that
   * this program does not know, where nothing is stored: a program that knows it does the whole change. Where a change
   * cannot be stored, nothing of it has happened, here as on the disk.
   */
  transact<T>(work: (nowUs: number) => T, request?: RememberedRequest<T>): T {
    if (this.#change !== undefined) return work(this.#clock.livedUs);
    const { change, outcome } = this.#run(work, request);
    this.#flushAndPublish(change);
    if ('failure' in outcome) throw outcome.failure;
    return outcome.result;
  }

  /**
   * The same; where it must be on the disk before anybody hears of it, it shares the flush with other changes of this
   * moment.
   */
  async transactSharing<T>(work: (nowUs: number) => T, request?: RememberedRequest<T>): Promise<T> {
    const { change, outcome } = this.#run(work, request);
    const persistence = this.#persistence;
    if (!change.mustFlush || persistence === undefined) this.#publish(change);
    else {
      const stored = this.#stored;
      this.#unpublished.push({ stored, events: change.events });
      await persistence.flush();
      this.#publishUpTo(stored);
    }
    if ('failure' in outcome) throw outcome.failure;
    return outcome.result;
  }

  #run<T>(
    work: (nowUs: number) => T,
    request: RememberedRequest<T> | undefined,
  ): { change: Transaction; outcome: { result: T } | { failure: unknown } } {
    // Memory may have lived further than the disk since.
    if (this.#beyond !== undefined) throw this.#beyond;
    const change = this.#unstored ?? new Transaction();
    let outcome!: { result: T } | { failure: unknown };
    this.#within(change, () => {
      const now = this.nowUs();
      this.#liveTo(now);
      try {
        outcome = { result: work(now) };
      } catch (error) {
        if (error instanceof UnknownFobKind) throw error;
        outcome = { failure: error };
      }
      // A refusal that has changed something is an answer too: asked again, it must not change it again.
      const remembered = request !== undefined && !('failure' in outcome && change.empty);
      try {
        if (change.broken !== undefined) throw change.broken;
        const answer = (): unknown =>
          'failure' in outcome ? request!.refusal(outcome.failure) : request!.answer(outcome.result);
        this.#store(change, remembered ? { id: request.id, answer: answer() } : undefined);
      } catch (error) {
        if (error instanceof UnknownFobKind) throw error;
        this.#goBack();
        // Tells the caller that the change is not half done.
        throw isOfTheDisk(error) ? Object.assign(error, { undone: true }) : error;
      }
      this.#unstored = undefined;
    });
    return { change, outcome };
  }

  /** Lets `drive` change one fob, and numbers what happened. */
  drive(serial: string, drive: (fob: SimulatedFob, nowUs: number) => FobEvent[]): BenchEvent[] {
    this.demandRunning();
    return this.transact((now) => {
      const fob = this.#fobs.get(serial);
      return this.#took(fob, drive(fob.simulated, now));
    });
  }

  /** Puts a fob on the bench. @throws FobError `conflict` where the serial is taken. */
  add(
    entry: Omit<FobEntry, 'order' | 'nextWakeUs' | 'addedUs'>,
    make: (nowUs: number) => SimulatedFob,
  ): FobEntry {
    this.demandRunning();
    return this.transact((now) => {
      const taken = this.#fobs.spelled(entry.serial);
      if (taken !== undefined)
        throw new FobError(
          'conflict',
          `a fob with serial ${entry.serial} is on the bench already${taken === entry.serial ? '' : `, spelled ${taken}`}`,
        );
      const simulated = make(now);
      const fob = new BenchFob(
        { ...entry, addedUs: now, order: this.#fobs.nextOrder, nextWakeUs: null },
        simulated,
      );
      this.#fobs.put(fob);
      this.#touch(fob);
      this.#record('added', entry.serial, { model: entry.modelId });
      return fob.entry;
    });
  }

  remove(serial: string): void {
    this.demandRunning();
    this.transact(() => {
      const fob = this.#fobs.get(serial);
      this.#fobs.delete(fob);
      this.#change!.remove(fob);
      this.#record('removed', serial, {});
    });
  }

  label(serial: string, label: string): void {
    this.demandRunning();
    this.transact(() => {
      const fob = this.#fobs.get(serial);
      fob.entry.label = label;
      this.#touch(fob);
      this.#record('labelled', serial, { label });
    });
  }

  /** Replaces a fob's state by another of the same fob. */
  replace(serial: string, simulated: SimulatedFob): void {
    this.demandRunning();
    this.transact(() => {
      const fob = this.#fobs.get(serial);
      fob.replace(simulated);
      this.#touch(fob);
    });
  }

  /** How fast true time passes per wall time; 0 pauses. */
  setRate(rate: number): void {
    if (!(rate >= 0 && rate <= maximumRate))
      throw new FobError('out-of-range', `rate ${rate} given; expected 0 (paused) to ${maximumRate}`);
    this.transact((now) => {
      this.#clock.anchor(now, rate);
      this.#change!.timeChanged = true;
      this.#record('rate', undefined, { rate });
    });
  }

  /** Moves true time on to `timeUs`, running everything that falls due on the way. */
  advanceTo(timeUs: number): void {
    this.transact((now) => {
      if (timeUs < now)
        throw new FobError(
          'out-of-range',
          `the bench is at ${isoTime(now)} and ${isoTime(timeUs)} is before that; time only moves on; to go back, restore a snapshot`,
        );
      this.#liveTo(timeUs);
      this.#clock.anchor(timeUs, this.time.rate);
      this.#change!.timeChanged = true;
    });
  }

  /** Sets true time outright, as a restore does. */
  jumpTo(timeUs: number, rate: number): void {
    this.transact(() => {
      this.#clock.jumpTo(timeUs, rate);
      this.#change!.timeChanged = true;
    });
  }

  /** Writes an event of the bench itself. */
  record(kind: BenchEventKind, serial: string | undefined, detail: Record<string, unknown>): BenchEvent {
    this.demandRunning();
    return this.transact(() => this.#record(kind, serial, detail));
  }

  /**
   * Resolves when true time has reached `timeUs`: at once on a paused bench, which is advanced.
   * @returns false where the wait was aborted: an aborted wait never advances the bench
   */
  async reach(timeUs: number, signal?: AbortSignal): Promise<boolean> {
    const came = !this.paused && (await this.#clock.waitFor(timeUs, signal));
    if (signal?.aborted) return false;
    if (came) this.catchUp();
    else if (timeUs > this.nowUs()) this.advanceTo(timeUs);
    return true;
  }

  /**
   * Resolves when true time has reached `timeUs` by itself.
   * @returns false where the bench was paused before that, or `signal` has ended
   */
  passes(timeUs: number, signal?: AbortSignal): Promise<boolean> {
    return this.#clock.waitFor(timeUs, signal);
  }

  nextWakeUs(): number | undefined {
    return this.#fobs.nextWakeUs();
  }

  /** Number of the oldest event that is kept. */
  get firstEvent(): number {
    return this.#persistence?.firstEvent ?? this.log.first;
  }

  /** Events from number `from` on, as far back as they are kept ({@link firstEvent}). */
  events(from: number): BenchEvent[] {
    this.#settle();
    const recent = this.log.since(from);
    const first = recent[0]?.number ?? this.log.last + 1;
    if (from >= first || this.#persistence === undefined) return recent;
    const events: BenchEvent[] = [];
    for (const event of this.#persistence.eventsSince(from)) {
      if (event.number >= first) break;
      events.push(event);
    }
    return events.concat(recent);
  }

  answerTo(requestId: string): { answer: unknown } | undefined {
    return this.#persistence?.answerTo(requestId);
  }

  view(serial: string): FobView {
    return this.look(serial, (fob, now) => fob.view(now));
  }

  /** @param processEnds the process ends now: what is slow about closing is left to the next owner */
  close(processEnds = false): void {
    this.#settle();
    const { reportedUs, livedUs } = this.#clock;
    this.#persistence?.close(reportedUs > livedUs ? reportedUs : undefined, processEnds);
  }

  #within(change: Transaction, work: () => void): void {
    this.#change = change;
    try {
      work();
    } catch (error) {
      if (error instanceof UnknownFobKind) this.#beyond = error;
      if (change.spilled) this.#goBack();
      throw error;
    } finally {
      this.#change = undefined;
    }
  }

  /** To the last change that was stored: memory must not be ahead of the disk. */
  #goBack(): void {
    if (this.#persistence === undefined) return;
    this.#persistence.rollBack();
    const record = this.#persistence.record();
    this.#clock.goBack(record.time, record.livedUs);
    this.#fobs = new BenchFobs(record.nextOrder, this.#persistence);
    this.log.takeBack(record.lastEvent);
    this.#unstored = undefined;
  }

  /** Lives through everything due up to `timeUs`, in the order in which it falls. */
  #liveTo(timeUs: number): void {
    for (;;) {
      const due = this.#fobs.dueBy(timeUs);
      if (due === undefined) break;
      this.#clock.liveTo(due.timeUs);
      this.#took(due.fob, due.fob.simulated.advanceTo(due.timeUs));
    }
    this.#clock.liveTo(timeUs);
  }

  #took(fob: BenchFob, events: readonly FobEvent[]): BenchEvent[] {
    this.#touch(fob);
    return events.map((event) => {
      const clock = fob.simulated.clock(event.timeUs);
      const numbered = this.log.append({
        at: isoTime(event.timeUs),
        ...(clock === undefined ? {} : { fobTime: isoTime(clock.fobTimeUs) }),
        wall: isoTime(this.#clock.wallTimeOf(event.timeUs)),
        serial: fob.entry.serial,
        kind: event.kind,
        detail: event.detail,
      });
      this.#change!.events.push(numbered);
      return numbered;
    });
  }

  #record(kind: BenchEventKind, serial: string | undefined, detail: Record<string, unknown>): BenchEvent {
    const event = this.log.append({
      at: isoTime(this.#clock.livedUs),
      wall: isoTime(this.wall.nowUs()),
      ...(serial === undefined ? {} : { serial }),
      kind,
      detail,
    });
    this.#change!.events.push(event);
    return event;
  }

  #touch(fob: BenchFob): void {
    const change = this.#change!;
    change.touch(fob);
    this.#fobs.rescheduled(fob);
    if (this.#persistence === undefined || change.size < mostInMemory) return;
    change.spilled = true;
    try {
      this.#persistence.spill(change.part());
    } catch (error) {
      change.broken = error as Error;
      throw error;
    }
    this.#fobs.stored(change.stored(), mostInMemory);
  }

  #store(change: Transaction, request: { id: string; answer: unknown } | undefined): void {
    const persistence = this.#persistence;
    if (persistence === undefined) {
      this.#fobs.stored(change.stored());
      return;
    }
    if (change.empty && request === undefined) return;
    persistence.commit({
      lastEvent: this.log.last,
      time: this.time,
      livedUs: this.#clock.livedUs,
      nextOrder: this.#fobs.nextOrder,
      ...change.part(),
      ...(request === undefined ? {} : { request }),
    });
    this.#fobs.stored(change.stored());
    this.#stored++;
  }

  #flushAndPublish(change: Transaction): void {
    if (change.mustFlush && this.#unstored !== change) this.#persistence?.flushNow();
    this.#settle();
    this.#publish(change);
  }

  /** A reader sees no state that a power cut could take back. */
  #settle(): void {
    if (this.#unpublished.length === 0 || this.#change !== undefined) return;
    this.#persistence!.flushNow();
    this.#publishUpTo(this.#stored);
  }

  #publishUpTo(stored: number): void {
    while (this.#unpublished.length > 0 && this.#unpublished[0]!.stored <= stored)
      this.log.publish(this.#unpublished.shift()!.events);
  }

  /** In order: after those that wait for the disk. */
  #publish({ events }: Transaction): void {
    if (this.#unpublished.length === 0) this.log.publish(events);
    else this.#unpublished.push({ stored: this.#stored, events });
  }
}

/** The system's word: no room, read only, denied, broken. */
function isOfTheDisk(error: unknown): error is Error {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
