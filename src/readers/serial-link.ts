// An open port, and at most one caller that waits for a line.
import { LineBuffer } from './line-buffer.js';
import { ReaderError } from './reader-error.js';
import type { SerialLike } from './serial-like.js';

export class SerialLink {
  readonly #port: SerialLike;
  readonly #lines = new LineBuffer();
  #waiting:
    | { accept: (line: string) => boolean; take: (line: string) => void; fail: (error: Error) => void }
    | undefined;
  open = true;

  constructor(port: SerialLike) {
    this.#port = port;
    port.onText((text) => {
      for (const line of this.#lines.push(text)) {
        if (this.#waiting?.accept(line) !== true) continue;
        this.#waiting.take(line);
        this.#waiting = undefined;
      }
    });
    port.onClose(() => {
      this.open = false;
      this.#waiting?.fail(unplugged());
      this.#waiting = undefined;
    });
  }

  /** Drops answers that arrived after their query had timed out. */
  discard(): void {
    this.#lines.clear();
    this.#waiting = undefined;
  }

  line(accept: (line: string) => boolean): Promise<string> {
    return new Promise((take, fail) => {
      if (this.open) this.#waiting = { accept, take, fail };
      else fail(unplugged());
    });
  }

  write(text: string): Promise<void> {
    return this.open ? this.#port.write(text) : Promise.reject(unplugged());
  }

  async close(): Promise<void> {
    this.open = false;
    await this.#port.close().catch(() => undefined);
  }
}

function unplugged(): ReaderError {
  return new ReaderError('not-found', 'the fob was unplugged while it was asked', 'Plug it in and repeat');
}
