// What a bench asks of whatever keeps it. The memory bench has none.
import type { FobSnapshot } from '../../firmware-sim/index.js';
import type { FobEntry } from './bench-fob.js';
import type { BenchEvent } from './event-log.js';
import type { TimeRecord } from './time-record.js';

/** One change, whole: it is stored entirely or not at all. */
export interface BenchChange {
  /** Number of the last event after this change. */
  lastEvent: number;
  time: TimeRecord;
  /** The last true time that has been lived up to. */
  livedUs: number;
  events: readonly BenchEvent[];
  /** State and entry of each fob that was touched, and whether its vault is another than the stored one. */
  fobs: readonly { entry: FobEntry; snapshot: FobSnapshot; vaultChanged: boolean }[];
  removed: readonly string[];
  /** The request that this change answers, so that a client that lost its owner gets the same answer again. */
  request?: { id: string; answer: unknown };
}

export interface BenchPersistence {
  /** @throws Error where it cannot be stored: then nothing of it is. */
  commit(change: BenchChange): void;
  /** The bench as of the last change that was stored. */
  record(): BenchRecord;
  /** Older events than memory holds, from number `from` on. */
  eventsSince(from: number): BenchEvent[];
  answerTo(requestId: string): { answer: unknown } | undefined;
  /** The last true time that the owner before has told, µs; undefined where that is no later than the last change. */
  toldUs(): number | undefined;
  /** `toldUs`: the last true time that was told, where that is later than the last change. */
  close(toldUs?: number): void;
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
  entries: readonly FobEntry[];
}
