// The targets of a bench: the files of one folder. A target has the name of its file.
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { suggestion } from '../contract/did-you-mean.js';
import { foblabTargetName } from './foblab-target.js';
import { readTargetFile, targetFileExtensions } from './read-target-file.js';
import type { TargetDescription } from './target-description.js';
import { TargetError } from './target-error.js';

export interface ListedTarget {
  readonly name: string;
  readonly file: string;
  /** null if the file is bad; `problem` then says why. */
  readonly description: TargetDescription | null;
  readonly problem: string | null;
}

/** Sorted by name. A missing folder has no targets; a bad file is listed with its problem. */
export async function listTargets(folder: string): Promise<ListedTarget[]> {
  return Promise.all(
    (await targetFiles(folder)).map(async (file) => {
      const name = basename(file, extname(file));
      try {
        return { name, file, description: await readTargetFile(file), problem: null };
      } catch (error) {
        return { name, file, description: null, problem: (error as Error).message };
      }
    }),
  );
}

/**
 * Finds the file of a target. `nameOrPath` is a path if it has a slash or a file extension, else a name in `folder`.
 * Throws a TargetError `not-found`.
 */
export async function findTargetFile(nameOrPath: string, folder: string): Promise<string> {
  const isPath = nameOrPath.includes('/') || targetFileExtensions.some((end) => nameOrPath.endsWith(end));
  if (isPath && (nameOrPath.includes('/') || (await isFile(nameOrPath)))) return nameOrPath;
  const files = await targetFiles(folder);
  const file = files.find(
    (one) => basename(one) === nameOrPath || basename(one, extname(one)) === nameOrPath,
  );
  if (file !== undefined) return file;
  const names = [foblabTargetName, ...files.map((one) => basename(one, extname(one)))];
  throw new TargetError(
    'not-found',
    `There is no target "${nameOrPath}": ${suggestion(nameOrPath, names)}, or describe it in ${join(folder, `${nameOrPath}.yaml`)}.`,
  );
}

async function targetFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder))
      .filter((name) => !name.startsWith('.') && targetFileExtensions.some((end) => name.endsWith(end)))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
