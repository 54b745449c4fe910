// The one place that knows the SQLite library (libsql), so that another one can stand here.
// libsql ends the process when a boolean or a lone Buffer is bound, binds numbers as REAL, and waits for no lock by
// default: all of that is dealt with here.
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import type LibsqlDatabase from 'libsql';
import { sqliteError } from './sqlite-error.js';

export type SqlValue = string | number | Uint8Array | null;

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
  close(): void;
}

/** How long a process waits for another one's transaction before it reports an error. */
const patienceMs = 30_000;

/**
 * Opens or creates the file, for its owner only, with every commit flushed to the disk.
 * @throws StoreError naming the path where it is no SQLite database or cannot be opened; statements throw it too
 */
export function openSqliteDriver(path: string, busyTimeoutMs = patienceMs): SqliteDriver {
  let database: LibsqlDatabase.Database | undefined;
  try {
    closeSync(openSync(path, 'a', 0o600));
    database = new (library())(path);
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    // With a WAL a commit is one flush, and it is on the disk when COMMIT returns.
    database.exec('PRAGMA synchronous = FULL');
    return new LibsqlDriver(database, path);
  } catch (error) {
    database?.close();
    throw sqliteError(path, error, 'open');
  }
}

class LibsqlDriver implements SqliteDriver {
  readonly #database: LibsqlDatabase.Database;
  readonly #path: string;

  constructor(database: LibsqlDatabase.Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  exec(sql: string): void {
    this.#told(() => this.#database.exec(sql));
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#told(() => this.#database.prepare<[unknown[]]>(sql));
    if (/^\s*(?:SELECT|PRAGMA)/i.test(sql)) statement.raw(true);
    return {
      run: (values) => this.#told(() => statement.run(bindable(values)).changes),
      get: (values) => this.#told(() => statement.get(bindable(values)) as SqlValue[] | undefined),
      all: (values) => this.#told(() => statement.all(bindable(values)) as SqlValue[][]),
    };
  }

  #told<T>(work: () => T): T {
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

/** Checked at run time too: a boolean that slips past the types would end the process without a word. */
function bindable(values: readonly SqlValue[]): unknown[] {
  const bound: unknown[] = new Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || typeof value === 'string') bound[i] = value;
    else if (typeof value === 'number') {
      // Beyond 2^53 lie times after the year 2255; a double holds them to a few microseconds.
      if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63)
        throw new TypeError(`Only whole numbers of 64 bits can be stored, not ${value}.`);
      bound[i] = value;
    } else if (value instanceof Uint8Array) bound[i] = value;
    else throw new TypeError(`A ${typeof value} cannot be stored.`);
  }
  return bound;
}

/** Loaded where it is used: a native module costs every start that does not need it. */
function library(): typeof LibsqlDatabase {
  return createRequire(import.meta.url)('libsql') as typeof LibsqlDatabase;
}
