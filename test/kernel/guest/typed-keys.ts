// What a keyboard typed, read from its input device as the kernel reports it (Linux Documentation/input/input.rst).
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { until } from './lab.js';

/** struct input_event on a 64-bit kernel: two longs of time, type, code, value. */
const eventBytes = 24;
const evKey = 1;
const keys: Readonly<Record<number, string>> = Object.fromEntries([
  ...[...'1234567890'].map((character, i) => [2 + i, character]),
  ...[...'qwertyuiop'].map((character, i) => [16 + i, character]),
  ...[...'asdfghjkl'].map((character, i) => [30 + i, character]),
  ...[...'zxcvbnm'].map((character, i) => [44 + i, character]),
  [28, '\n'],
]);

export class TypedKeys {
  readonly #fd: number;
  #text = '';

  /** Opens the device, so that the kernel starts to poll the keyboard. */
  constructor(path: string) {
    this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  }

  /** Resolves to what was typed up to and with Enter. */
  line(): Promise<string> {
    return until('a line of key strokes', () => {
      this.#drain();
      const end = this.#text.indexOf('\n');
      if (end < 0) return undefined;
      const line = this.#text.slice(0, end + 1);
      this.#text = this.#text.slice(end + 1);
      return line;
    });
  }

  close(): void {
    closeSync(this.#fd);
  }

  #drain(): void {
    const buffer = Buffer.alloc(64 * eventBytes);
    for (;;) {
      const length = this.#read(buffer);
      if (length === 0) return;
      for (let offset = 0; offset + eventBytes <= length; offset += eventBytes) {
        const [type, code, value] = [
          buffer.readUInt16LE(offset + 16),
          buffer.readUInt16LE(offset + 18),
          buffer.readInt32LE(offset + 20),
        ];
        if (type === evKey && value === 1) this.#text += keys[code] ?? '';
      }
    }
  }

  #read(buffer: Buffer): number {
    try {
      return readSync(this.#fd, buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      throw error;
    }
  }
}
