// Whether a disk has room for a few pages.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite asks for at once: the index of a write-ahead log. */
const leastBytes = 65_536;

export function diskIsFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < leastBytes;
  } catch {
    return false;
  }
}
