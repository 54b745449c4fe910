// An OUT endpoint: delivers what the host sends, or keeps it waiting while the device is busy (NAK).
import type { Disturbance } from './faults.js';
import {
  type PendingTransfer,
  sentResult,
  settledTransfer,
  stalledResult,
  type TransferCompletion,
} from './transfer.js';

interface Parked {
  readonly data: Uint8Array;
  readonly complete: TransferCompletion;
}

export class OutEndpoint {
  readonly address: number;
  readonly #deliver: (data: Uint8Array) => void;
  #disturbance: Disturbance | undefined;
  readonly #parked = new Set<Parked>();
  #halted = false;
  #paused = false;
  #onTaken: ((data: Uint8Array) => void) | undefined;

  /** `deliver` gets one transfer for each call, of any length: a transfer may have many packets. */
  constructor(address: number, deliver: (data: Uint8Array) => void) {
    this.address = address;
    this.#deliver = deliver;
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

  /** Calls `listener` with the data just before the device gets it, so that an observer sees an answer after its request. */
  onTaken(listener: (data: Uint8Array) => void): void {
    this.#onTaken = listener;
  }

  submit(data: Uint8Array, complete: TransferCompletion): PendingTransfer {
    if (this.#halted) {
      complete(stalledResult);
      return settledTransfer;
    }
    const parked: Parked = { data, complete };
    this.#parked.add(parked);
    this.drain();
    return { cancel: () => this.#parked.delete(parked) };
  }

  /** While paused, the host waits. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.drain();
  }

  drain(): void {
    while (!this.#paused && !this.#halted && !this.#disturbance?.silent()) {
      const [parked] = this.#parked;
      if (parked === undefined) return;
      if (this.#disturbance?.stalls()) {
        this.halt();
        return;
      }
      this.#parked.delete(parked);
      this.#onTaken?.(parked.data);
      this.#deliver(parked.data);
      parked.complete(sentResult(parked.data.length));
    }
  }

  halt(): void {
    this.#halted = true;
    this.#refuseParked();
  }

  clearHalt(): void {
    this.#halted = false;
    this.drain();
  }

  /** Empties the queue, as after SET_CONFIGURATION. */
  reset(): void {
    this.#halted = false;
    this.#paused = false;
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
}
