// Carries the transfers of a host to a device: over a socket to a USB/IP server, or by direct calls (loopback).
import type { TransferCompletion, TransferRequest } from '../transfer.js';

export interface UrbTransport {
  /** `complete` is called exactly once. */
  submit(request: TransferRequest, complete: TransferCompletion): SubmittedTransfer;
  /** Waiting transfers complete as `disconnected`. */
  close(): void;
  /** Calls `listener` once if the device or the connection is lost, but not after {@link close}. */
  onDisconnect(listener: () => void): void;
}

export interface SubmittedTransfer {
  /** Cancels the transfer: it completes as `unlinked`, or as answered if the answer came first. */
  unlink(): void;
}
