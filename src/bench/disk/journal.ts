// The journal: one line a change, appended with one write, so that a killed process leaves at most a torn last line.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import type { FobEntry } from '../bench-fob.js';
import type { BenchEvent } from '../event-log.js';
import type { TimeRecord } from '../time-record.js';
import { writeAll } from './bench-directory.js';

export interface JournalLine {
  lastEvent: number;
  time: TimeRecord;
  livedUs: number;
  events: readonly BenchEvent[];
  /** `vault`: the fob's file changes with this line. */
  fobs: readonly { entry: FobEntry; state: unknown; vault?: true }[];
  removed: readonly string[];
  request?: { id: string; answer: unknown };
}

export class Journal {
  readonly file: string;
  /** Why it can only be read; undefined where it can be written. */
  readonly denied: NodeJS.ErrnoException | undefined;
  readonly #fd: number;
  #bytes: number;
  #lines: number;
  #torn = false;
  #closed = false;

  private constructor(
    file: string,
    fd: number,
    bytes: number,
    lines: number,
    denied: NodeJS.ErrnoException | undefined,
  ) {
    this.file = file;
    this.denied = denied;
    this.#fd = fd;
    this.#bytes = bytes;
    this.#lines = lines;
  }

  /**
   * Opens the journal, cuts a torn tail and returns what it holds; on a disk that can only be read, what is whole of it.
   * @throws Error that names a broken line.
   */
  static open(file: string): { journal: Journal; lines: JournalLine[] } {
    const { fd, denied } = openToWrite(file);
    const bytes = denied === undefined ? readFileSync(file) : readIfThere(file);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (denied === undefined && end < bytes.length) ftruncateSync(fd, end);
    const lines = bytes
      .toString('utf8', 0, end)
      .split('\n')
      .slice(0, -1)
      .map((line, index) => {
        try {
          return JSON.parse(line) as JournalLine;
        } catch {
          throw new Error(
            `${file} line ${index + 1} is damaged: restore the bench from a snapshot or a copy`,
          );
        }
      });
    return { journal: new Journal(file, fd, end, lines.length, denied), lines };
  }

  get bytes(): number {
    return this.#bytes;
  }

  get lines(): number {
    return this.#lines;
  }

  /** @throws Error where the line cannot be written whole; what was written of it is taken back. */
  append(line: JournalLine): void {
    this.demandWritable();
    const text = `${JSON.stringify(line)}\n`;
    try {
      writeAll(this.#fd, text, this.file);
    } catch (error) {
      this.#takeBack();
      throw error;
    }
    this.#bytes = fstatSync(this.#fd).size;
    this.#lines++;
  }

  /** Puts what was appended on the disk. */
  flush(): void {
    fsyncSync(this.#fd);
  }

  /** @throws Error where no line can be written. */
  demandWritable(): void {
    // Its descriptor may be another file's by now.
    if (this.#closed) throw new Error(`${this.file} is closed: the bench is held no more`);
    if (this.denied !== undefined) throw this.denied;
    if (this.#torn)
      throw new Error(
        `${this.file} ends in half a line that could not be taken back: the bench is closed to changes until it is opened again; see to its disk and start this program again`,
      );
  }

  /** No line may grow onto what was written of this one. */
  #takeBack(): void {
    this.#torn = true;
    ftruncateSync(this.#fd, this.#bytes);
    this.#torn = false;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.denied === undefined) closeSync(this.#fd);
  }
}

function openToWrite(file: string): { fd: number; denied?: NodeJS.ErrnoException } {
  try {
    return { fd: openSync(file, 'a+', 0o600) };
  } catch (error) {
    const denied = error as NodeJS.ErrnoException;
    if (!['EROFS', 'EACCES', 'EPERM'].includes(denied.code ?? '')) throw error;
    return { fd: -1, denied };
  }
}

/** A bench that nobody has changed yet has no journal. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return Buffer.alloc(0);
  }
}
