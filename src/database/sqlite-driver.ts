// A store's connection to its SQLite file. Each commit is durable. A value that cannot be stored is refused before it is
// bound, since libsql ends the process when a boolean is bound. The busy timeout is set here, since libsql's default is 0.
import { closeSync, openSync } from 'node:fs';
import { StoreError } from './database-error.js';
import { SameFile } from './same-file.js';
import { sqliteError } from './sqlite-error.js';
import { openSqlite, type SqliteConnection, type SqlValue } from './sqlite-library.js';

export type { SqlValue };

export interface SqliteStatement {
  /** @returns the number of rows that were changed */
  run(values: readonly SqlValue[]): number;
  get(values: readonly SqlValue[]): readonly SqlValue[] | undefined;
  all(values: readonly SqlValue[]): readonly (readonly SqlValue[])[];
}

export interface SqliteDriver {
  /** Several statements without values. */
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  /** @throws StoreError `missing` if the file was removed or replaced: a write would be lost */
  refuseIfGone?(): void;
  close(): void;
}

/** How long a statement waits for the transaction of another process before it throws. */
const lockTimeoutMs = 30_000;

/**
 * Opens or creates the file, for its owner only, with every commit flushed to the disk.
 * @throws StoreError with the path, if the file is no SQLite database or cannot be opened; statements throw it too
 */
export function openSqliteDriver(path: string, busyTimeoutMs = lockTimeoutMs): SqliteDriver {
  let database: SqliteConnection | undefined;
  try {
    closeSync(openSync(path, 'a', 0o600));
    database = openSqlite(path);
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    // In WAL mode a commit is one flush, and is on the disk when COMMIT returns.
    database.exec('PRAGMA synchronous = FULL');
    return new FileDriver(database, path);
  } catch (error) {
    database?.close();
    throw sqliteError(path, error, 'open');
  }
}

class FileDriver implements SqliteDriver {
  readonly #database: SqliteConnection;
  readonly #path: string;
  readonly #files: readonly SameFile[];

  constructor(database: SqliteConnection, path: string) {
    this.#database = database;
    this.#path = path;
    // The log is there while a connection is, which is from the first statement on.
    this.#files = [new SameFile(path), new SameFile(`${path}-wal`)];
  }

  refuseIfGone(): void {
    const gone = this.#files.find((file) => !file.isThere());
    if (gone !== undefined)
      throw new StoreError(
        'missing',
        `${gone.path} was removed or replaced while this process had it open, and nothing was changed. Put it back, or end this process and start it again`,
      );
  }

  exec(sql: string): void {
    this.#run(() => this.#database.exec(sql));
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#run(() => this.#database.prepare(sql));
    return {
      run: (values) => this.#run(() => statement.run(bindable(values))),
      get: (values) => this.#run(() => statement.get(bindable(values))),
      all: (values) => this.#run(() => statement.all(bindable(values))),
    };
  }

  #run<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteError(this.#path, error, 'use');
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** Types are checked at run time too: a boolean that gets past the compiler would end the process without a message. */
function bindable(values: readonly SqlValue[]): unknown[] {
  const bound: unknown[] = new Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || typeof value === 'string') bound[i] = value;
    else if (typeof value === 'number') {
      // Times after the year 2255 exceed 2^53 µs; a double holds them to a few microseconds.
      if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63)
        throw new TypeError(`Only whole numbers of 64 bits can be stored, not ${value}.`);
      bound[i] = value;
    } else if (value instanceof Uint8Array) bound[i] = value;
    else throw new TypeError(`A ${typeof value} cannot be stored.`);
  }
  return bound;
}
