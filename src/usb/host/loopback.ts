// A host in the same process: transfers go directly to the device, without a socket.
import {
  disconnectedResult,
  type TransferCompletion,
  type TransferRequest,
  unlinkedResult,
} from '../transfer.js';
import type { UsbAttachment, UsbDevice } from '../usb-device.js';
import type { SubmittedTransfer, UrbTransport } from './urb-transport.js';
import { UsbHost } from './usb-host.js';

/** @throws Error if another host has attached the device, or it is unplugged */
export function attachLoopback(device: UsbDevice): UsbHost {
  return new UsbHost(new LoopbackTransport(device));
}

class LoopbackTransport implements UrbTransport {
  readonly #attachment: UsbAttachment;
  readonly #waiting = new Set<TransferCompletion>();
  #disconnected: (() => void) | undefined;
  #closed = false;

  constructor(device: UsbDevice) {
    const attachment = device.attach(() => {
      this.close();
      this.#disconnected?.();
    });
    if (attachment === undefined)
      throw new Error(
        device.present
          ? 'Another host has this device attached: close that one first.'
          : 'This device is unplugged: put it back with setPresent(true), or end the fault usb.unplug.',
      );
    this.#attachment = attachment;
  }

  submit(request: TransferRequest, complete: TransferCompletion): SubmittedTransfer {
    if (this.#closed) {
      complete(disconnectedResult);
      return { unlink: () => {} };
    }
    this.#waiting.add(complete);
    const pending = this.#attachment.submit(request, (result) => {
      if (this.#waiting.delete(complete)) complete(result);
    });
    return {
      unlink: () => {
        if (pending.cancel() && this.#waiting.delete(complete)) complete(unlinkedResult);
      },
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#attachment?.detach();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const complete of waiting) complete(disconnectedResult);
  }

  onDisconnect(listener: () => void): void {
    this.#disconnected = listener;
  }
}
