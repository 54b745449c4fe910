// A program at the other end of a port: writes lines, hears lines, with serialport's own parser.
import type { Duplex } from 'node:stream';
import { ReadlineParser } from '@serialport/parser-readline';

export class LineClient {
  readonly #port: Duplex;
  readonly #heard: string[] = [];
  #waiting: ((line: string) => void) | undefined;

  constructor(port: Duplex) {
    this.#port = port;
    port.pipe(new ReadlineParser({ delimiter: '\n', encoding: 'latin1' })).on('data', (line: string) => {
      const take = this.#waiting;
      this.#waiting = undefined;
      if (take === undefined) this.#heard.push(line);
      else take(line);
    });
  }

  /** Lines heard and not yet taken. */
  get unread(): readonly string[] {
    return this.#heard;
  }

  write(bytes: string | Uint8Array): void {
    this.#port.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  line(): Promise<string> {
    const line = this.#heard.shift();
    if (line !== undefined) return Promise.resolve(line);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  ask(query: string): Promise<string> {
    this.write(`${query}\n`);
    return this.line();
  }
}
