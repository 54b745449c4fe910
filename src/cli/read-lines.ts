// The lines of a file or of standard input. What a person types or a key sends line by line is stamped as it arrives:
// fifty fobs take half an hour to read, and the time of each counts.
import { fstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { type ContentSize, sizeText } from '../contract/content-size.js';
import { OperationError } from '../contract/operation-error.js';
import type { GivenLine } from '../contract/parameter.js';
import { readSome, readWhole } from '../host/bounded-file.js';

/** Far more than any list of fobs; a wrong file is refused before it is sent to the owner of the bench. */
const size: ContentSize = { mostBytes: 8 << 20, expected: 'expected one short line a fob' };

/** `-` is standard input. @throws OperationError `usage` for a file of more than 8 MB. */
export function readLines(file: string): GivenLine[] {
  if (file === '-') return stampedLines(0, Date.now);
  const text = readWhole(resolve(file), size).toString('utf8');
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
    if (bytes > size.mostBytes)
      throw new OperationError(
        'usage',
        `standard input has more than ${sizeText(size.mostBytes)}: ${size.expected}`,
      );
    const pieces = split(rest + decoder.write(chunk.subarray(0, count)));
    rest = pieces.pop()!;
    lines.push(...pieces.map(stamped));
  }
}

function split(text: string): string[] {
  return text.split(/\r\n|\n/);
}
