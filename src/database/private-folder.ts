// Makes a folder and its missing parents. Node's recursive mkdir loops forever if an existing parent answers ENOENT to a new
// folder, as /proc does.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** @throws the system's error if the folder cannot be made. */
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
