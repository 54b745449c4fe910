// The SQLite file of a bench. Its owner holds the bench's lock, so one connection has the file to itself.

import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { OperationError } from '../../contract/operation-error.js';
import { diskIsFull } from '../../database/full-disk.js';
import { SameFile } from '../../database/same-file.js';
import { openSqlite, type SqliteConnection } from '../../database/sqlite-library.js';
import { applicationId, schemaVersion } from './bench-schema.js';

/** The system frees the locks of a killed owner one by one: this file's may be the last. */
const dyingOwnerMs = 10_000;

/** The next owner reads the log as it opens the bench. */
const longLogBytes = 256 * 1024;

/** Kept from the garbage collector, which would close them. */
const left: SqliteConnection[] = [];

type Statement = ReturnType<SqliteConnection['prepare']>;

/** The file is no bench, or not whole. */
export class DamagedBench extends OperationError {
  constructor(file: string, why: string, options: { cause?: unknown } = {}) {
    super('damaged', `${file} is damaged (${why})`, { ...options, remedy: { operation: 'repair' } });
    this.name = 'DamagedBench';
  }
}

export class BenchDatabase {
  readonly file: string;
  readonly #connection: SqliteConnection;
  readonly #statements = new Map<string, Statement>();
  #files: readonly SameFile[] = [];
  /** Of the file as this process knows it. */
  #dataVersion: number | undefined;
  #walDescriptor: number | undefined;

  constructor(file: string, connection: SqliteConnection) {
    this.file = file;
    this.#connection = connection;
  }

  /**
   * Opens a bench's file for its owner.
   * @throws DamagedBench; Error of the system with the file's name
   */
  static open(file: string): BenchDatabase {
    const connection = inWords(file, () => openSqlite(file));
    const database = new BenchDatabase(file, connection);
    try {
      // A commit writes, and flush() puts it on the disk. The lock of the bench keeps others out: SQLite's own exclusive
      // mode would stay on after close() with libsql, which lets go of a file only once its statements are collected.
      // A checkpoint flushes twice, which costs as much as a hundred changes: it comes at 16 MB of log, not at SQLite's 4.
      database.exec(
        `PRAGMA busy_timeout = ${dyingOwnerMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000`,
      );
      database.#refuseForeign();
      database.#dataVersion = database.#readDataVersion();
      // SQLite has opened both files now; before, the log may not be there yet.
      database.#files = [file, `${file}-wal`].map((path) => new SameFile(path));
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /**
   * Begins a change.
   * @throws OperationError `damaged` if a file was removed or replaced, since a write would be lost; `busy` if another
   *   process has changed the bench after the lock file was removed
   */
  begin(): void {
    this.#refuseIfGone();
    this.exec('BEGIN IMMEDIATE');
    // SQLite raises it at changes by others alone: https://www.sqlite.org/pragma.html#pragma_data_version
    const version = this.#readDataVersion();
    this.#dataVersion ??= version;
    if (version === this.#dataVersion) return;
    this.exec('ROLLBACK');
    throw new OperationError(
      'busy',
      `another process has changed the bench in ${dirname(this.file)}, whose owner.lock was removed or replaced, and nothing was changed: end this process and start it again`,
    );
  }

  #readDataVersion(): number {
    return Number(this.get('PRAGMA data_version')?.[0]);
  }

  #refuseIfGone(): void {
    const gone = this.#files.find((file) => !file.isThere());
    if (gone !== undefined)
      throw new OperationError(
        'damaged',
        `${gone.path} was removed or replaced while this process had it open, and nothing was changed: put it back, or end this process and start it again`,
      );
  }

  exec(sql: string): void {
    inWords(this.file, () => this.#connection.exec(sql));
  }

  run(sql: string, values: readonly unknown[]): number {
    return inWords(this.file, () => this.#statement(sql).run(values));
  }

  get(sql: string, values: readonly unknown[] = []) {
    return inWords(this.file, () => this.#statement(sql).get(values));
  }

  all(sql: string, values: readonly unknown[] = []) {
    return inWords(this.file, () => this.#statement(sql).all(values));
  }

  /** Puts every commit so far on the disk. */
  async flush(): Promise<void> {
    try {
      const descriptor = this.#wal();
      if (descriptor !== undefined) await promisify(fdatasync)(descriptor);
    } catch (error) {
      throw withPath(error as Error, this.file);
    }
  }

  flushNow(): void {
    try {
      const descriptor = this.#wal();
      if (descriptor !== undefined) fdatasyncSync(descriptor);
    } catch (error) {
      throw withPath(error as Error, this.file);
    }
  }

  /** Takes what was deleted out of the write-ahead log too; a reader of the past state puts it off to the next time. */
  forget(): void {
    this.exec('PRAGMA busy_timeout = 0');
    this.get('PRAGMA wal_checkpoint(TRUNCATE)');
    this.exec(`PRAGMA busy_timeout = ${dyingOwnerMs}`);
  }

  /** Another connection, which goes on reading what is there now, whatever is changed meanwhile. */
  asItStands(): BenchDatabase {
    const reader = new BenchDatabase(
      this.file,
      inWords(this.file, () => openSqlite(this.file)),
    );
    reader.exec('BEGIN');
    reader.get('SELECT count(*) FROM bench');
    return reader;
  }

  close(): void {
    if (this.#walDescriptor !== undefined) closeSync(this.#walDescriptor);
    this.#walDescriptor = undefined;
    this.#statements.clear();
    this.#connection.close();
  }

  /**
   * For a process that ends now: leaves the file as it is, for the next owner to go on with. SQLite's own close would
   * write the log into the database, flush both and delete the log, only for the next command to make it again.
   */
  leave(): void {
    if (this.#logBytes() > longLogBytes) this.forget();
    left.push(this.#connection);
  }

  #logBytes(): number {
    return statSync(`${this.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  /**
   * The log's name must be on the disk as well as its content. Undefined where there is no log: then a checkpoint has
   * put every commit into the database, and flushed it.
   */
  #wal(): number | undefined {
    if (this.#walDescriptor === undefined) {
      try {
        this.#walDescriptor = openSync(`${this.file}-wal`, 'r+');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
      flushFolder(dirname(this.file));
    }
    return this.#walDescriptor;
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #refuseForeign(): void {
    const [application] = this.get('PRAGMA application_id') ?? [];
    const [version] = this.get('PRAGMA user_version') ?? [];
    if (application !== applicationId) throw new DamagedBench(this.file, 'it is no bench of foblab');
    if (version !== schemaVersion)
      throw new Error(
        `${this.file} is of format ${version} and this version reads ${schemaVersion}: open it with the version of foblab that wrote it`,
      );
  }
}

/** After a rename or a new file in it. */
export function flushFolder(folder: string): void {
  // Windows opens no folder, and NTFS journals its names itself.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const systemCodes: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_FULL/, 'ENOSPC'],
  [/^SQLITE_READONLY/, 'EROFS'],
  [/^SQLITE_(?:CANTOPEN|PERM)/, 'EACCES'],
  [/^SQLITE_IOERR/, 'EIO'],
  [/^SQLITE_BUSY/, 'EBUSY'],
];

/** SQLite's result as the system's error, or as damage; the file's name goes with it. */
function inWords<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (isDamage(code, message)) throw new DamagedBench(file, message, { cause: error });
    const full = /^SQLITE_(?:IOERR|CANTOPEN)/.test(code) && diskIsFull(file);
    const system = full ? 'ENOSPC' : systemCodes.find(([codes]) => codes.test(code))?.[1];
    if (system === undefined) throw error;
    throw withPath(Object.assign(new Error(message, { cause: error }), { code: system }), file);
  }
}

/** foblab's statements fit its tables, and its rows their constraints: where they do not, the tables are damaged. */
function isDamage(code: string, message: string): boolean {
  return (
    /^SQLITE_(?:CORRUPT|NOTADB|CONSTRAINT|MISMATCH)/.test(code) ||
    (/^SQLITE_ERROR/.test(code) && /no such|syntax error|malformed|has no column/.test(message))
  );
}

function withPath(error: Error, path: string): Error {
  return Object.assign(error, { path });
}
