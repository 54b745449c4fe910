// A bench in its SQLite file. A change is one transaction: fobs, events, time and answer are stored together or not at all.

import type { FobSnapshot, SimulatedFob } from '../../../firmware-sim/index.js';
import { foldedSerial } from '../../serials/index.js';
import type { FobEntry } from '../bench-fob.js';
import { DamagedRow } from '../damaged-row.js';
import type { BenchEvent } from '../event-log.js';
import type {
  BenchChange,
  BenchPersistence,
  BenchRecord,
  ChangePart,
  Damage,
  ListedEntry,
  StoredFob,
  Wake,
} from '../persistence.js';
import { damageOf } from './bench-damage.js';
import type { BenchDatabase } from './bench-database.js';
import { type Header, readHeader, writeHeader } from './bench-header.js';
import {
  attempt,
  blob,
  bodyColumns,
  bodyRow,
  decode,
  encode,
  entryColumns,
  entryRow,
  integer,
  readBody,
  readEntry,
  readEvent,
  readListing,
} from './bench-rows.js';
import { restoreFob } from './fob-kinds.js';
import { FobModels } from './fob-models.js';
import { rowCheck } from './row-check.js';

/** Events that the file keeps; the oldest go. */
export const eventsKept = 200_000;
/** How long the answer to a request is kept, for a client that asks again. */
const answersKeptMs = 600_000;
const page = 500;

const fobColumns = 'place, folded, entry, label, next_wake_us, listing, crc';

const sql = {
  fob: `SELECT ${entryColumns} FROM fobs WHERE folded = ?`,
  fobs: `SELECT ${entryColumns} FROM fobs WHERE place > ? ORDER BY place LIMIT ?`,
  beginning: `SELECT ${entryColumns} FROM fobs WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?`,
  labelled: `SELECT ${entryColumns} FROM fobs WHERE label = ? ORDER BY place LIMIT ?`,
  wakes: `SELECT place, ${blob('folded')}, ${integer('next_wake_us')} FROM fobs WHERE next_wake_us IS NOT NULL AND (next_wake_us, place) > (?, ?) ORDER BY next_wake_us, place LIMIT ?`,
  writeFob: `INSERT INTO fobs (${fobColumns}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place) DO UPDATE SET entry = excluded.entry, label = excluded.label, next_wake_us = excluded.next_wake_us, listing = excluded.listing, crc = excluded.crc`,
  state: `SELECT ${bodyColumns('state')} FROM states WHERE place = ?`,
  writeState:
    'INSERT INTO states (place, state, crc) VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET state = excluded.state, crc = excluded.crc',
  seed: `SELECT ${bodyColumns('seed')} FROM seeds WHERE place = ?`,
  writeSeed:
    'INSERT INTO seeds (place, seed, crc) VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET seed = excluded.seed, crc = excluded.crc',
  bodies: `SELECT fobs.place, ${blob('states.state')}, ${integer('states.crc')}, ${blob('seeds.seed')}, ${integer('seeds.crc')} FROM fobs LEFT JOIN states ON states.place = fobs.place LEFT JOIN seeds ON seeds.place = fobs.place WHERE fobs.place > ? ORDER BY fobs.place LIMIT ?`,
  kinds: `SELECT ${blob('schema')} FROM kinds`,
  writeKind: 'INSERT OR IGNORE INTO kinds (schema) VALUES (?)',
  removeFob: 'DELETE FROM fobs WHERE place = ?',
  removeState: 'DELETE FROM states WHERE place = ?',
  removeSeed: 'DELETE FROM seeds WHERE place = ?',
  event: 'INSERT INTO events (number, event, crc) VALUES (?, ?, ?)',
  events: `SELECT number, ${bodyColumns('event')} FROM events WHERE number >= ? ORDER BY number LIMIT ?`,
  dropEvents: 'DELETE FROM events WHERE number < ?',
  answer: `SELECT ${integer('at_ms')}, ${bodyColumns('answer')} FROM answers WHERE id = ? AND at_ms > ?`,
  writeAnswer: 'INSERT OR REPLACE INTO answers (id, at_ms, answer, crc) VALUES (?, ?, ?, ?)',
  dropAnswers: 'DELETE FROM answers WHERE at_ms <= ?',
} as const;

const readOnly: NodeJS.ErrnoException = new Error('a view of the bench');

interface StoredSeed {
  serial: string;
  /** Its number among the models of the file. */
  model: number;
  vault: string;
}

export class SqlitePersistence implements BenchPersistence {
  readonly #database: BenchDatabase;
  #header: Header;
  /** As the open transaction will leave it. */
  #next: Header;
  #open = false;
  #seedsGone = false;
  readonly #kinds: Set<string>;
  readonly #models: FobModels;
  /** Of the open transaction. */
  readonly #newKinds = new Set<string>();
  /** Why nothing can be changed; undefined where it can. */
  readonly #denied: NodeJS.ErrnoException | undefined;
  readonly #nowMs: () => number;
  #committed = 0;
  #flushed = 0;
  #flushing: Promise<void> | undefined;
  #queued: Promise<void> | undefined;

  constructor(database: BenchDatabase, nowMs: () => number, denied?: NodeJS.ErrnoException) {
    this.#database = database;
    this.#nowMs = nowMs;
    this.#denied = denied;
    this.#header = readHeader(database);
    this.#next = this.#header;
    this.#models = new FobModels(database);
    this.#kinds = new Set(database.all(sql.kinds).map(([schema]) => decode(schema as Uint8Array)));
  }

  record(): BenchRecord {
    const { identity: _, firstEvent: __, reportedUs: ___, fobs: ____, ...record } = this.#header;
    return record;
  }

  reportedUs(): number | undefined {
    return this.#header.reportedUs > this.#header.livedUs ? this.#header.reportedUs : undefined;
  }

  // ---- fobs ------------------------------------------------------------------------------------------------------

  kinds(): readonly string[] {
    return [...this.#kinds];
  }

  count(): number {
    return this.#next.fobs;
  }

  find(serial: string): FobEntry | undefined {
    const row = this.#database.get(sql.fob, [encode(foldedSerial(serial))]);
    return row === undefined ? undefined : readEntry(row);
  }

  *entries(): Generator<FobEntry> {
    for (const row of this.#pages(sql.fobs)) {
      const entry = attempt(() => readEntry(row));
      if (entry !== undefined) yield entry;
    }
  }

  *listed(): Generator<ListedEntry> {
    for (const row of this.#pages(sql.fobs)) {
      const entry = attempt(() => readEntry(row));
      if (entry !== undefined) yield { entry, listing: readListing(row) };
    }
  }

  bodies(): Generator<StoredFob> {
    // A bench that nobody changes is read by its own connection.
    if (this.#denied !== undefined) return this.#bodies();
    const database = this.#database.asItStands();
    const standing = new SqlitePersistence(database, this.#nowMs, readOnly);
    return (function* () {
      try {
        yield* standing.#bodies();
      } finally {
        database.close();
      }
    })();
  }

  *#bodies(): Generator<StoredFob> {
    const bodies = this.#pages(sql.bodies);
    for (const entry of this.entries()) {
      let body = bodies.next();
      while (!body.done && Number(body.value[0]) < entry.order) body = bodies.next();
      const [, state = null, stateCrc = null, seed = null, seedCrc = null] = body.value ?? [];
      const { serial } = entry;
      try {
        yield { entry, snapshot: this.#snapshot(serial, entry.order, [state, stateCrc], [seed, seedCrc]) };
      } catch (error) {
        if (!(error instanceof DamagedRow)) throw error;
        yield { entry, damage: error };
      }
    }
  }

  /** Row by row, in pages: a statement is not left open, since the caller may change what it reads. */
  *#pages(statement: string): Generator<readonly unknown[], undefined> {
    for (let after = 0; ; ) {
      const rows = this.#database.all(statement, [after, page]);
      for (const row of rows) {
        after = Number(row[0]);
        yield row;
      }
      if (rows.length < page) return;
    }
  }

  beginning(folded: string, most: number): FobEntry[] {
    const from = encode(folded);
    const to = Uint8Array.from([...from, 0xff]);
    return this.#database
      .all(sql.beginning, [from, to, most])
      .flatMap((row) => attempt(() => readEntry(row)) ?? []);
  }

  labelled(label: string, most: number): FobEntry[] {
    return this.#database
      .all(sql.labelled, [encode(label), most])
      .flatMap((row) => attempt(() => readEntry(row)) ?? []);
  }

  wakesAfter(timeUs: number, order: number, most: number): Wake[] {
    return this.#database.all(sql.wakes, [timeUs, order, most]).map(([place, folded, wakeUs]) => ({
      order: Number(place),
      folded: decode(folded as Uint8Array),
      timeUs: Number(wakeUs),
    }));
  }

  load({ serial, order }: FobEntry): { simulated: SimulatedFob; vault: string } {
    const snapshot = this.#snapshot(
      serial,
      order,
      this.#database.get(sql.state, [order]),
      this.#database.get(sql.seed, [order]),
    );
    return { simulated: restoreFob(snapshot), vault: snapshot.vault };
  }

  /** @throws DamagedRow */
  #snapshot(
    serial: string,
    place: number,
    stateRow: readonly unknown[] | undefined,
    seedRow: readonly unknown[] | undefined,
  ): FobSnapshot {
    const { schema, state } = readBody('states', place, stateRow, `the state of ${serial}`) as FobSnapshot;
    const seed = readBody('seeds', place, seedRow, `the seed of ${serial}`) as StoredSeed;
    if (seed.serial !== serial) throw new DamagedRow(`the seed of ${serial}`);
    return { schema, serial, model: this.#models.get(seed.model, serial), state, vault: seed.vault };
  }

  // ---- changes ---------------------------------------------------------------------------------------------------

  /** Writes a part of a change that is too big for memory. It counts with its commit. */
  spill(part: ChangePart): void {
    this.#within(() => this.#write(part));
  }

  commit(change: BenchChange): void {
    this.#within(() => {
      this.#write(change);
      const { lastEvent, time, livedUs, nextOrder, request } = change;
      const firstEvent = Math.max(this.#next.firstEvent, lastEvent - eventsKept + 1);
      // Removes a thousand at a time, so that a press need not pay for it.
      if (firstEvent >= this.#next.firstEvent + 1000) {
        this.#database.run(sql.dropEvents, [firstEvent]);
        this.#next = { ...this.#next, firstEvent };
      }
      this.#next = { ...this.#next, lastEvent, time, livedUs, nextOrder };
      writeHeader(this.#database, this.#next);
      if (request !== undefined) this.#keepAnswer(request);
      this.#database.exec('COMMIT');
    });
    this.#open = false;
    this.#header = this.#next;
    this.#committed++;
    this.#models.committed();
    for (const kind of this.#newKinds) this.#kinds.add(kind);
    this.#newKinds.clear();
    if (this.#seedsGone) this.#forgetSeeds();
  }

  /** A seed that was deleted or replaced is in no file of the bench any more. */
  #forgetSeeds(): void {
    this.#seedsGone = false;
    try {
      this.#database.forget();
    } catch {
      // The change is done. A full disk keeps the old pages in the log until the next checkpoint.
    }
  }

  /** Takes back what was spilled. */
  rollBack(): void {
    if (this.#open)
      try {
        this.#database.exec('ROLLBACK');
      } catch {
        // SQLite has done so itself: https://www.sqlite.org/lang_transaction.html §2.3
      }
    this.#open = false;
    this.#next = this.#header;
    this.#models.rolledBack();
    this.#newKinds.clear();
  }

  #within(work: () => void): void {
    if (this.#denied !== undefined) throw this.#denied;
    try {
      if (!this.#open) this.#database.begin();
      this.#open = true;
      work();
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  #write({ events, fobs, removed }: ChangePart): void {
    const database = this.#database;
    let count = this.#next.fobs;
    if (removed.length > 0 || fobs.some((fob) => fob.vaultChanged && !fob.isNew)) this.#seedsGone = true;
    for (const place of removed) {
      count -= database.run(sql.removeFob, [place]);
      database.run(sql.removeState, [place]);
      database.run(sql.removeSeed, [place]);
    }
    for (const { entry, snapshot, listing, vaultChanged, isNew } of fobs) {
      const place = entry.order;
      if (isNew) count++;
      database.run(sql.writeFob, entryRow(entry, listing));
      const { schema, state, model, vault } = snapshot;
      if (!this.#kinds.has(schema) && !this.#newKinds.has(schema))
        database.run(sql.writeKind, [encode(schema)]);
      this.#newKinds.add(schema);
      database.run(sql.writeState, bodyRow('states', place, { schema, state }));
      if (vaultChanged)
        database.run(
          sql.writeSeed,
          bodyRow('seeds', place, {
            serial: entry.serial,
            model: this.#models.numberOf(model),
            vault,
          } satisfies StoredSeed),
        );
    }
    for (const event of events) database.run(sql.event, bodyRow('events', event.number, event));
    this.#next = { ...this.#next, fobs: count };
  }

  #keepAnswer({ id, answer }: NonNullable<BenchChange['request']>): void {
    const atMs = this.#nowMs();
    this.#database.run(sql.dropAnswers, [atMs - answersKeptMs]);
    const key = encode(id);
    const body = encode(JSON.stringify({ answer }));
    this.#database.run(sql.writeAnswer, [key, atMs, body, rowCheck('answers', key, [atMs, body])]);
  }

  // ---- the rest --------------------------------------------------------------------------------------------------

  damage(): Iterable<Damage> {
    return damageOf(this.#database);
  }

  /** Number of the oldest event that is kept. */
  get firstEvent(): number {
    return this.#header.firstEvent;
  }

  *eventsSince(from: number): Generator<BenchEvent> {
    for (let next = from; ; ) {
      const rows = this.#database.all(sql.events, [next, page]);
      for (const [number, ...row] of rows) {
        next = Number(number) + 1;
        yield readEvent(next - 1, row);
      }
      if (rows.length < page) return;
    }
  }

  answerTo(requestId: string): { answer: unknown } | undefined {
    const key = encode(requestId);
    const row = this.#database.get(sql.answer, [key, this.#nowMs() - answersKeptMs]);
    if (row === undefined) return undefined;
    const [atMs, body, crc] = row as [number, Uint8Array, number];
    if (rowCheck('answers', key, [atMs, body]) !== crc)
      throw new DamagedRow('the kept answer to this request');
    return JSON.parse(decode(body)) as { answer: unknown };
  }

  get unflushed(): boolean {
    return this.#flushed < this.#committed;
  }

  /** Requests that arrive during a flush share the next one. */
  flush(): Promise<void> {
    if (!this.unflushed) return Promise.resolve();
    if (this.#flushing === undefined) {
      this.#flushing = this.#flushOnce();
      return this.#flushing;
    }
    this.#queued ??= this.#flushing.then(
      () => this.#flushAgain(),
      () => this.#flushAgain(),
    );
    return this.#queued;
  }

  #flushAgain(): Promise<void> {
    this.#queued = undefined;
    this.#flushing = this.#flushOnce();
    return this.#flushing;
  }

  async #flushOnce(): Promise<void> {
    const upTo = this.#committed;
    try {
      await this.#database.flush();
      this.#flushed = Math.max(this.#flushed, upTo);
    } finally {
      if (this.#queued === undefined) this.#flushing = undefined;
    }
  }

  flushNow(): void {
    if (!this.unflushed) return;
    this.#database.flushNow();
    this.#flushed = this.#committed;
  }

  close(reportedUs?: number, processEnds = false): void {
    if (reportedUs !== undefined && this.#denied === undefined)
      try {
        this.#header = { ...this.#header, reportedUs };
        writeHeader(this.#database, this.#header);
        this.#committed++;
      } catch {
        // A full disk: the last change stands, and looking was no change.
      }
    if (processEnds) {
      this.flushNow();
      this.#database.leave();
    } else this.#database.close();
  }
}
