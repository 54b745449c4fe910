// An IN endpoint: the device's data waits in one queue, the host's transfers in another. A transfer waits until there is
// data, as NAK does on a wire; it is never answered empty.
import type { Disturbance } from './faults.js';
import {
  overflowResult,
  type PendingTransfer,
  receivedResult,
  settledTransfer,
  stalledResult,
  type TransferCompletion,
} from './transfer.js';

export interface InEndpointOptions {
  /** The address with the direction bit, as in its descriptor. */
  address: number;
  maxPacketSize: number;
  /** `message`: each write is a transfer of its own (a HID report). `stream`: writes run together. */
  mode: 'message' | 'stream';
  /** The most bytes that wait for a host that does not read. */
  limitBytes: number;
}

interface Queued {
  readonly data: Uint8Array;
  readonly confidential: boolean;
}

interface Parked {
  readonly length: number;
  readonly complete: TransferCompletion;
}

export class InEndpoint {
  readonly address: number;
  readonly #options: InEndpointOptions;
  #disturbance: Disturbance | undefined;
  #queue: Queued[] = [];
  #queuedBytes = 0;
  readonly #parked = new Set<Parked>();
  #halted = false;
  #enabled = false;
  #onTaken: (() => void) | undefined;

  constructor(options: InEndpointOptions) {
    this.address = options.address;
    this.#options = options;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  get parkedTransfers(): number {
    return this.#parked.size;
  }

  get halted(): boolean {
    return this.#halted;
  }

  disturbBy(disturbance: Disturbance): void {
    this.#disturbance = disturbance;
  }

  /** Calls `listener` after the host has taken data. */
  onTaken(listener: () => void): void {
    this.#onTaken = listener;
  }

  /** True if {@link write} would take `length` bytes. */
  accepts(length: number): boolean {
    return this.#enabled && this.#queuedBytes + length <= this.#options.limitBytes;
  }

  /** Returns false, and queues nothing, if there is no host or too much data waits for it. */
  write(data: Uint8Array, confidential = false): boolean {
    if (!this.accepts(data.length)) return false;
    if (data.length === 0 && this.#options.mode === 'stream') return true;
    // Not slice(): a Buffer's slice() shares its memory.
    this.#queue.push({ data: new Uint8Array(data), confidential });
    this.#queuedBytes += data.length;
    this.drain();
    return true;
  }

  submit(length: number, complete: TransferCompletion): PendingTransfer {
    if (this.#halted) {
      complete(stalledResult);
      return settledTransfer;
    }
    const parked: Parked = { length, complete };
    this.#parked.add(parked);
    this.drain();
    return { cancel: () => this.#parked.delete(parked) };
  }

  /** Answers waiting transfers while there is data for them. */
  drain(): void {
    while (this.#queue.length > 0 && !this.#halted && !this.#disturbance?.silent()) {
      const [parked] = this.#parked;
      if (parked === undefined) return;
      if (this.#disturbance?.stalls()) {
        this.halt();
        return;
      }
      // Both leave their queues before the callback, which may submit or write again.
      this.#parked.delete(parked);
      const taken = this.#take(parked.length);
      parked.complete(taken === undefined ? overflowResult : receivedResult(taken.data, taken.confidential));
      this.#onTaken?.();
    }
  }

  halt(): void {
    this.#halted = true;
    this.#refuseParked();
  }

  /** CLEAR_FEATURE(ENDPOINT_HALT): data from before the halt is still there. */
  clearHalt(): void {
    this.#halted = false;
    this.drain();
  }

  discard(): void {
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  /** Empties both queues, as after SET_CONFIGURATION. `enabled` is false if there is no host to write for. */
  reset(enabled: boolean): void {
    this.discard();
    this.#enabled = enabled;
    this.#halted = false;
    this.#refuseParked();
  }

  /** The host is gone: its transfers are never completed. */
  abandon(): void {
    this.#parked.clear();
  }

  #refuseParked(): void {
    const refused = [...this.#parked];
    this.#parked.clear();
    for (const { complete } of refused) complete(stalledResult);
  }

  #take(length: number): Queued | undefined {
    return this.#options.mode === 'stream' ? this.#takeStream(length) : this.#takeMessage(length);
  }

  #takeStream(length: number): Queued {
    const wanted = Math.min(length, this.#queuedBytes);
    const sent = wanted === 0 ? 0 : Math.max(1, this.#disturbance?.shorten(wanted) ?? wanted);
    const out = new Uint8Array(sent);
    let confidential = false;
    for (let filled = 0; filled < sent; ) {
      const head = this.#queue[0]!;
      const part = head.data.subarray(0, sent - filled);
      confidential ||= head.confidential;
      out.set(part, filled);
      filled += part.length;
      if (part.length === head.data.length) this.#queue.shift();
      else this.#queue[0] = { ...head, data: head.data.subarray(part.length) };
    }
    this.#queuedBytes -= sent;
    return { data: out, confidential };
  }

  /** A short packet ends a transfer, and a packet that does not fit in the buffer is an error (USB 2.0 §5.7.3). */
  #takeMessage(length: number): Queued | undefined {
    const { data: message, confidential } = this.#queue[0]!;
    if (message.length > length && length > 0 && length % this.#options.maxPacketSize === 0) {
      this.#queue[0] = { data: message.subarray(length), confidential };
      this.#queuedBytes -= length;
      return { data: message.subarray(0, length), confidential };
    }
    this.#queue.shift();
    this.#queuedBytes -= message.length;
    if (message.length > length) return undefined;
    const sent = this.#disturbance?.shorten(message.length) ?? message.length;
    return { data: message.subarray(0, sent), confidential };
  }
}
