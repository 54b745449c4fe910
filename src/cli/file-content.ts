// The file that a command line names, as content: read here, where it is named, and never by the owner of the bench.
import { closeSync, openSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { bytesContent, type Content } from '../contract/content.js';
import { type ContentSize, sizeText } from '../contract/content-size.js';
import { OperationError } from '../contract/operation-error.js';
import { readSome, readWhole } from '../host/bounded-file.js';

const chunkBytes = 256 << 10;

/**
 * `given`: a path, or - for standard input. What can be read only once, such as a pipe, is read at once: the request may
 * have to be sent again.
 * @throws OperationError `usage` for a folder or a file over `size`; Error of the system where it is not there.
 */
export function fileContent(given: string, size: ContentSize): Content {
  if (given === '-') return bytesContent(readWhole(0, size), 'standard input');
  const path = resolve(given);
  const stat = statSync(path);
  if (stat.isDirectory())
    throw new OperationError('usage', `${path} is a folder; expected the name of a file`);
  if (!stat.isFile()) return bytesContent(readWhole(path, size), path);
  if (stat.size > size.mostBytes)
    throw new OperationError('usage', `${path} has more than ${sizeText(size.mostBytes)}: ${size.expected}`);
  return { name: path, chunks: () => chunksOf(path) };
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const count = readSome(descriptor, chunk);
      if (count === 0) return;
      yield chunk.subarray(0, count);
    }
  } finally {
    closeSync(descriptor);
  }
}
