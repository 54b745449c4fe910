// The output of a pseudo-terminal. It is written at once if the kernel has room, else retried, and at last dropped and counted.
import { writeSync } from 'node:fs';
import type { Timer } from './timer.js';

const retryMs = { first: 2, last: 50 } as const;
// Output for a client that reads nothing for this long is dropped, as on a UART without flow control.
const giveUpAfterMs = 1000;
const maximumPending = 512 * 1024;

export interface PtyOutputEnds {
  /** Called before each retry. It returns false if the client has gone; then `forget` has dropped the pending output. */
  clientIsPresent(): boolean;
  /** Called once `send` takes more, after it returned false. */
  roomAgain(): void;
}

/** Never blocks and never spins: while the kernel has no room, a timer retries at growing intervals. */
export class PtyOutput {
  readonly #timer: Timer;
  readonly #ends: PtyOutputEnds;
  #master: number;
  #pending: Uint8Array[] = [];
  #pendingLength = 0;
  #stuckSinceMs = 0;
  #cancelRetry: (() => void) | undefined;
  #droppedBytes = 0;
  /** True once output was dropped: until the client reads again, output that does not fit is dropped at once. */
  #dropping = false;

  constructor(master: number, timer: Timer, ends: PtyOutputEnds) {
    this.#master = master;
    this.#timer = timer;
    this.#ends = ends;
  }

  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  /** Returns false if the sender should hold back until `roomAgain`. */
  send(bytes: Uint8Array): boolean {
    const written = this.#pendingLength === 0 ? this.#write(bytes) : 0;
    if (written > 0) this.#dropping = false;
    if (written === bytes.length) return true;
    const rest = bytes.subarray(written);
    if (this.#dropping || this.#pendingLength + rest.length > maximumPending) {
      this.#droppedBytes += rest.length;
      return true;
    }
    if (this.#pendingLength === 0) this.#stuckSinceMs = this.#timer.nowMs();
    this.#pending.push(rest);
    this.#pendingLength += rest.length;
    this.#retryIn(retryMs.first);
    return false;
  }

  /** The client has gone: drops the output that it did not take, so that no other client gets it. */
  forget(): void {
    this.#clear();
    this.#dropping = false;
  }

  /** Continues on a new device. */
  attach(master: number): void {
    this.forget();
    this.#master = master;
  }

  #retryIn(delayMs: number): void {
    this.#cancelRetry ??= this.#timer.after(delayMs, () => {
      this.#cancelRetry = undefined;
      if (this.#ends.clientIsPresent()) this.#retry(delayMs);
    });
  }

  #retry(delayMs: number): void {
    const nowMs = this.#timer.nowMs();
    if (this.#writePending() > 0) this.#stuckSinceMs = nowMs;
    if (this.#pendingLength > 0 && nowMs - this.#stuckSinceMs < giveUpAfterMs) {
      this.#retryIn(Math.min(2 * delayMs, retryMs.last));
      return;
    }
    this.#dropping = this.#pendingLength > 0;
    this.#droppedBytes += this.#pendingLength;
    this.#clear();
    this.#ends.roomAgain();
  }

  #writePending(): number {
    const before = this.#pendingLength;
    while (this.#pending.length > 0) {
      const bytes = this.#pending[0]!;
      const written = this.#write(bytes);
      this.#pendingLength -= written;
      if (written < bytes.length) {
        this.#pending[0] = bytes.subarray(written);
        break;
      }
      this.#pending.shift();
    }
    return before - this.#pendingLength;
  }

  #write(bytes: Uint8Array): number {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#master, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // EIO: no slave is open; the next check for a client finds that out too.
      if (code !== 'EAGAIN' && code !== 'EIO') throw error;
    }
    return written;
  }

  #clear(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#pending = [];
    this.#pendingLength = 0;
  }
}
