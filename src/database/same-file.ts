// Whether a file is still the one that was opened. SQLite goes on writing into a file that was removed or replaced, where
// the data is lost.
import { statSync } from 'node:fs';

export class SameFile {
  readonly path: string;
  #opened: string | undefined;

  /** @param path of a file that this process has just opened, or will open */
  constructor(path: string) {
    this.path = path;
    this.#opened = identityOf(path);
  }

  /** False once the name is gone or leads to another file. A file that was not there at first is known from its first sight. */
  isThere(): boolean {
    // Windows removes no file that is open.
    if (process.platform === 'win32') return true;
    const now = identityOf(this.path);
    this.#opened ??= now;
    return now === this.#opened;
  }
}

function identityOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.dev}:${stat.ino}`;
}
