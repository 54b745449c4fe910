// `-` where a file is asked for: whoever holds the bench reads the file, and cannot read this process's standard input.
// So it is put into a file that only this user can read, in memory where the system has a place for that, and it goes
// when this process ends.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function spooledInput(): string {
  // Read first: what is broken off here leaves nothing behind.
  const input = readFileSync(0);
  const folder = mkdtempSync(join(process.env.XDG_RUNTIME_DIR || tmpdir(), 'foblab-input-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'standard-input');
  writeFileSync(file, input, { mode: 0o600 });
  return file;
}
