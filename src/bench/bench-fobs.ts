// The fobs of a bench in the order in which they were put there, and which of them wakes next. On a bench in a file only
// the fobs in use are in memory; the file's own order says who wakes after them.
import { OperationError } from '../contract/operation-error.js';
import { foldedSerial, quotedWord } from '../serials/index.js';
import { BenchFob, type FobEntry } from './bench-fob.js';
import { DamagedRow } from './damaged-row.js';
import type { BenchPersistence, ListedEntry, StoredFob } from './persistence.js';
import { WakeQueue } from './wake-queue.js';

/** Fobs that stay in memory between changes. */
const mostInMemory = 1024;
const [firstPage, largestPage] = [16, 4096];

export class BenchFobs {
  readonly #persistence: BenchPersistence | undefined;
  /** By serial: all of a bench in memory, those in use of a bench in a file. */
  readonly #fobs = new Map<string, BenchFob>();
  /** The serial of each fob in memory by its folded form. */
  readonly #spellings = new Map<string, string>();
  /** By folded serial. Complete up to {@link #read}. */
  readonly #queue = new WakeQueue();
  /** Up to where the file's wakes were read; undefined where all were. */
  #read: { timeUs: number; order: number } | undefined;
  #page = firstPage;
  /** Orders of fobs that the open change takes off, and that are in the file still. */
  readonly #removed = new Set<number>();
  /** Serials of fobs that are not in the file yet. */
  readonly #new = new Set<string>();
  /** Serials of fobs that are in memory otherwise than in the file. */
  readonly #touched = new Set<string>();
  #nextOrder: number;

  constructor(nextOrder: number, persistence?: BenchPersistence) {
    this.#nextOrder = nextOrder;
    this.#persistence = persistence;
    if (persistence !== undefined) this.#read = { timeUs: Number.MIN_SAFE_INTEGER, order: 0 };
  }

  /** The number that the next fob added gets. */
  get nextOrder(): number {
    return this.#nextOrder;
  }

  get count(): number {
    const stored = this.#persistence?.count();
    return stored === undefined ? this.#fobs.size : stored - this.#removed.size + this.#new.size;
  }

  /** In order; a damaged fob is left out. */
  *entries(): Generator<FobEntry> {
    if (this.#persistence !== undefined)
      for (const entry of this.#persistence.entries()) {
        if (this.#removed.has(entry.order)) continue;
        const inUse = this.#fobs.get(entry.serial)?.entry;
        yield inUse?.order === entry.order ? inUse : entry;
      }
    for (const [serial, { entry }] of this.#fobs)
      if (this.#persistence === undefined || this.#new.has(serial)) yield entry;
  }

  /** Each fob with what a list says of it, where that needs no fob in memory; a damaged entry is left out. */
  *listed(): Generator<ListedEntry> {
    if (this.#persistence === undefined || this.#new.size + this.#removed.size + this.#touched.size > 0)
      for (const entry of this.entries()) yield { entry, listing: undefined };
    else yield* this.#persistence.listed();
  }

  /** Each fob whole, as it is in the file; undefined while memory is ahead of it. */
  bodies(): Iterable<StoredFob> | undefined {
    const ahead = this.#new.size + this.#removed.size + this.#touched.size > 0;
    return ahead ? undefined : this.#persistence?.bodies();
  }

  has(serial: string): boolean {
    return this.#find(serial)?.entry.serial === serial;
  }

  /** The serial on this bench that `serial` is a spelling of; undefined where there is none. */
  spelled(serial: string): string | undefined {
    return this.#find(serial)?.entry.serial;
  }

  /** @throws OperationError `not-found` with what is there; DamagedRow */
  get(serial: string): BenchFob {
    const fob = this.#find(serial);
    if (fob?.entry.serial === serial) return fob;
    const known: string[] = [];
    for (const entry of this.entries()) if (known.push(entry.serial) === 5) break;
    const more = this.count > known.length ? ', …' : '';
    const none = `there is no fob ${quotedWord(serial)} on this bench`;
    if (known.length === 0)
      throw new OperationError('not-found', `${none}: it is empty`, {
        remedy: { operation: 'fob.add', arguments: { model: '<model>' } },
      });
    throw new OperationError('not-found', `${none}; it has ${known.join(', ')}${more}`);
  }

  /** Entries with this label, then those whose folded serial begins so; up to `most` of each. */
  matching(label: string, folded: string, most: number): { labelled: FobEntry[]; beginning: FobEntry[] } {
    const persistence = this.#persistence;
    if (persistence === undefined || this.#new.size + this.#removed.size > 0) {
      const all = [...this.entries()];
      return {
        labelled: all.filter((entry) => entry.label === label).slice(0, most),
        beginning: all.filter((entry) => foldedSerial(entry.serial).startsWith(folded)).slice(0, most),
      };
    }
    return { labelled: persistence.labelled(label, most), beginning: persistence.beginning(folded, most) };
  }

  put(fob: BenchFob): void {
    const { serial, order, nextWakeUs } = fob.entry;
    this.#keep(fob);
    this.#new.add(serial);
    this.#touched.add(serial);
    this.#nextOrder = Math.max(this.#nextOrder, order + 1);
    this.#queue.set(foldedSerial(serial), order, nextWakeUs ?? undefined);
  }

  delete({ entry, isNew }: BenchFob): void {
    const folded = foldedSerial(entry.serial);
    this.#fobs.delete(entry.serial);
    this.#spellings.delete(folded);
    this.#new.delete(entry.serial);
    this.#touched.delete(entry.serial);
    if (!isNew) this.#removed.add(entry.order);
    this.#queue.set(folded, 0, undefined);
  }

  /** What a fob will do by itself may be due at another time now. */
  rescheduled({ entry, simulated }: BenchFob): void {
    const nextWakeUs = simulated.nextWakeUs();
    entry.nextWakeUs = nextWakeUs ?? null;
    this.#touched.add(entry.serial);
    this.#queue.set(foldedSerial(entry.serial), entry.order, nextWakeUs);
  }

  /** True time of what happens next, µs; undefined where nothing will. */
  nextWakeUs(): number | undefined {
    return this.#nextWake()?.timeUs;
  }

  /** The fob that wakes first, if it wakes by `timeUs`. A damaged fob never wakes. */
  dueBy(timeUs: number): { fob: BenchFob; timeUs: number } | undefined {
    for (;;) {
      const next = this.#nextWake();
      if (next === undefined || next.timeUs > timeUs) return undefined;
      try {
        const fob = this.#find(next.key);
        if (fob !== undefined) {
          fob.simulated;
          return { fob, timeUs: next.timeUs };
        }
      } catch (error) {
        if (!(error instanceof DamagedRow)) throw error;
      }
      this.#queue.set(next.key, 0, undefined);
    }
  }

  /** These are in the file as they are here; those that are too many leave memory. */
  stored(fobs: readonly BenchFob[], mostToKeep = mostInMemory): void {
    this.#removed.clear();
    this.#touched.clear();
    for (const { entry } of fobs) this.#new.delete(entry.serial);
    if (this.#persistence !== undefined) this.#forget(mostToKeep);
  }

  #find(spelling: string): BenchFob | undefined {
    const inUse =
      this.#fobs.get(spelling) ?? this.#fobs.get(this.#spellings.get(foldedSerial(spelling)) ?? '');
    if (inUse !== undefined || this.#persistence === undefined) return inUse;
    const persistence = this.#persistence;
    const entry = persistence.find(spelling);
    if (entry === undefined || this.#removed.has(entry.order)) return undefined;
    const fob = new BenchFob(entry, () => persistence.load(entry));
    this.#keep(fob);
    this.#queue.set(foldedSerial(entry.serial), entry.order, entry.nextWakeUs ?? undefined);
    if (this.#fobs.size > 2 * mostInMemory) this.#forget(mostInMemory);
    return fob;
  }

  /** Those longest in memory leave it; but for those that the open change has touched. */
  #forget(mostToKeep: number): void {
    for (const serial of this.#fobs.keys()) {
      if (this.#fobs.size <= mostToKeep) return;
      if (this.#touched.has(serial)) continue;
      this.#fobs.delete(serial);
      this.#spellings.delete(foldedSerial(serial));
    }
  }

  #keep(fob: BenchFob): void {
    this.#fobs.set(fob.entry.serial, fob);
    this.#spellings.set(foldedSerial(fob.entry.serial), fob.entry.serial);
  }

  #nextWake() {
    for (;;) {
      const next = this.#queue.peek();
      const read = this.#read;
      if (read === undefined) return next;
      // Ordered by place too: thousands of equal fobs that were added together wake at the same time.
      if (next !== undefined && (next.timeUs - read.timeUs || next.order - read.order) <= 0) return next;
      const wakes = this.#persistence!.wakesAfter(read.timeUs, read.order, this.#page);
      // The queue is more recent for a fob in memory.
      for (const { folded, order, timeUs } of wakes)
        if (!this.#spellings.has(folded) && !this.#removed.has(order)) this.#queue.set(folded, order, timeUs);
      this.#read = wakes.length < this.#page ? undefined : wakes.at(-1);
      this.#page = Math.min(largestPage, this.#page * 4);
    }
  }
}
