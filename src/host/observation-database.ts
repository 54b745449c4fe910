// Observations in a SQLite file of their own beside the bench's: each request is one transaction, on the disk when it
// returns. Rows are JSON as bytes; codes of event-based fobs stay good until they are used, so the file is its owner's.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteDriver, type SqliteDriver } from '../database/sqlite-driver.js';
import { openSqlite } from '../database/sqlite-library.js';
import {
  type ChangeKind,
  changeKinds,
  type LoadedDrawer,
  type Observation,
  type ObservationChange,
  type ObservationStore,
  type ObservationWrite,
  parseObservation,
  parseObservationFile,
} from '../observations/index.js';

const tables = `
CREATE TABLE IF NOT EXISTS observations (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS changes (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  group_number INTEGER NOT NULL,
  request BLOB,
  kind INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  observation INTEGER NOT NULL,
  body_before BLOB,
  body_after BLOB,
  insisted INTEGER NOT NULL,
  undone INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS changes_by_request ON changes (request) WHERE request IS NOT NULL;
CREATE TABLE IF NOT EXISTS unread (line INTEGER PRIMARY KEY, message BLOB NOT NULL) STRICT;
`;

const changeColumns =
  'number, group_number, kind, at_ms, observation, body_before, body_after, insisted, undone';

export class ObservationDatabase implements ObservationStore {
  readonly #directory: string;
  #driver: SqliteDriver | undefined;

  /** Nothing is opened, and no file made, before something is kept. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  load(): LoadedDrawer {
    const driver = this.#reader();
    if (driver === undefined) return { kept: [], unread: [] };
    const rows = driver.prepare('SELECT id, body FROM observations ORDER BY id').all([]);
    const unread = driver.prepare('SELECT line, message FROM unread ORDER BY line').all([]);
    return {
      kept: rows.map(([id, body]) => ({ id: Number(id), observation: decode(body as Uint8Array) })),
      unread: unread.map(([line, message]) => ({
        line: Number(line),
        message: text(message as Uint8Array),
      })),
    };
  }

  changes(): readonly ObservationChange[] {
    const driver = this.#reader();
    if (driver === undefined) return [];
    return driver.prepare(`SELECT ${changeColumns} FROM changes ORDER BY number`).all([]).map(readChange);
  }

  changesOf(request: string): readonly ObservationChange[] {
    const driver = this.#reader();
    if (driver === undefined) return [];
    return driver
      .prepare(`SELECT ${changeColumns} FROM changes WHERE request = ? ORDER BY number`)
      .all([bytes(request)])
      .map(readChange);
  }

  write(
    request: string,
    kind: ChangeKind,
    atMs: number,
    writes: readonly ObservationWrite[],
    undoes?: number,
  ): readonly ObservationChange[] {
    const driver = this.#writer();
    return inTransaction(driver, () => {
      const before = request === '' ? [] : this.changesOf(request);
      if (before.length > 0) return before;
      const [last] = driver.prepare('SELECT coalesce(max(number), 0) FROM changes').get([]) ?? [0];
      const group = Number(last) + 1;
      for (const one of writes) writeChange(driver, { request, kind, atMs, group, ...one });
      if (undoes !== undefined)
        driver.prepare('UPDATE changes SET undone = 1 WHERE group_number = ?').run([undoes]);
      return driver
        .prepare(`SELECT ${changeColumns} FROM changes WHERE group_number = ? ORDER BY number`)
        .all([group])
        .map(readChange);
    });
  }

  close(): void {
    this.#driver?.close();
    this.#driver = undefined;
  }

  /** Undefined if nothing has been kept yet. */
  #reader(): SqliteDriver | undefined {
    if (this.#driver !== undefined) return this.#driver;
    if (!existsSync(this.#file) && !existsSync(this.#earlierFile)) return undefined;
    try {
      return this.#writer();
    } catch (error) {
      // A disk that can only be read: looking works.
      if (!existsSync(this.#file)) return undefined;
      this.#driver = readOnlyDriver(this.#file) ?? raise(error);
      return this.#driver;
    }
  }

  #writer(): SqliteDriver {
    if (this.#driver !== undefined) return this.#driver;
    const driver = openSqliteDriver(this.#file);
    try {
      driver.exec(tables);
      this.#takeEarlierFile(driver);
    } catch (error) {
      driver.close();
      throw error;
    }
    this.#driver = driver;
    return driver;
  }

  /** Takes over the file of an earlier version, once. Lines that cannot be read stay in it, under its new name. */
  #takeEarlierFile(driver: SqliteDriver): void {
    if (!existsSync(this.#earlierFile)) return;
    const { observations, unread } = parseObservationFile(readFileSync(this.#earlierFile, 'utf8'));
    inTransaction(driver, () => {
      // A crash before the file got its new name: it is in the database already.
      const [count] = driver.prepare('SELECT count(*) FROM changes WHERE request = ?').get([taken]) ?? [0];
      if (Number(count) > 0) return;
      for (const after of observations)
        writeChange(driver, {
          request: text(taken),
          kind: 'added',
          atMs: after.atMs,
          group: 0,
          before: null,
          after,
        });
      const keep = driver.prepare('INSERT OR REPLACE INTO unread (line, message) VALUES (?, ?)');
      for (const { line, message } of unread) keep.run([line, bytes(message)]);
    });
    renameSync(this.#earlierFile, `${this.#earlierFile}.taken-over`);
  }

  get #file(): string {
    return join(this.#directory, 'observations.db');
  }

  get #earlierFile(): string {
    return join(this.#directory, 'observations.ndjson');
  }
}

const taken = bytes('file of an earlier version');

function writeChange(
  driver: SqliteDriver,
  change: ObservationWrite & { request: string; kind: ChangeKind; atMs: number; group: number },
): void {
  const { request, kind, atMs, group, before, after, insisted = false } = change;
  const id = change.id ?? nextId(driver);
  if (after === null) driver.prepare('DELETE FROM observations WHERE id = ?').run([id]);
  else
    driver
      .prepare(
        'INSERT INTO observations (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      )
      .run([id, encode(after)]);
  driver
    .prepare(
      'INSERT INTO changes (group_number, request, kind, at_ms, observation, body_before, body_after, insisted, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)',
    )
    .run([
      group,
      request === '' ? null : bytes(request),
      changeKinds.indexOf(kind),
      atMs,
      id,
      before && encode(before),
      after && encode(after),
      Number(insisted),
    ]);
}

/** AUTOINCREMENT gives no id twice: https://www.sqlite.org/autoinc.html */
function nextId(driver: SqliteDriver): number {
  const [id] = driver
    .prepare("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'observations'), 0) + 1")
    .get([]) ?? [1];
  return Number(id);
}

function readChange(row: readonly unknown[]): ObservationChange {
  const [number, group, kind, atMs, observationId, before, after, insisted, undone] = row;
  return {
    number: Number(number),
    group: Number(group),
    kind: changeKinds[Number(kind)]!,
    atMs: Number(atMs),
    observationId: Number(observationId),
    before: before === null ? null : decode(before as Uint8Array),
    after: after === null ? null : decode(after as Uint8Array),
    insisted: Number(insisted) === 1,
    undone: Number(undone) === 1,
  };
}

function inTransaction<T>(driver: SqliteDriver, work: () => T): T {
  driver.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    driver.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      driver.exec('ROLLBACK');
    } catch {
      // SQLite has done so itself: https://www.sqlite.org/lang_transaction.html §2.3
    }
    throw error;
  }
}

/** For a file that may not be written. */
function readOnlyDriver(file: string): SqliteDriver | undefined {
  try {
    const connection = openSqlite(file);
    connection.prepare('SELECT count(*) FROM observations').get([]);
    return {
      exec: (sql) => connection.exec(sql),
      prepare: (sql) => {
        const statement = connection.prepare(sql);
        return {
          run: (values) => statement.run(values),
          get: (values) => statement.get(values),
          all: (values) => statement.all(values),
        };
      },
      close: () => connection.close(),
    };
  } catch {
    return undefined;
  }
}

function raise(error: unknown): never {
  throw error;
}

function encode(observation: Observation): Uint8Array {
  return bytes(JSON.stringify(observation));
}

function decode(body: Uint8Array): Observation {
  return parseObservation(text(body));
}

function bytes(given: string): Uint8Array {
  return new TextEncoder().encode(given);
}

function text(given: Uint8Array): string {
  return new TextDecoder().decode(given);
}
