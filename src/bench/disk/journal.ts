// The journal: one line a change, appended with one write, so that a killed process leaves at most a torn last line.
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
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
  readonly #fd: number;
  #bytes: number;
  #lines: number;
  #broken = false;
  #closed = false;

  private constructor(file: string, fd: number, bytes: number, lines: number) {
    this.file = file;
    this.#fd = fd;
    this.#bytes = bytes;
    this.#lines = lines;
  }

  /** Opens the journal, cuts a torn tail and returns what it holds. @throws Error that names a broken line. */
  static open(file: string): { journal: Journal; lines: JournalLine[] } {
    const fd = openSync(file, 'a+', 0o600);
    const bytes = readFileSync(file);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end < bytes.length) ftruncateSync(fd, end);
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
    return { journal: new Journal(file, fd, end, lines.length), lines };
  }

  get bytes(): number {
    return this.#bytes;
  }

  get lines(): number {
    return this.#lines;
  }

  /** @throws Error where the line cannot be written whole; what was written of it is taken back. */
  append(line: JournalLine): void {
    const text = `${JSON.stringify(line)}\n`;
    this.guard(() => {
      try {
        writeAll(this.#fd, text);
      } catch (error) {
        ftruncateSync(this.#fd, this.#bytes);
        throw error;
      }
    });
    this.#bytes = fstatSync(this.#fd).size;
    this.#lines++;
  }

  /** Does what a line needs. Where that fails, memory is ahead of the disk: no line after it would be true. */
  guard(write: () => void): void {
    // Its descriptor may be another file's by now.
    if (this.#closed) throw new Error(`${this.file} is closed: the bench is held no more`);
    if (this.#broken)
      throw new Error(
        `${this.file} could not be written before: the bench is closed to changes until it is opened again; make room on the disk and start this program again`,
      );
    try {
      write();
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#fd);
  }
}
