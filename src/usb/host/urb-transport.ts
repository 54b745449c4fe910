// What carries a host's transfers to a device: a socket to a USB/IP server, or nothing at all (loopback).
import type { TransferCompletion, TransferRequest } from '../transfer.js';

export interface UrbTransport {
  /** `complete` is called exactly once. */
  submit(request: TransferRequest, complete: TransferCompletion): SubmittedTransfer;
  /** Transfers that still wait complete as `disconnected`. */
  close(): void;
  /** Calls back once, when the device or the way to it is gone for another reason than {@link close}. */
  onDisconnect(listener: () => void): void;
}

export interface SubmittedTransfer {
  /** Asks for the transfer back: it completes as `unlinked`, or as it was answered if that came first. */
  unlink(): void;
}
