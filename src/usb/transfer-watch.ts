// Observes the transfers between a device and its host. An observer gets each transfer with data once, and no transfer that
// waits or that is refused, cancelled or empty.
import { decodeSetup, type SetupPacket } from './setup-packet.js';
import type { TransferRequest, TransferResult } from './transfer.js';

export interface AnsweredTransfer {
  /** As in USB: `in` is towards the host. */
  readonly direction: 'in' | 'out';
  /** The endpoint without the direction bit; 0 for control transfers. */
  readonly endpoint: number;
  /** The SETUP packet of a control transfer. */
  readonly setup?: SetupPacket;
  readonly data: Uint8Array;
  /** True for a secret, such as a password that the device types. */
  readonly confidential: boolean;
}

export class TransferWatch {
  readonly #listeners = new Set<(transfer: AnsweredTransfer) => void>();

  subscribe(listener: (transfer: AnsweredTransfer) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reports a control or IN transfer that the device answers. */
  answered(request: TransferRequest, result: TransferResult): void {
    if (this.#listeners.size === 0 || result.status !== 'ok' || request.kind === 'out') return;
    const confidential = result.confidential ?? false;
    if (request.kind === 'in') {
      this.#tell({ direction: 'in', endpoint: request.endpoint, data: result.data, confidential });
      return;
    }
    const setup = decodeSetup(request.setup);
    const { direction } = setup;
    const data = direction === 'in' ? result.data : request.data;
    this.#tell({ direction, endpoint: 0, setup, data, confidential });
  }

  /** Reports the data that an OUT endpoint takes. */
  taken(endpoint: number, data: Uint8Array): void {
    this.#tell({ direction: 'out', endpoint, data, confidential: false });
  }

  #tell(transfer: AnsweredTransfer): void {
    if (transfer.data.length === 0) return;
    for (const listener of [...this.#listeners]) listener(transfer);
  }
}
