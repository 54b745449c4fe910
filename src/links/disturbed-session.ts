// Applies the faults of a link: pieces, copies, delays, a disconnection.
import type { ClientEnd, OpenSession, Session } from './link.js';
import type { Timer } from './timer.js';

/** The random effects of the active faults, drawn again at each call. */
export interface Disturbance {
  /** The bytes that arrive when these are sent. */
  disturb(bytes: Uint8Array, way: 'in' | 'out'): Uint8Array;
  /** Splits an answer into the pieces that are sent. */
  pieces(answer: Uint8Array): Uint8Array[];
  /** The delay of an answer. */
  delayMs(): number;
  /** Whether the client is disconnected during this answer. */
  disconnects(): boolean;
}

// The most answers that wait for a delay. Further ones are lost, as on a modem whose buffer is full.
const maximumLate = 1024;

/** Stands between a client and its session: the client sees a session, the session sees a client. */
export class DisturbedSession implements Session, ClientEnd {
  readonly #client: ClientEnd;
  readonly #faults: Disturbance;
  readonly #timer: Timer;
  readonly #session: Session;
  readonly #late: { pieces: Uint8Array[]; atMs: number }[] = [];
  #cancel: (() => void) | undefined;
  #onIdle: (() => void) | undefined;

  constructor(open: OpenSession, client: ClientEnd, faults: Disturbance, timer: Timer) {
    this.#client = client;
    this.#faults = faults;
    this.#timer = timer;
    this.#session = open(this);
  }

  feed(bytes: Uint8Array): boolean {
    return this.#session.feed(this.#faults.disturb(bytes, 'in'));
  }

  send(answer: Uint8Array): boolean {
    if (this.#faults.disconnects()) {
      this.#client.send(answer.subarray(0, answer.length >> 1));
      this.#client.disconnect();
      return true;
    }
    const pieces = this.#faults.pieces(this.#faults.disturb(answer, 'out'));
    const delay = this.#faults.delayMs();
    if (delay === 0 && this.#late.length === 0) return this.#sendAll(pieces);
    // An answer never overtakes one that is late.
    const atMs = Math.max(this.#timer.nowMs() + delay, this.#late.at(-1)?.atMs ?? 0);
    if (this.#late.length < maximumLate) this.#late.push({ pieces, atMs });
    this.#schedule();
    return true;
  }

  ready(): void {
    this.#client.ready();
  }

  disconnect(): void {
    this.#client.disconnect();
  }

  resume(): void {
    this.#session.resume();
  }

  whenIdle(run: () => void): void {
    this.#onIdle = run;
    this.#reportIdle();
  }

  hangUp(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#late.length = 0;
    this.#onIdle = undefined;
    this.#session.hangUp();
  }

  #sendAll(pieces: readonly Uint8Array[]): boolean {
    let taken = true;
    for (const piece of pieces) if (piece.length > 0) taken = this.#client.send(piece);
    return taken;
  }

  #schedule(): void {
    const next = this.#late[0];
    if (next === undefined || this.#cancel !== undefined) return;
    this.#cancel = this.#timer.after(Math.max(0, next.atMs - this.#timer.nowMs()), () => {
      this.#cancel = undefined;
      const { pieces } = this.#late.shift()!;
      this.#sendAll(pieces);
      this.#schedule();
      this.#reportIdle();
    });
  }

  #reportIdle(): void {
    const run = this.#onIdle;
    if (run === undefined) return;
    this.#session.whenIdle(() => {
      if (this.#onIdle !== run || this.#late.length > 0) return;
      this.#onIdle = undefined;
      run();
    });
  }
}
