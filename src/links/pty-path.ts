// The stable path of a fob's pseudo-terminal: a symbolic link in a folder of the user's own.
import { lstatSync, mkdirSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Points `<directory>/<name>` at `target`, and replaces a link that an earlier run left. Makes the folder 0700. Throws if the
 * name is no file name, or if the path exists and is not a symbolic link.
 */
export function placePath(directory: string, name: string, target: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new Error(`"${name}" cannot name a port: letters, digits, ".", "_" and "-" are taken`);
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, name);
  const existing = lstatSync(path, { throwIfNoEntry: false });
  if (existing !== undefined && !existing.isSymbolicLink()) {
    throw new Error(`${path} is a file of yours; remove it or choose another folder for the ports`);
  }
  // Renaming replaces the path without a moment in which a client finds none.
  const fresh = join(directory, `.${name}.${process.pid}`);
  unlinkIfThere(fresh);
  symlinkSync(target, fresh);
  renameSync(fresh, path);
  return path;
}

/** Removes the path, unless it points elsewhere by now. */
export function removePath(path: string, target: string): void {
  try {
    if (readlinkSync(path) === target) unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
