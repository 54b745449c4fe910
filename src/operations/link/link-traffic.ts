// What goes over the links of a held bench, as far back as a screen shows: bytes as the client sends and gets them.
import type { OpenSession } from '../../links/link.js';

export interface LinkBytes {
  number: number;
  serial: string;
  /** Wall time: a line is in the world of the program at its other end. */
  at: string;
  /** `in` is towards the fob. */
  direction: 'in' | 'out';
  hexadecimal: string;
}

const kept = 1000;
/** A longer piece is told in several. */
const longestPiece = 1024;

export class LinkTraffic {
  readonly #pieces: LinkBytes[] = [];
  readonly #listeners = new Set<(piece: LinkBytes) => void>();
  readonly #nowUs: () => number;
  #next = 1;

  constructor(nowUs: () => number) {
    this.#nowUs = nowUs;
  }

  since(number: number): readonly LinkBytes[] {
    return this.#pieces.filter((piece) => piece.number >= number);
  }

  subscribe(listener: (piece: LinkBytes) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Listens in on every session of a fob; changes nothing of what passes. */
  layer(serial: string, open: OpenSession): OpenSession {
    return (client) => {
      const session = open({
        send: (bytes) => {
          this.#note(serial, 'out', bytes);
          return client.send(bytes);
        },
        ready: () => client.ready(),
        disconnect: () => client.disconnect(),
      });
      return {
        feed: (bytes) => {
          this.#note(serial, 'in', bytes);
          return session.feed(bytes);
        },
        resume: () => session.resume(),
        whenIdle: (run) => session.whenIdle(run),
        hangUp: () => session.hangUp(),
      };
    };
  }

  #note(serial: string, direction: 'in' | 'out', bytes: Uint8Array): void {
    const at = new Date(this.#nowUs() / 1000).toISOString();
    for (let from = 0; from < bytes.length; from += longestPiece) {
      const hexadecimal = Buffer.from(bytes.subarray(from, from + longestPiece)).toString('hex');
      const piece = { number: this.#next++, serial, at, direction, hexadecimal };
      this.#pieces.push(piece);
      if (this.#pieces.length > 2 * kept) this.#pieces.splice(0, kept);
      for (const listener of [...this.#listeners]) listener(piece);
    }
  }
}
