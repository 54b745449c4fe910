// `-` or a pipe of this process where a file is asked for: whoever holds the bench reads the file, and cannot read that.
// So it is put into a file that only this user can read, in memory where the system has a place for that, and it goes
// when this process ends.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What only this process can read: a pipe, as of `<(…)`, and what the system names after it. */
export function isOfThisProcess(path: string): boolean {
  if (/^\/(dev\/(stdin$|fd\/)|proc\/(self|thread-self|\d+)\/)/.test(path)) return true;
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
}

export function spooledInput(source: number | string = 0): string {
  // Read first: what is broken off here leaves nothing behind.
  const input = readFileSync(source);
  const folder = mkdtempSync(join(process.env.XDG_RUNTIME_DIR || tmpdir(), 'foblab-input-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'standard-input');
  writeFileSync(file, input, { mode: 0o600 });
  return file;
}
