// A transfer between a host and a device (USB 2.0 §5.3), for both sides.

/**
 * `in` and `out` name a bulk or interrupt endpoint by its number, without the direction bit.
 * `length` is the size of the host's buffer: the most bytes that may be answered.
 */
export type TransferRequest =
  | {
      readonly kind: 'control';
      readonly setup: Uint8Array;
      readonly data: Uint8Array;
      readonly length: number;
    }
  | { readonly kind: 'in'; readonly endpoint: number; readonly length: number }
  | { readonly kind: 'out'; readonly endpoint: number; readonly data: Uint8Array };

/**
 * - `ok` the device took or gave `actualLength` bytes
 * - `stalled` it refused (USB 2.0 §8.4.5)
 * - `overflow` a packet did not fit in the buffer
 * - `unlinked` the host cancelled the transfer before it was answered
 * - `disconnected` the device or the connection is gone
 * - `failed` the far end reported another error
 */
export type TransferStatus = 'ok' | 'stalled' | 'overflow' | 'unlinked' | 'disconnected' | 'failed';

export interface TransferResult {
  readonly status: TransferStatus;
  /** The data of an IN transfer; empty for OUT. */
  readonly data: Uint8Array;
  readonly actualLength: number;
  /** True if observers must not see `data`. */
  readonly confidential?: true;
}

/** Called at most once for a transfer, and never after its cancellation or the device's unplugging. */
export type TransferCompletion = (result: TransferResult) => void;

export interface PendingTransfer {
  /** Returns true if the transfer was still waiting; its completion is then never called. */
  cancel(): boolean;
}

const nothing = new Uint8Array(0);

export const settledTransfer: PendingTransfer = { cancel: () => false };
export const stalledResult: TransferResult = { status: 'stalled', data: nothing, actualLength: 0 };
export const overflowResult: TransferResult = { status: 'overflow', data: nothing, actualLength: 0 };
export const unlinkedResult: TransferResult = { status: 'unlinked', data: nothing, actualLength: 0 };
export const disconnectedResult: TransferResult = { status: 'disconnected', data: nothing, actualLength: 0 };
export const failedResult: TransferResult = { status: 'failed', data: nothing, actualLength: 0 };

export function receivedResult(data: Uint8Array, confidential = false): TransferResult {
  const result = { status: 'ok', data, actualLength: data.length } as const;
  return confidential ? { ...result, confidential } : result;
}

export function sentResult(actualLength: number): TransferResult {
  return { status: 'ok', data: nothing, actualLength };
}
