// Whether a disk has room for a few pages.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** SQLite allocates the index of a write-ahead log in pieces of this size. */
const leastBytes = 65_536;

export function diskIsFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < leastBytes;
  } catch {
    return false;
  }
}
