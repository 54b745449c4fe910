// Checks whether a disk is full.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** A disk with less free space is full: SQLite allocates the index of a write-ahead log in pieces of this size. */
const leastBytes = 65_536;

export function diskIsFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < leastBytes;
  } catch {
    return false;
  }
}
