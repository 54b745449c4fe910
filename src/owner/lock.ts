// The lock of a bench: `owner.lock` in its folder, a SQLite database held by BEGIN EXCLUSIVE. The file system holds it
// and frees it when the process ends, however it ends, on every Node, in every container and network namespace.
// Nothing else may open this file: closing any other descriptor of it would drop the process's POSIX lock
// (https://www.sqlite.org/howtocorrupt.html §2.2).
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, type SqliteConnection } from '../database/sqlite-library.js';

export interface Lock {
  release(): void;
}

/**
 * Locks the bench in a folder. In a folder that can only be read the lock is shared with other readers.
 * @returns undefined where another process, or another holder in this one, has it
 * @throws Error naming the file where the file system cannot lock
 */
export async function tryLock(directory: string): Promise<Lock | undefined> {
  const file = join(directory, 'owner.lock');
  let connection: SqliteConnection | undefined;
  try {
    if (!create(file)) return noLock;
    connection = openSqlite(file);
    // In a database that can only be read this is a reader's lock (https://www.sqlite.org/lang_transaction.html), and
    // the first read takes it.
    // Nothing is ever written, so that a rollback journal beside the file would be in vain.
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; SELECT count(*) FROM sqlite_schema');
  } catch (error) {
    connection?.close();
    const { code = '' } = error as { code?: string };
    if (code.startsWith('SQLITE_BUSY')) return undefined;
    throw Object.assign(new Error(`the bench cannot be locked by ${file}: ${(error as Error).message}`), {
      code,
      path: file,
      cause: error,
    });
  }
  const locked = connection;
  held.add(locked);
  return {
    release() {
      if (!held.delete(locked)) return;
      // libsql closes the file only once its statements are collected.
      locked.exec('ROLLBACK');
      locked.close();
    },
  };
}

/** Keeps them from the garbage collector, which would close them. */
const held = new Set<SqliteConnection>();

/** Of a bench that nobody can own: its folder can only be read and holds no lock file. */
const noLock: Lock = { release() {} };

/** @returns false where there is no lock file and none can be made */
function create(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return true;
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return false;
    throw error;
  }
}
