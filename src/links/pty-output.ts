// What goes out over a pseudo-terminal: at once where the kernel has room, else a little later, else lost and counted.
import { writeSync } from 'node:fs';
import type { Timer } from './timer.js';

const retryMs = { first: 2, last: 50 } as const;
// A client that reads nothing for this long is written off, as a UART without flow control writes off its reader.
const giveUpAfterMs = 1000;
const maximumPending = 512 * 1024;

export interface PtyOutputEnds {
  /** Asked before each retry; false where the client has gone, and then what was pending has been forgotten. */
  clientIsPresent(): boolean;
  /** `send` answered false and now takes more. */
  roomAgain(): void;
}

/** Never blocks and never spins: a kernel without room is tried again by timer, ever more rarely. */
export class PtyOutput {
  readonly #timer: Timer;
  readonly #ends: PtyOutputEnds;
  #master: number;
  #pending: Uint8Array[] = [];
  #pendingLength = 0;
  #stuckSinceMs = 0;
  #cancelRetry: (() => void) | undefined;
  #droppedBytes = 0;
  /** The client was written off; until it reads again, what it does not take is lost at once. */
  #deaf = false;

  constructor(master: number, timer: Timer, ends: PtyOutputEnds) {
    this.#master = master;
    this.#timer = timer;
    this.#ends = ends;
  }

  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  /** False asks the sender to hold back until `roomAgain`. */
  send(bytes: Uint8Array): boolean {
    const written = this.#pendingLength === 0 ? this.#write(bytes) : 0;
    if (written > 0) this.#deaf = false;
    if (written === bytes.length) return true;
    const rest = bytes.subarray(written);
    if (this.#deaf || this.#pendingLength + rest.length > maximumPending) {
      this.#droppedBytes += rest.length;
      return true;
    }
    if (this.#pendingLength === 0) this.#stuckSinceMs = this.#timer.nowMs();
    this.#pending.push(rest);
    this.#pendingLength += rest.length;
    this.#retryIn(retryMs.first);
    return false;
  }

  /** The client has gone; what it did not take was for nobody else. */
  forget(): void {
    this.#clear();
    this.#deaf = false;
  }

  /** Goes on with a fresh device. */
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
    this.#deaf = this.#pendingLength > 0;
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
      // EIO: no slave is open, which the next look finds out too.
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
