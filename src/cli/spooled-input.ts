// `-` or a pipe of this process where a file is asked for: whoever holds the bench reads the file, and cannot read that.
// So it is put into a file that only this user can read, in memory where the system has a place for that, and it goes
// when this process ends.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentSize } from '../contract/content-size.js';
import { readWhole } from '../host/bounded-file.js';

/** What only this process can read: a pipe, as of `<(…)`, and what the system names after it. */
export function isOfThisProcess(path: string): boolean {
  if (/^\/(dev\/(stdin$|fd\/)|proc\/(self|thread-self|\d+)\/)/.test(path)) return true;
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
}

/** @throws OperationError `usage` where it is larger than its parser takes. */
export function spooledInput(size: ContentSize, source: number | string = 0): string {
  // Read first: what is broken off here leaves nothing behind.
  const input = readWhole(source, size);
  const folder = mkdtempSync(join(process.env.XDG_RUNTIME_DIR || tmpdir(), 'foblab-input-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'standard-input');
  writeFileSync(file, input, { mode: 0o600 });
  return file;
}
