// A bench in its SQLite file. A change is one transaction: fobs, events, time and answer are stored together or not at all.

import { Fob, type FobSnapshot, fobSchema, type SimulatedFob } from '../../../firmware-sim/index.js';
import { foldedSerial } from '../../serials/index.js';
import type { FobEntry } from '../bench-fob.js';
import { DamagedRow } from '../damaged-row.js';
import type { BenchEvent } from '../event-log.js';
import type { BenchChange, BenchPersistence, BenchRecord, ChangePart, Wake } from '../persistence.js';
import { UnknownFobKind } from '../unknown-fob-kind.js';
import type { BenchDatabase } from './bench-database.js';
import { DamagedBench } from './bench-database.js';
import { rowCheck } from './row-check.js';

/** Events that the file keeps; the oldest go. */
export const eventsKept = 200_000;
/** How long the answer to a request is kept, for a client that asks again. */
const answersKeptMs = 600_000;
const page = 500;

const sql = {
  bench:
    'SELECT identity, rate, virtual_anchor_us, wall_anchor_us, lived_us, told_us, last_event, first_event, next_order, fobs, crc FROM bench',
  writeBench:
    'INSERT INTO bench (one, identity, rate, virtual_anchor_us, wall_anchor_us, lived_us, told_us, last_event, first_event, next_order, fobs, crc) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one) DO UPDATE SET identity = excluded.identity, rate = excluded.rate, virtual_anchor_us = excluded.virtual_anchor_us, wall_anchor_us = excluded.wall_anchor_us, lived_us = excluded.lived_us, told_us = excluded.told_us, last_event = excluded.last_event, first_event = excluded.first_event, next_order = excluded.next_order, fobs = excluded.fobs, crc = excluded.crc',
  copyIdentity: 'INSERT INTO identity_copy (one, identity, crc) VALUES (1, ?, ?)',
  fob: 'SELECT place, folded, entry, label, next_wake_us, crc FROM fobs WHERE folded = ?',
  fobs: 'SELECT place, folded, entry, label, next_wake_us, crc FROM fobs WHERE place > ? ORDER BY place LIMIT ?',
  beginning:
    'SELECT place, folded, entry, label, next_wake_us, crc FROM fobs WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?',
  labelled:
    'SELECT place, folded, entry, label, next_wake_us, crc FROM fobs WHERE label = ? ORDER BY place LIMIT ?',
  wakes:
    'SELECT place, folded, next_wake_us FROM fobs WHERE next_wake_us IS NOT NULL AND (next_wake_us, place) > (?, ?) ORDER BY next_wake_us, place LIMIT ?',
  writeFob:
    'INSERT INTO fobs (place, folded, entry, label, next_wake_us, crc) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (place) DO UPDATE SET entry = excluded.entry, label = excluded.label, next_wake_us = excluded.next_wake_us, crc = excluded.crc',
  state: 'SELECT state, crc FROM states WHERE place = ?',
  writeState:
    'INSERT INTO states (place, state, crc) VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET state = excluded.state, crc = excluded.crc',
  seed: 'SELECT seed, crc FROM seeds WHERE place = ?',
  writeSeed:
    'INSERT INTO seeds (place, seed, crc) VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET seed = excluded.seed, crc = excluded.crc',
  kinds: 'SELECT schema FROM kinds',
  writeKind: 'INSERT OR IGNORE INTO kinds (schema) VALUES (?)',
  removeFob: 'DELETE FROM fobs WHERE place = ?',
  removeState: 'DELETE FROM states WHERE place = ?',
  removeSeed: 'DELETE FROM seeds WHERE place = ?',
  event: 'INSERT INTO events (number, event, crc) VALUES (?, ?, ?)',
  events: 'SELECT number, event, crc FROM events WHERE number >= ? ORDER BY number LIMIT ?',
  dropEvents: 'DELETE FROM events WHERE number < ?',
  answer: 'SELECT answer, crc FROM answers WHERE id = ? AND at_ms > ?',
  writeAnswer: 'INSERT OR REPLACE INTO answers (id, at_ms, answer, crc) VALUES (?, ?, ?, ?)',
  dropAnswers: 'DELETE FROM answers WHERE at_ms <= ?',
} as const;

interface Identity {
  id: string;
  seed: string;
  seeded: boolean;
}

export class SqlitePersistence implements BenchPersistence {
  readonly #database: BenchDatabase;
  #header: Header;
  /** As the open transaction will leave it. */
  #next: Header;
  #open = false;
  #seedsGone = false;
  readonly #kinds: Set<string>;
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
    this.#kinds = new Set(database.all(sql.kinds).map(([schema]) => decode(schema as Uint8Array)));
  }

  record(): BenchRecord {
    const { identity: _, firstEvent: __, toldUs: ___, fobs: ____, ...record } = this.#header;
    return record;
  }

  toldUs(): number | undefined {
    return this.#header.toldUs > this.#header.livedUs ? this.#header.toldUs : undefined;
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

  *entries(afterOrder = 0): Generator<FobEntry> {
    for (let after = afterOrder; ; ) {
      const rows = this.#database.all(sql.fobs, [after, page]);
      for (const row of rows) {
        after = Number(row[0]);
        const entry = attempt(() => readEntry(row));
        if (entry !== undefined) yield entry;
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
    const state = this.#body(sql.state, 'states', order, `the state of ${serial}`) as {
      schema: string;
      state: unknown;
    };
    const seed = this.#body(sql.seed, 'seeds', order, `the seed of ${serial}`) as Pick<
      FobSnapshot,
      'model' | 'vault'
    >;
    return { simulated: restoreFob({ ...state, ...seed, serial }), vault: seed.vault };
  }

  #body(statement: string, table: string, place: number, what: string): unknown {
    const row = this.#database.get(statement, [place]);
    if (row === undefined) throw new DamagedRow(what);
    return readBody(table, place, row, what);
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
      // By the thousand: a press need not pay for it.
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
    this.#newKinds.clear();
  }

  #within(work: () => void): void {
    if (this.#denied !== undefined) throw this.#denied;
    try {
      if (!this.#open) this.#database.exec('BEGIN IMMEDIATE');
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
    for (const { entry, snapshot, vaultChanged, isNew } of fobs) {
      const place = entry.order;
      if (isNew) count++;
      database.run(sql.writeFob, entryRow(entry));
      const { schema, state, model, vault } = snapshot;
      if (!this.#kinds.has(schema) && !this.#newKinds.has(schema))
        database.run(sql.writeKind, [encode(schema)]);
      this.#newKinds.add(schema);
      database.run(sql.writeState, bodyRow('states', place, { schema, state }));
      if (vaultChanged)
        database.run(sql.writeSeed, bodyRow('seeds', place, { serial: entry.serial, model, vault }));
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
    const row = this.#database.get('SELECT at_ms, answer, crc FROM answers WHERE id = ? AND at_ms > ?', [
      key,
      this.#nowMs() - answersKeptMs,
    ]);
    if (row === undefined) return undefined;
    const [atMs, body, crc] = row as [number, Uint8Array, number];
    if (rowCheck('answers', key, [atMs, body]) !== crc)
      throw new DamagedRow('the kept answer to this request');
    return JSON.parse(decode(body)) as { answer: unknown };
  }

  get unflushed(): boolean {
    return this.#flushed < this.#committed;
  }

  /** Whoever comes while a flush is under way shares the next one. */
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

  close(toldUs?: number, processEnds = false): void {
    if (toldUs !== undefined && this.#denied === undefined)
      try {
        this.#header = { ...this.#header, toldUs };
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

// ---- rows ----------------------------------------------------------------------------------------------------------

interface Header extends BenchRecord {
  identity: Uint8Array;
  toldUs: number;
  firstEvent: number;
  fobs: number;
}

/** Writes a new bench. */
export function writeNewBench(database: BenchDatabase, record: BenchRecord): void {
  const { id, seed, seeded } = record;
  const identity = encode(JSON.stringify({ id, seed, seeded } satisfies Identity));
  writeHeader(database, { ...record, identity, toldUs: record.livedUs, firstEvent: 1, fobs: 0 });
  database.run(sql.copyIdentity, [identity, rowCheck('identity_copy', 1, [identity])]);
}

function writeHeader(database: BenchDatabase, header: Header): void {
  const { identity, time, livedUs, toldUs, lastEvent, firstEvent, nextOrder, fobs } = header;
  const { rate, virtualAnchorUs, wallAnchorUs } = time;
  const values = [
    identity,
    rate,
    virtualAnchorUs,
    wallAnchorUs,
    livedUs,
    toldUs,
    lastEvent,
    firstEvent,
    nextOrder,
    fobs,
  ];
  database.run(sql.writeBench, [...values, rowCheck('bench', 1, values)]);
}

function readHeader(database: BenchDatabase): Header {
  const row = database.get(sql.bench);
  if (row === undefined) throw new DamagedBench(database.file, 'its record is missing');
  const values = row.slice(0, -1) as [Uint8Array, ...number[]];
  if (rowCheck('bench', 1, values) !== row.at(-1))
    throw new DamagedBench(database.file, 'the check of its record');
  const [
    identity,
    rate,
    virtualAnchorUs,
    wallAnchorUs,
    livedUs,
    toldUs,
    lastEvent,
    firstEvent,
    nextOrder,
    fobs,
  ] = values as unknown as [
    Uint8Array,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    ...(JSON.parse(decode(identity)) as Identity),
    identity,
    time: { rate, virtualAnchorUs, wallAnchorUs },
    livedUs,
    toldUs,
    lastEvent,
    firstEvent,
    nextOrder,
    fobs,
  };
}

function entryRow({ serial, modelId, label, addedUs, order, nextWakeUs }: FobEntry): unknown[] {
  const folded = encode(foldedSerial(serial));
  const entry = encode(JSON.stringify({ serial, modelId, addedUs }));
  const labelled = label === '' ? null : encode(label);
  return [
    order,
    folded,
    entry,
    labelled,
    nextWakeUs,
    rowCheck('fobs', order, [folded, entry, labelled, nextWakeUs]),
  ];
}

function readEntry(row: readonly unknown[]): FobEntry {
  const [place, folded, entry, label, nextWakeUs, crc] = row as [
    number,
    Uint8Array,
    Uint8Array,
    Uint8Array | null,
    number | null,
    number,
  ];
  if (rowCheck('fobs', place, [folded, entry, label, nextWakeUs]) !== crc)
    throw new DamagedRow(`the record of fob ${JSON.stringify(decode(folded))}`);
  const { serial, modelId, addedUs } = JSON.parse(decode(entry)) as Pick<
    FobEntry,
    'serial' | 'modelId' | 'addedUs'
  >;
  return { serial, modelId, label: label === null ? '' : decode(label), addedUs, order: place, nextWakeUs };
}

function bodyRow(table: string, key: number, value: unknown): [number, Uint8Array, number] {
  const body = encode(JSON.stringify(value));
  return [key, body, rowCheck(table, key, [body])];
}

function readBody(table: string, key: number, row: readonly unknown[], what: string): unknown {
  const [body, crc] = row as [Uint8Array, number];
  if (rowCheck(table, key, [body]) !== crc) throw new DamagedRow(what);
  return JSON.parse(decode(body));
}

/** A damaged event keeps its number: what follows it does not move. */
function readEvent(number: number, row: readonly unknown[]): BenchEvent {
  try {
    return readBody('events', number, row, `event ${number}`) as BenchEvent;
  } catch {
    return { number, at: '', wall: '', kind: 'damaged', detail: {} };
  }
}

const encode = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const decode = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DamagedRow) return undefined;
    throw error;
  }
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
