// Reads a whole file or standard input, up to the bound of the parser that takes it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ContentSize, sizeText } from '../contract/content-size.js';
import { OperationError } from '../contract/operation-error.js';

/** `source`: a path, or the descriptor of standard input. @throws OperationError `usage` where it goes on. */
export function readWhole(source: string | number, size: ContentSize): Buffer {
  const descriptor = typeof source === 'number' ? source : openSync(source, 'r');
  try {
    return readTo(descriptor, typeof source === 'number' ? 'standard input' : source, size);
  } finally {
    if (typeof source !== 'number') closeSync(descriptor);
  }
}

function readTo(descriptor: number, name: string, { mostBytes, expected }: ContentSize): Buffer {
  const tooLong = (): OperationError =>
    new OperationError('usage', `${name} has more than ${sizeText(mostBytes)}: ${expected}`);
  const stat = fstatSync(descriptor);
  if (stat.isDirectory())
    throw new OperationError('usage', `${name} is a folder; expected the name of a file`);
  if (stat.size > mostBytes) throw tooLong();
  const chunks: Buffer[] = [];
  for (let bytes = 0; ; ) {
    const chunk = Buffer.allocUnsafe(Math.max(65_536, Math.min(stat.size - bytes, 1 << 20)));
    const count = readSome(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks);
    bytes += count;
    if (bytes > mostBytes) throw tooLong();
    chunks.push(chunk.subarray(0, count));
  }
}

/** At least a byte; 0 at the end. A terminal may be set not to block: then there is nothing yet. */
export function readSome(descriptor: number, chunk: Uint8Array): number {
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
