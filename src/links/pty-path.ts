// The stable path of a fob's pseudo-terminal: a symbolic link in a folder of the user's own.
import { lstatSync, mkdirSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Points `<directory>/<name>` at `target`, in place of a link that an earlier run left. The folder is made 0700.
 * Throws where the name is no file name, or where something that is not a symbolic link stands there.
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
  // By rename, so that a client never finds the path missing while it is replaced.
  const fresh = join(directory, `.${name}.${process.pid}`);
  unlinkIfThere(fresh);
  symlinkSync(target, fresh);
  renameSync(fresh, path);
  return path;
}

/** Takes the path away, unless somebody has pointed it elsewhere since. */
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
