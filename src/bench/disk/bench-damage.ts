// What of a bench's file can be read, row by row, and what cannot. Rows are looked up one at a time: a page of the file
// that is broken hides those that stand on it and no others.
import type { FobListing, FobModel } from '../../../firmware-sim/index.js';
import { openSqlite } from '../../database/sqlite-library.js';
import type { FobEntry } from '../bench-fob.js';
import { DamagedRow } from '../damaged-row.js';
import type { BenchEvent } from '../event-log.js';
import type { BenchRecord, Damage } from '../persistence.js';
import { BenchDatabase, DamagedBench } from './bench-database.js';
import { type Header, readHeader, readIdentityCopy } from './bench-header.js';
import {
  blob,
  bodyColumns,
  decode,
  entryColumns,
  integer,
  readBody,
  readEntry,
  readEvent,
  readListing,
} from './bench-rows.js';
import { createTables } from './bench-schema.js';
import { FobModels } from './fob-models.js';
import { rowCheck } from './row-check.js';

/** A fob as far as it can be read. */
export interface FoundFob {
  place: number;
  entry: FobEntry | undefined;
  /** The text of a damaged entry, unchanged. */
  folded: string | undefined;
  listing: FobListing | undefined;
  state: { schema: string; state: unknown } | undefined;
  seed: { serial: string; model: FobModel; vault: string } | undefined;
}

/** Every damage in the file. */
export function* damageOf(database: BenchDatabase): Generator<Damage> {
  const found = new FoundBench(database);
  if (readable(() => schemaIsWhole(database)) !== true)
    yield { what: 'file', why: 'its tables are not as foblab makes them' };
  for (const why of found.structure()) yield { what: 'file', why };
  if (found.header === undefined) yield { what: 'bench', why: 'its record, with its time, is damaged' };
  else if (found.identityCopy === undefined)
    yield { what: 'bench', why: 'the copy of its identity is damaged' };
  for (const number of found.damagedModels()) yield { what: 'model', number, why: 'a copy is damaged' };
  let fobs = 0;
  for (const fob of found.fobs()) {
    fobs++;
    const why = whyUnread(fob);
    if (why !== undefined) yield { what: 'fob', ...nameOf(fob), why };
  }
  if (found.header !== undefined && found.header.fobs !== fobs)
    yield { what: 'bench', why: `it has ${fobs} fobs and counts ${found.header.fobs}` };
  for (const { number, event } of found.events())
    if (event === undefined) yield { what: 'event', number, why: 'its row is damaged' };
  for (const answer of found.answers())
    if (answer === undefined) yield { what: 'answer', why: 'the kept answer to a request is damaged' };
}

export function whyUnread({ entry, state, seed }: FoundFob): string | undefined {
  const parts = [
    ...(entry === undefined ? ['its record'] : []),
    ...(state === undefined ? ['its state'] : []),
    ...(seed === undefined ? ['its seed'] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join(' and ')} ${parts.length > 1 ? 'are' : 'is'} damaged`;
}

export function nameOf({ entry, seed, folded, place }: FoundFob): { serial: string } {
  return { serial: entry?.serial ?? seed?.serial ?? folded ?? `in place ${place}` };
}

export class FoundBench {
  readonly header: Header | undefined;
  readonly identityCopy: Pick<BenchRecord, 'id' | 'seed' | 'seeded'> | undefined;
  readonly #database: BenchDatabase;
  readonly #models: FobModels;

  constructor(database: BenchDatabase) {
    this.#database = database;
    this.#models = new FobModels(database);
    this.header = readable(() => readHeader(database));
    this.identityCopy = readable(() => readIdentityCopy(database));
  }

  /** Checks the structure of the file: https://www.sqlite.org/pragma.html#pragma_integrity_check */
  structure(): string[] {
    try {
      const lines = this.#database
        .all(`SELECT ${blob('integrity_check')} FROM pragma_integrity_check LIMIT 20`)
        .map(([line]) => decode(line as Uint8Array));
      return lines.filter((line) => line !== 'ok');
    } catch (error) {
      if (error instanceof DamagedBench) return [error.message];
      throw error;
    }
  }

  *damagedModels(): Generator<number> {
    for (const table of ['models', 'models_copy'] as const)
      for (const number of this.#numbers(table, 'number')) {
        const sql = `SELECT ${bodyColumns('model')} FROM ${table} WHERE number = ?`;
        if (readable(() => readBody(table, number, this.#database.get(sql, [number]), '')) === undefined)
          yield number;
      }
  }

  *fobs(): Generator<FoundFob> {
    const places = new Set(Array.from({ length: (this.header?.nextOrder ?? 1) - 1 }, (_, i) => i + 1));
    for (const table of ['fobs', 'states', 'seeds'])
      for (const place of this.#numbers(table, 'place')) places.add(place);
    for (const place of [...places].sort((a, b) => a - b)) {
      const fob = this.#fob(place);
      if (fob !== undefined) yield fob;
    }
  }

  #fob(place: number): FoundFob | undefined {
    const row = readable(() =>
      this.#database.get(`SELECT ${entryColumns} FROM fobs WHERE place = ?`, [place]),
    );
    const entry = row && readable(() => readEntry(row));
    const state = this.#body('states', 'state', place) as FoundFob['state'];
    const seed = this.#body('seeds', 'seed', place) as
      | { serial: string; model: number; vault: string }
      | undefined;
    const model = seed && readable(() => this.#models.get(seed.model, seed.serial));
    if (row === undefined && state === undefined && seed === undefined) return undefined;
    return {
      place,
      entry,
      folded: row && decode(row[1] as Uint8Array),
      listing: row && entry && readListing(row),
      state,
      seed: seed && model && { ...seed, model },
    };
  }

  #body(table: string, column: string, place: number): unknown {
    return readable(() =>
      readBody(
        table,
        place,
        this.#database.get(`SELECT ${bodyColumns(column)} FROM ${table} WHERE place = ?`, [place]),
        '',
      ),
    );
  }

  /** Each number that has an event, or should have one. */
  *events(): Generator<{ number: number; event: BenchEvent | undefined }> {
    const numbers = this.#numbers('events', 'number');
    const first = this.header?.firstEvent ?? numbers[0] ?? 1;
    const last = this.header?.lastEvent ?? numbers.at(-1) ?? 0;
    for (let number = first; number <= last; number++) {
      const row = readable(() =>
        this.#database.get(`SELECT ${bodyColumns('event')} FROM events WHERE number = ?`, [number]),
      );
      const event = row && readEvent(number, row);
      yield { number, event: event?.kind === 'damaged' ? undefined : event };
    }
  }

  /** The rows of kept answers; undefined for a damaged one. */
  *answers(): Generator<readonly unknown[] | undefined> {
    const rows = readable(() =>
      this.#database.all(`SELECT ${blob('id')}, ${integer('at_ms')}, ${bodyColumns('answer')} FROM answers`),
    );
    if (rows === undefined) yield undefined;
    for (const row of rows ?? []) {
      const [id, atMs, body, crc] = row as [Uint8Array, number, Uint8Array, number];
      yield rowCheck('answers', id, [atMs, body]) === crc ? row : undefined;
    }
  }

  /** The keys of a table; all that there can be where it does not list them. */
  #numbers(table: string, key: string): number[] {
    const listed = readable(() => this.#database.all(`SELECT ${key} FROM ${table} ORDER BY ${key}`));
    if (listed !== undefined) return listed.map(([number]) => Number(number));
    const ends = ['fobs', 'states', 'seeds', 'events'].map(
      (one) => readable(() => this.#database.get(`SELECT max(rowid) FROM ${one}`))?.[0] ?? 0,
    );
    const last = Math.max(this.header?.nextOrder ?? 0, this.header?.lastEvent ?? 0, ...ends.map(Number));
    return Array.from({ length: last }, (_, i) => i + 1);
  }
}

/** Whether its tables are those of a new bench, root page by root page. */
export function schemaIsWhole(database: BenchDatabase): boolean {
  const memory = new BenchDatabase(':memory:', openSqlite(':memory:'));
  try {
    memory.exec(createTables);
    const read = (one: BenchDatabase): string =>
      JSON.stringify(
        one.all('SELECT hex(type), hex(name), rootpage + 0, hex(sql) FROM sqlite_schema ORDER BY rowid'),
      );
    return read(memory) === read(database);
  } finally {
    memory.close();
  }
}

/** Undefined where it is damaged. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DamagedRow || error instanceof DamagedBench || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}
