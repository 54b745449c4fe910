// What goes over the links of a held bench, as far back as a screen shows: console bytes as the client sends and gets
// them, and USB reports as they pass. Watching changes none of it.

import { isoTime } from '../../contract/iso-time.js';
import type { TrafficPiece } from '../../contract/results/traffic-piece.js';
import type { OpenSession } from '../../links/link.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';
import { keepFairly } from './fair-share.js';

export interface Passed extends Pick<TrafficPiece, 'direction' | 'channel' | 'typed' | 'keptBack'> {
  /** null: a byte that is kept back. */
  bytes: Uint8Array | readonly (number | null)[];
  /** Wall time, where it began to pass before now. */
  atUs?: number;
}

const key = serviceKey<LinkTraffic>('traffic');

const kept = 1000;
/** A longer piece is split. */
const longestPiece = 1024;

/** What traffic reads of its bench. */
export interface TrafficBench {
  readonly wall: { nowUs(): number };
  readonly log: { readonly last: number };
  nowUs(): number;
}

export class LinkTraffic {
  #pieces: TrafficPiece[] = [];
  readonly #listeners = new Set<(piece: TrafficPiece) => void>();
  readonly #bench: TrafficBench;
  #next = 1;

  constructor(bench: TrafficBench) {
    this.#bench = bench;
  }

  since(seq: number): readonly TrafficPiece[] {
    return this.#pieces.filter((piece) => piece.seq >= seq);
  }

  subscribe(listener: (piece: TrafficPiece) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Listens in on every console session of a fob. */
  layer(serial: string, open: OpenSession): OpenSession {
    return (client) => {
      const session = open({
        send: (bytes) => {
          this.note(serial, { direction: 'out', channel: 'console', bytes });
          return client.send(bytes);
        },
        ready: () => client.ready(),
        disconnect: () => client.disconnect(),
      });
      return {
        feed: (bytes) => {
          this.note(serial, { direction: 'in', channel: 'console', bytes });
          return session.feed(bytes);
        },
        resume: () => session.resume(),
        whenIdle: (run) => session.whenIdle(run),
        hangUp: () => session.hangUp(),
      };
    };
  }

  note(
    serial: string,
    { bytes, direction, channel, atUs = this.#bench.wall.nowUs(), ...more }: Passed,
  ): void {
    const wallAt = new Date(atUs / 1000).toISOString();
    const at = isoTime(this.#bench.nowUs());
    const afterEvent = this.#bench.log.last;
    for (let from = 0; from < bytes.length; from += longestPiece) {
      const hexadecimal = Array.from(bytes.slice(from, from + longestPiece), pairOf).join('');
      const piece = {
        seq: this.#next++,
        serial,
        wallAt,
        at,
        afterEvent,
        direction,
        channel,
        hexadecimal,
        ...more,
      };
      this.#pieces.push(piece);
      if (this.#pieces.length > 2 * kept)
        this.#pieces = keepFairly(this.#pieces, kept, (one) => `${one.serial} ${one.channel}`);
      for (const listener of [...this.#listeners]) listener(piece);
    }
  }
}

export function linkTraffic(benchHost: BenchHost): LinkTraffic {
  return benchHost.service(key, ({ bench }) => new LinkTraffic(bench));
}

function pairOf(byte: number | null): string {
  return byte === null ? '**' : byte.toString(16).padStart(2, '0');
}
