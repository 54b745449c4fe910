// A bench on disk: `bench.json` (the last checkpoint), the journal since, and a file a fob. Seeds are in the fob's
// file alone. A change is done when its journal line is written; a checkpoint only makes the next opening short.
import { Fob, type FobSnapshot, fobSchema, type SimulatedFob } from '../../../firmware-sim/index.js';
import type { FobEntry } from '../bench-fob.js';
import type { BenchEvent } from '../event-log.js';
import type { BenchChange, BenchPersistence, BenchRecord } from '../persistence.js';
import { UnknownFobKind } from '../unknown-fob-kind.js';
import type { BenchDirectory } from './bench-directory.js';
import { appendEvents, readEvents } from './event-file.js';
import { Journal, type JournalLine } from './journal.js';
import { readTold, writeTold } from './told-file.js';

export const benchSchema = 'foblab.bench/1';

/** `bench.json`. */
export interface BenchFile extends BenchRecord {
  schema: string;
  journal: number;
  answers: [id: string, answer: unknown][];
}

const checkpointLines = 48;
const checkpointBytes = 400_000;
const answersKept = 256;

export class DiskPersistence implements BenchPersistence {
  readonly #directory: BenchDirectory;
  readonly #entries = new Map<string, FobEntry>();
  readonly #states = new Map<string, unknown>();
  /** Of each fob whose file changed with a line of the journal, the last event of that line. */
  readonly #newest = new Map<string, number>();
  #answers: Map<string, unknown>;
  #file: BenchFile;
  #journal: Journal;
  #journalEvents: BenchEvent[] = [];
  #journalNamed = false;

  constructor(directory: BenchDirectory, file: BenchFile) {
    this.#directory = directory;
    this.#file = file;
    this.#answers = new Map(file.answers);
    for (const entry of file.entries) this.#entries.set(entry.serial, entry);
    const { journal, lines } = Journal.open(directory.journalFile(file.journal));
    this.#journal = journal;
    for (const line of lines) {
      this.#take(line);
      for (const { entry, state, vault } of line.fobs) {
        this.#states.set(entry.serial, state);
        if (vault) this.#newest.set(entry.serial, line.lastEvent);
      }
    }
    if (journal.denied === undefined) this.#finish(lines);
  }

  /** The bench as of the last complete change. */
  record(): BenchRecord {
    const entries = [...this.#entries.values()]
      .sort((a, b) => a.order - b.order)
      .map((entry) => ({ ...entry }));
    return { ...this.#file, entries };
  }

  load(entry: FobEntry): SimulatedFob {
    const file = this.#directory.fobFile(entry.serial);
    const stored = this.#stored(entry.serial);
    if (stored === undefined)
      throw new Error(
        `${file} is missing: the fob ${entry.serial} has lost its seed; remove it or restore a snapshot`,
      );
    const state = this.#states.get(entry.serial) ?? stored.state;
    return restoreFob({ ...stored, state });
  }

  #stored(serial: string): FobSnapshot | undefined {
    const directory = this.#directory;
    // On a disk that can only be read, a kill may have come before it took its place, and nobody has finished that.
    const newest = this.#journal.denied && this.#newest.get(serial);
    const next = newest === undefined ? undefined : directory.readJson(directory.nextFobFile(serial, newest));
    return (next ?? directory.readJson(directory.fobFile(serial))) as FobSnapshot | undefined;
  }

  /** A seed that comes or goes is written beside first, and takes its place once the journal has the change. */
  commit(change: BenchChange): void {
    const directory = this.#directory;
    const { lastEvent, time, livedUs, events, removed, request } = change;
    this.#journal.demandWritable();
    const fobs = change.fobs.map(({ entry, snapshot, vaultChanged }) => ({
      entry,
      state: snapshot.state,
      ...(vaultChanged ? { vault: true as const } : {}),
    }));
    const line = { lastEvent, time, livedUs, events, fobs, removed, ...(request ? { request } : {}) };
    try {
      for (const { entry, snapshot, vaultChanged } of change.fobs)
        if (vaultChanged)
          directory.writeJson(directory.nextFobFile(entry.serial, lastEvent), snapshot, { flush: false });
      if (change.fobs.some(({ vaultChanged }) => vaultChanged)) this.#flushFobs(change);
      this.#journal.append(line);
      if (movesCounter(change) || change.fobs.some(({ vaultChanged }) => vaultChanged)) this.#flushJournal();
    } catch (error) {
      for (const { entry, vaultChanged } of change.fobs)
        if (vaultChanged) directory.removeQuietly(directory.nextFobFile(entry.serial, lastEvent));
      throw error;
    }
    this.#take(line);
    // Its file has just been written, state and all.
    for (const { entry, snapshot, vaultChanged } of change.fobs)
      if (vaultChanged) this.#states.delete(entry.serial);
      else this.#states.set(entry.serial, snapshot.state);
    this.#finish([line]);
    if (this.#journal.lines < checkpointLines && this.#journal.bytes < checkpointBytes) return;
    try {
      this.checkpoint();
    } catch {
      // The change is journaled and done: a checkpoint that found no room is tried again with the next one.
    }
  }

  eventsSince(from: number): BenchEvent[] {
    const stored = readEvents(this.#directory.eventsFile, from);
    const last = stored[stored.length - 1]?.number ?? 0;
    return [...stored, ...this.#journalEvents.filter((event) => event.number >= from && event.number > last)];
  }

  answerTo(requestId: string): { answer: unknown } | undefined {
    return this.#answers.has(requestId) ? { answer: this.#answers.get(requestId) } : undefined;
  }

  /** Fob files, events, then `bench.json` that names a fresh journal: each step leaves the old bench whole. */
  checkpoint(): void {
    for (const [serial, state] of this.#states) {
      const file = this.#directory.fobFile(serial);
      const stored = this.#directory.readJson(file) as FobSnapshot | undefined;
      if (stored !== undefined) this.#directory.writeJson(file, { ...stored, state }, { flush: true });
    }
    if (this.#states.size > 0) this.#directory.flushFolder('fobs');
    appendEvents(this.#directory.eventsFile, this.#journalEvents);
    const old = this.#journal;
    const number = this.#file.journal + 1;
    const answers = [...this.#answers].slice(-answersKept);
    const file = { ...this.#file, ...this.record(), journal: number, answers } as BenchFile;
    this.#directory.remove(this.#directory.journalFile(number));
    const { journal } = Journal.open(this.#directory.journalFile(number));
    try {
      this.#directory.writeJson(this.#directory.benchFile, file, { flush: true });
      // Before the old journal goes.
      this.#directory.flushFolder('.');
    } catch (error) {
      // `bench.json` still names the old journal, so what is done goes on being written there.
      journal.close();
      this.#directory.removeQuietly(journal.file);
      throw error;
    }
    this.#file = file;
    this.#journal = journal;
    this.#answers = new Map(answers);
    this.#states.clear();
    this.#journalEvents = [];
    this.#journalNamed = true;
    old.close();
    this.#directory.remove(old.file);
    this.#directory.removeUnfinished();
  }

  toldUs(): number | undefined {
    return readTold(this.#directory.toldFile, this.#file.time);
  }

  close(toldUs?: number): void {
    if (toldUs !== undefined) writeTold(this.#directory.toldFile, this.#file.time, toldUs);
    this.#journal.close();
  }

  /** After a cut of the power a line of the journal must not name a fob whose seed is not on the disk. */
  #flushFobs({ fobs, lastEvent }: BenchChange): void {
    for (const { entry, vaultChanged } of fobs)
      if (vaultChanged) this.#directory.flushFile(this.#directory.nextFobFile(entry.serial, lastEvent));
    this.#directory.flushFolder('fobs');
  }

  /** The first flush keeps the journal's name too: `bench.json` names a journal that may be younger than itself. */
  #flushJournal(): void {
    this.#journal.flush();
    if (!this.#journalNamed) this.#directory.flushFolder('.');
    this.#journalNamed = true;
  }

  /** What follows from journaled changes on the fobs' files; done again where a kill came in between. */
  #finish(lines: readonly Pick<JournalLine, 'lastEvent' | 'fobs' | 'removed'>[]): void {
    const directory = this.#directory;
    for (const { lastEvent, fobs, removed } of lines) {
      for (const serial of removed)
        if (!this.#entries.has(serial)) directory.remove(directory.fobFile(serial));
      for (const { entry, vault } of fobs)
        if (vault)
          directory.rename(directory.nextFobFile(entry.serial, lastEvent), directory.fobFile(entry.serial));
    }
  }

  #take(line: Omit<BenchChange, 'fobs'> & { fobs: readonly { entry: FobEntry }[] }): void {
    for (const serial of line.removed) {
      this.#entries.delete(serial);
      this.#states.delete(serial);
    }
    for (const { entry } of line.fobs) {
      this.#entries.set(entry.serial, { ...entry });
      if (entry.order >= this.#file.nextOrder) this.#file = { ...this.#file, nextOrder: entry.order + 1 };
    }
    if (line.request) this.#answers.set(line.request.id, line.request.answer);
    this.#file = { ...this.#file, time: line.time, livedUs: line.livedUs, lastEvent: line.lastEvent };
    // Not spread: a change may have more events than a call takes arguments.
    for (const event of line.events) this.#journalEvents.push(event);
  }
}

/** A counter that goes back would show a code twice. */
function movesCounter({ fobs }: BenchChange): boolean {
  // A USB key has counters in its slots, whatever its model says.
  return fobs.some(({ snapshot }) => snapshot.schema !== fobSchema || snapshot.model.otp.type === 'hotp');
}

/** How each kind of fob is restored, by the schema of its snapshot. A program adds the kinds that it knows. */
export const fobKinds = new Map<string, (snapshot: FobSnapshot) => SimulatedFob>([
  [fobSchema, (snapshot) => Fob.restore(snapshot)],
]);

/** @throws UnknownFobKind where this program does not know the kind. */
export function restoreFob(snapshot: FobSnapshot): SimulatedFob {
  const restore = fobKinds.get(snapshot.schema);
  if (restore === undefined) throw new UnknownFobKind(snapshot);
  return restore(snapshot);
}
