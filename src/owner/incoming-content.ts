// The content of a client's file as it arrives at the owner: chunks of a socket, with the client paused while nothing
// reads them.
import type { Content } from '../contract/content.js';

/** Bytes that may wait for the operation to read them before the client is paused. */
const mostWaitingBytes = 4 << 20;

export class IncomingContent implements Content {
  readonly name: string;
  readonly #hold: (held: boolean) => void;
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #ended = false;
  #failure: Error | undefined;
  #wake = (): void => {};
  #abandoned = false;

  /** `hold`: stops and resumes reading from the client. */
  constructor(name: string, hold: (held: boolean) => void) {
    this.name = name;
    this.#hold = hold;
  }

  push(chunk: Uint8Array): void {
    if (this.#abandoned) return;
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes > mostWaitingBytes) this.#hold(true);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The client disconnected, or cannot read its file. */
  fail(error: Error): void {
    if (!this.#ended) this.#failure = error;
    this.#wake();
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        for (let chunk = this.#waiting.shift(); chunk !== undefined; chunk = this.#waiting.shift()) {
          this.#waitingBytes -= chunk.length;
          this.#hold(false);
          yield chunk;
        }
        if (this.#failure !== undefined) throw this.#failure;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.abandon();
    }
  }

  /** Nothing reads any more: later chunks are dropped. */
  abandon(): void {
    this.#abandoned = true;
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#hold(false);
  }
}
