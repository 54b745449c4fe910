// Makes a folder and what is missing above it. Node's own recursive mkdir tries for ever where a parent is there but
// takes no folders and says ENOENT, as /proc does.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** @throws the system's error, where it cannot be made. */
export function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path) throw error;
    makeFolder(parent, mode);
    mkdirSync(path, { mode });
  }
}
