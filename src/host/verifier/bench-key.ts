// The key that a bench seals seeds under where the environment names none: made on first use, in the bench's folder.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** In the form of FOBLAB_KEY_FILE: a key a line. */
export function benchKeyFile(directory: string): string {
  return join(directory, 'credential.key');
}

/**
 * Makes the bench's key where there is none, readable by its owner only, and flushes it before a seed is sealed under it.
 * @returns the file
 */
export function ensureBenchKey(directory: string): string {
  const file = benchKeyFile(directory);
  if (existsSync(file)) return file;
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFlushed(
      beside,
      `# Seals the seeds in credentials.db. Without it they are lost: back it up.\n${randomBytes(32).toString('hex')}\n`,
    );
    // A link never replaces: of two processes that make a key at once, both use the first one's.
    linkSync(beside, file);
    flushFolder(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw Object.assign(error as Error, { path: file });
  } finally {
    try {
      unlinkSync(beside);
    } catch {}
  }
  return file;
}

function writeFlushed(file: string, text: string): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function flushFolder(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
