// Where a bench lives on disk and how its files are written: 0700 and 0600, whole or not at all.
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../database/private-folder.js';

export class BenchDirectory {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get benchFile(): string {
    return join(this.path, 'bench.json');
  }

  /** The last true time that was told. */
  get toldFile(): string {
    return join(this.path, 'told.json');
  }

  get eventsFile(): string {
    return join(this.path, 'events.ndjson');
  }

  journalFile(number: number): string {
    return join(this.path, `journal-${String(number).padStart(6, '0')}.ndjson`);
  }

  fobFile(serial: string): string {
    return join(this.path, 'fobs', `${fileName(serial)}.json`);
  }

  /** A fob's file as it becomes with the change that ends in event `lastEvent`. */
  nextFobFile(serial: string, lastEvent: number): string {
    return `${this.fobFile(serial)}.${lastEvent}.next`;
  }

  /** Removes what changes that never came about have left of fobs, seeds among it. */
  removeUnfinished(): void {
    for (const name of readdirSync(join(this.path, 'fobs')))
      if (/\.(next|tmp)$/.test(name)) this.remove(join(this.path, 'fobs', name));
  }

  /** @returns false where there is no such file. */
  rename(from: string, to: string): boolean {
    try {
      renameSync(from, to);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return false;
    }
  }

  create(): void {
    makeFolder(join(this.path, 'fobs'), 0o700);
  }

  /** @returns undefined where the file does not exist. @throws Error that names a file which is not JSON. */
  readJson(file: string): unknown {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`${file} is not JSON any more: restore it from a copy, or start a new bench beside it`);
    }
  }

  /** Writes beside the file and renames over it, so that a reader sees the old or the new. */
  writeJson(file: string, value: unknown, options: { flush: boolean }): void {
    const beside = `${file}.${process.pid}.tmp`;
    try {
      const fd = openSync(beside, 'w', 0o600);
      try {
        writeAll(fd, `${JSON.stringify(value)}\n`, file);
        if (options.flush) fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(beside, file);
    } catch (error) {
      this.removeQuietly(beside);
      throw error;
    }
  }

  /** Puts the bench's folder on the disk, or the one in it that holds the fobs: what was renamed there is then kept. */
  flushFolder(name: 'fobs' | '.'): void {
    // Windows opens no folder, and NTFS journals its names itself.
    if (process.platform !== 'win32') flushPath(join(this.path, name));
  }

  /** Puts a file that was written without a flush on the disk. */
  flushFile(file: string): void {
    flushPath(file);
  }

  /** After a failure, which is what is to be told. */
  removeQuietly(file: string): void {
    try {
      this.remove(file);
    } catch {
      // A disk that takes nothing may not give anything up either.
    }
  }

  remove(file: string): void {
    try {
      unlinkSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function flushPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A regular write may write less than it was given. @throws Error of the system, with the name of the file. */
export function writeAll(fd: number, text: string, file: string): void {
  const bytes = Buffer.from(text, 'utf8');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
  } catch (error) {
    throw Object.assign(error as Error, { path: file });
  }
}

/** A serial as a file name: letters and digits stand, everything else is written as %XX. */
function fileName(serial: string): string {
  return serial.replace(/[^A-Za-z0-9_-]/g, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
