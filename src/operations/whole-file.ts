// A file that is parsed as a whole, read no further than its parser goes: a wrong file, a device and a pipe without an
// end stop there, before they fill the memory.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { OperationError } from './operation-error.js';

export interface Size {
  readonly mostBytes: number;
  /** What is expected and how to mend it, after the size. */
  readonly mend: string;
}

/** A seed, a key, a password, an activation image. */
export const secretSize: Size = { mostBytes: 1 << 20, mend: 'expected one secret and nothing else' };

/** `source`: a path, or the descriptor of standard input. @throws OperationError `usage` where it goes on. */
export function readWhole(source: string | number, size: Size): Buffer {
  const descriptor = typeof source === 'number' ? source : openSync(source, 'r');
  try {
    return readTo(descriptor, typeof source === 'number' ? 'standard input' : source, size);
  } finally {
    if (typeof source !== 'number') closeSync(descriptor);
  }
}

function readTo(descriptor: number, name: string, { mostBytes, mend }: Size): Buffer {
  const tooLong = (): OperationError =>
    new OperationError('usage', `${name} has more than ${sizeText(mostBytes)}: ${mend}`);
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

export function sizeText(bytes: number): string {
  return bytes >= 1 << 20 ? `${bytes >> 20} MB` : `${bytes >> 10} KB`;
}
