// Events older than the journal: appended at each checkpoint, rotated, so that the log is bounded on disk.
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import type { BenchEvent } from '../event-log.js';
import { writeAll } from './bench-directory.js';

const rotateBytes = 8_000_000;
const kept = 4;

export function appendEvents(file: string, events: readonly BenchEvent[]): void {
  if (events.length === 0) return;
  if (existsSync(file) && statSync(file).size > rotateBytes) {
    for (let age = kept - 1; age >= 1; age--)
      if (existsSync(`${file}.${age}`)) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
    renameSync(file, `${file}.1`);
  }
  const fd = openSync(file, 'a+', 0o600);
  try {
    const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    writeAll(fd, endsInLine(fd) ? lines : `\n${lines}`, file);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** False where a kill tore the last line: what comes next must not grow onto it. */
function endsInLine(fd: number): boolean {
  const { size } = fstatSync(fd);
  if (size === 0) return true;
  const last = new Uint8Array(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** Events from number `from` on, each once: a checkpoint that was cut short may have written some twice. */
export function readEvents(file: string, from: number): BenchEvent[] {
  const files = [file];
  // A rotation that was cut short leaves a gap in the ages.
  for (let age = 1; age <= kept; age++) files.unshift(`${file}.${age}`);
  const events: BenchEvent[] = [];
  let last = 0;
  for (const name of files) {
    if (!existsSync(name)) continue;
    for (const line of readFileSync(name, 'utf8').split('\n')) {
      const event = parse(line);
      if (event === undefined || event.number <= last) continue;
      last = event.number;
      if (event.number >= from) events.push(event);
    }
  }
  return events;
}

/** A line torn by a kill is no event: the journal still has it. */
function parse(line: string): BenchEvent | undefined {
  try {
    return JSON.parse(line) as BenchEvent;
  } catch {
    return undefined;
  }
}
