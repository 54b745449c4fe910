// Turns an error of SQLite or the system into a store fault that says how to fix it.
import { StoreError, type StoreFault } from './database-error.js';
import { diskIsFull } from './full-disk.js';

/** Returns any other error unchanged: it is a defect, or a mistake of the caller. */
export function sqliteError(path: string, error: unknown, doing: 'open' | 'use'): unknown {
  if (error instanceof StoreError) return error;
  const { code = '' } = error as { code?: string };
  // SQLite reports a log that cannot grow as an I/O error, so the free space of the disk is checked here.
  const full = /^SQLITE_(?:IOERR|CANTOPEN)/.test(code) && diskIsFull(path);
  const found = faults.find(([codes]) => codes.test(full ? 'SQLITE_FULL' : code));
  if (found === undefined) return error;
  const [, fault, says] = found;
  return new StoreError(fault, `Cannot ${doing} the SQLite store ${path}: ${says}`, { cause: error });
}

const faults: readonly (readonly [RegExp, StoreFault, string])[] = [
  [/^SQLITE_NOTADB/, 'foreign', 'it is a file but no SQLite database; name another one'],
  [/^SQLITE_CORRUPT/, 'foreign', 'its file is damaged; restore it from a copy, or name another one'],
  [/^SQLITE_(?:BUSY|LOCKED)/, 'busy', 'it is locked by another process; end that one, or try again'],
  [/^(?:SQLITE_FULL|ENOSPC|EDQUOT)/, 'full', 'there is no room left on its disk; make room'],
  [
    /^(?:SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/,
    'denied',
    'it may not be written; check who owns it and its mode',
  ],
  [/^ENOENT/, 'missing', 'its folder does not exist; create it first'],
  [/^EISDIR/, 'address', 'it is a folder; name a file in it'],
  [/^ENOTDIR/, 'address', 'its path leads through a file; check the name'],
  [/^(?:ENAMETOOLONG|ELOOP)/, 'address', 'its name leads nowhere; give a shorter one'],
  [
    /^SQLITE_(?:CANTOPEN|IOERR)/,
    'denied',
    'its file or folder cannot be used; check the disk and who owns it',
  ],
];
