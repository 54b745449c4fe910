// The interface between a bench and the file that keeps it. A bench in memory has none.
import type { FobListing, FobSnapshot, SimulatedFob } from '../../firmware-sim/index.js';
import type { FobEntry } from './bench-fob.js';
import type { DamagedRow } from './damaged-row.js';
import type { BenchEvent } from './event-log.js';
import type { TimeRecord } from './time-record.js';

/** A change of fobs and of the log. */
export interface ChangePart {
  events: readonly BenchEvent[];
  /** State and entry of each fob that was touched, and whether its vault differs from the stored one. */
  fobs: readonly {
    entry: FobEntry;
    snapshot: FobSnapshot;
    listing: FobListing | undefined;
    vaultChanged: boolean;
    isNew: boolean;
  }[];
  /** Orders of the fobs that were taken off. */
  removed: readonly number[];
}

/** One change, whole: it is stored entirely or not at all. */
export interface BenchChange extends ChangePart {
  /** Number of the last event after this change. */
  lastEvent: number;
  time: TimeRecord;
  /** The last true time that has been lived up to. */
  livedUs: number;
  nextOrder: number;
  /** The request that this change answers, so that a client that lost its owner gets the same answer again. */
  request?: { id: string; answer: unknown };
}

export interface ListedEntry {
  entry: FobEntry;
  /** Undefined where the fob itself must be asked. */
  listing: FobListing | undefined;
}

/** Something in the bench's file that foblab did not write so. */
export interface Damage {
  what: 'file' | 'bench' | 'model' | 'fob' | 'event' | 'answer';
  /** Of a fob. */
  serial?: string;
  /** Of an event or a model. */
  number?: number;
  why: string;
}

export type StoredFob = { entry: FobEntry } & ({ snapshot: FobSnapshot } | { damage: DamagedRow });

export interface Wake {
  order: number;
  folded: string;
  timeUs: number;
}

export interface BenchPersistence {
  /** Writes a part of a change early, to free its memory. It counts with {@link commit}. */
  spill(part: ChangePart): void;
  /** @throws Error where it cannot be stored: then nothing of it is, nor of what was spilled. */
  commit(change: BenchChange): void;
  rollBack(): void;
  /** True while a commit may be lost in a power cut. */
  readonly unflushed: boolean;
  /** Resolves when every commit so far survives a power cut. Concurrent callers share one flush. */
  flush(): Promise<void>;
  flushNow(): void;

  /** The bench as of the last commit. */
  record(): BenchRecord;
  /** Schemas of the snapshots of every fob that was ever on the bench. */
  kinds(): readonly string[];
  /** Number of fobs, with what was spilled. */
  count(): number;
  /** The entry of the fob with this serial, in any spelling. */
  find(serial: string): FobEntry | undefined;
  /** In the order in which they were put on the bench. A damaged one is left out. */
  entries(): Iterable<FobEntry>;
  /** The same, with what a list says of each. */
  listed(): Iterable<ListedEntry>;
  /** The same, each whole. The model of a snapshot is shared: nobody may change it. */
  bodies(): Iterable<StoredFob>;
  beginning(folded: string, most: number): FobEntry[];
  labelled(label: string, most: number): FobEntry[];
  /** The next wakes after this place in the order (time, order). */
  wakesAfter(timeUs: number, order: number, most: number): Wake[];
  /** @throws DamagedRow; UnknownFobKind */
  load(entry: FobEntry): { simulated: SimulatedFob; vault: string };

  /** Everything that is damaged, row by row. */
  damage(): Iterable<Damage>;

  readonly firstEvent: number;
  eventsSince(from: number): Iterable<BenchEvent>;
  answerTo(requestId: string): { answer: unknown } | undefined;
  /** The last true time that the last owner has reported, µs; undefined where that is no later than the last change. */
  reportedUs(): number | undefined;
  /**
   * @param reportedUs the last true time that was reported, where that is later than the last change
   * @param processEnds the process ends now: what is slow about closing is left to the next owner
   */
  close(reportedUs?: number, processEnds?: boolean): void;
}

export interface BenchRecord {
  id: string;
  /** Everything that is drawn on this bench comes from it. */
  seed: string;
  /** True where a user gave the seed and wants the fobs' own seeds drawn from it too. */
  seeded: boolean;
  time: TimeRecord;
  livedUs: number;
  lastEvent: number;
  nextOrder: number;
}
