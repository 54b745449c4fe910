// Paces the bytes of a link in wall time, as a UART of that baud rate does.
import type { ClientEnd, OpenSession, Session, SessionLayer } from './link.js';
import { type Timer, wallTimer } from './timer.js';

// Start bit, eight data bits, stop bit.
const bitsPerByte = 10;
const holdBackAbove = 16 * 1024;
const refuseAbove = 1024 * 1024;

/** @param baud 50 to 4,000,000; another value throws a RangeError */
export function pacing(baud: number, timer: Timer = wallTimer): SessionLayer {
  if (!Number.isInteger(baud) || baud < 50 || baud > 4_000_000) {
    throw new RangeError(
      `A baud rate is a whole number from 50 to 4000000, not ${baud}; 9600 is a usual one`,
    );
  }
  const bytesPerMs = baud / bitsPerByte / 1000;
  return (open) => (client) => new PacedSession(open, client, bytesPerMs, timer);
}

class PacedSession implements Session, ClientEnd {
  readonly #client: ClientEnd;
  readonly #session: Session;
  readonly #toSession: PacedWire;
  readonly #toClient: PacedWire;
  #onIdle: (() => void) | undefined;

  constructor(open: OpenSession, client: ClientEnd, bytesPerMs: number, timer: Timer) {
    this.#client = client;
    this.#session = open(this);
    this.#toSession = new PacedWire(bytesPerMs, timer, {
      deliver: (bytes) => this.#session.feed(bytes),
      roomAgain: () => client.ready(),
      empty: () => this.#reportIdle(),
    });
    this.#toClient = new PacedWire(bytesPerMs, timer, {
      deliver: (bytes) => client.send(bytes),
      roomAgain: () => this.#session.resume(),
      empty: () => this.#reportIdle(),
    });
  }

  feed(bytes: Uint8Array): boolean {
    return this.#toSession.push(bytes);
  }

  send(bytes: Uint8Array): boolean {
    return this.#toClient.push(bytes);
  }

  ready(): void {
    this.#toSession.resume();
  }

  resume(): void {
    this.#toClient.resume();
  }

  disconnect(): void {
    this.#client.disconnect();
  }

  whenIdle(run: () => void): void {
    this.#onIdle = run;
    this.#reportIdle();
  }

  hangUp(): void {
    this.#onIdle = undefined;
    this.#toSession.clear();
    this.#toClient.clear();
    this.#session.hangUp();
  }

  #reportIdle(): void {
    const run = this.#onIdle;
    if (run === undefined || !this.#toSession.isEmpty) return;
    this.#session.whenIdle(() => {
      if (this.#onIdle !== run || !this.#toClient.isEmpty) return;
      this.#onIdle = undefined;
      run();
    });
  }
}

interface WireEnds {
  /** Returns false to stop the wire until `resume`. */
  deliver(bytes: Uint8Array): boolean;
  /** Called once `push` takes more, after it returned false. */
  roomAgain(): void;
  empty(): void;
}

/**
 * One direction of the wire. It counts the bytes that are due from the moment it became busy, not from the last timer, so
 * that late timers do not add up.
 */
class PacedWire {
  readonly #bytesPerMs: number;
  readonly #timer: Timer;
  readonly #ends: WireEnds;
  #queue: Uint8Array[] = [];
  #length = 0;
  #busySinceMs = 0;
  #deliveredSince = 0;
  #cancel: (() => void) | undefined;
  #stopped = false;
  #full = false;

  constructor(bytesPerMs: number, timer: Timer, ends: WireEnds) {
    this.#bytesPerMs = bytesPerMs;
    this.#timer = timer;
    this.#ends = ends;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  push(bytes: Uint8Array): boolean {
    // A copy: these bytes leave later, and the caller may reuse its buffer.
    if (this.#length + bytes.length <= refuseAbove) {
      this.#queue.push(bytes.slice());
      this.#length += bytes.length;
    }
    if (this.#cancel === undefined && !this.#stopped) this.#start();
    this.#full ||= this.#length > holdBackAbove;
    return !this.#full;
  }

  resume(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    if (this.#length > 0) this.#start();
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#queue = [];
    this.#length = 0;
    this.#stopped = false;
    this.#full = false;
  }

  #start(): void {
    this.#busySinceMs = this.#timer.nowMs();
    this.#deliveredSince = 0;
    this.#schedule();
  }

  #schedule(): void {
    const dueMs = this.#busySinceMs + (this.#deliveredSince + 1) / this.#bytesPerMs;
    this.#cancel = this.#timer.after(Math.max(1, dueMs - this.#timer.nowMs()), () => this.#tick());
  }

  #tick(): void {
    this.#cancel = undefined;
    const elapsedMs = this.#timer.nowMs() - this.#busySinceMs;
    let due = Math.min(Math.floor(elapsedMs * this.#bytesPerMs) - this.#deliveredSince, this.#length);
    while (due > 0 && !this.#stopped) {
      const piece = this.#take(due);
      due -= piece.length;
      this.#deliveredSince += piece.length;
      if (!this.#ends.deliver(piece)) this.#stopped = true;
    }
    if (this.#full && this.#length <= holdBackAbove / 2) {
      this.#full = false;
      this.#ends.roomAgain();
    }
    if (this.#length === 0) this.#ends.empty();
    else if (!this.#stopped && this.#cancel === undefined) this.#schedule();
  }

  #take(most: number): Uint8Array {
    const first = this.#queue[0]!;
    const piece = first.length <= most ? first : first.subarray(0, most);
    if (piece.length === first.length) this.#queue.shift();
    else this.#queue[0] = first.subarray(most);
    this.#length -= piece.length;
    return piece;
  }
}
