// The lines of a file or of standard input. What a person types or a key sends line by line is stamped as it arrives:
// fifty fobs take half an hour to read, and the time of each counts.
import { fstatSync, readFileSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { OperationError } from '../operations/operation-error.js';
import type { GivenLine } from '../operations/parameter.js';

/** Far more than any list of fobs; a wrong file is refused before it is sent to whoever holds the bench. */
const mostBytes = 8_000_000;

/** `-` is standard input. @throws OperationError `usage` for a file of more than 8 MB. */
export function readLines(file: string): GivenLine[] {
  if (file === '-') return stampedLines(0, Date.now);
  const text = readFileSync(resolve(file), 'utf8');
  if (text.length > mostBytes) throw tooLong(file);
  return split(text).map((line) => ({ text: line }));
}

/** Reads to the end. Lines of a regular file were not waited for, so they have no time of their own. */
export function stampedLines(descriptor: number, nowMs: () => number): GivenLine[] {
  const waitedFor = !fstatSync(descriptor).isFile();
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(65_536);
  const lines: GivenLine[] = [];
  let rest = '';
  for (let bytes = 0; ; ) {
    const count = readSome(descriptor, chunk);
    const atMs = nowMs();
    const stamped = (text: string): GivenLine => (waitedFor ? { text, atMs } : { text });
    if (count === 0) return rest === '' ? lines : [...lines, stamped(rest)];
    bytes += count;
    if (bytes > mostBytes) throw tooLong('standard input');
    const pieces = split(rest + decoder.write(chunk.subarray(0, count)));
    rest = pieces.pop()!;
    lines.push(...pieces.map(stamped));
  }
}

/** A terminal may be set not to block: then there is nothing yet. */
function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function split(text: string): string[] {
  return text.split(/\r\n|\n/);
}

function tooLong(what: string): OperationError {
  return new OperationError(
    'usage',
    `${what} has more than ${mostBytes / 1e6} MB: expected one short line a fob`,
  );
}
