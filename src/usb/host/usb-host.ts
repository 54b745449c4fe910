// A host's view of one device, in the shape that libusb gives it: control, bulk and interrupt transfers, unlink, enumerate.
import { type ControlSetup, encodeSetup } from '../setup-packet.js';
import type { TransferRequest, TransferResult, TransferStatus } from '../transfer.js';
import { type EnumeratedDevice, enumerate } from './enumerate.js';
import type { UrbTransport } from './urb-transport.js';

/** A transfer that failed: the device refused it, the host cancelled it, or the connection was lost. */
export class UsbTransferError extends Error {
  readonly status: Exclude<TransferStatus, 'ok'>;
  constructor(status: Exclude<TransferStatus, 'ok'>, what: string) {
    super(`${what} ${explanations[status]}`);
    this.name = 'UsbTransferError';
    this.status = status;
  }
}

const explanations: Readonly<Record<Exclude<TransferStatus, 'ok'>, string>> = {
  stalled: 'was refused by the device (STALL): it does not know the request, or the endpoint is halted',
  overflow: 'brought a packet that did not fit: make the buffer a multiple of the packet size',
  unlinked: 'was taken back before it was answered',
  disconnected: 'was cut off: the device is unplugged or the connection is gone',
  failed: 'failed at the far end',
};

export interface UsbTransfer {
  readonly result: Promise<TransferResult>;
  /** Resolves to true if the transfer was cancelled, to false if it had already been answered. */
  unlink(): Promise<boolean>;
}

export interface TransferOptions {
  /** Cancels the transfer when it aborts, for example `AbortSignal.timeout(ms)`. */
  readonly signal?: AbortSignal;
}

export class UsbHost {
  readonly #transport: UrbTransport;
  readonly #disconnectListeners = new Set<() => void>();

  constructor(transport: UrbTransport) {
    this.#transport = transport;
    transport.onDisconnect(() => {
      for (const listener of [...this.#disconnectListeners]) listener();
    });
  }

  /** Rejects with {@link UsbTransferError}, as the three below do. */
  async controlIn(setup: ControlSetup, length: number, options?: TransferOptions): Promise<Uint8Array> {
    const bytes = encodeSetup({ ...setup, length });
    const request: TransferRequest = { kind: 'control', setup: bytes, data: new Uint8Array(0), length };
    return (await this.#run(request, describeControl(setup), options)).data;
  }

  async controlOut(setup: ControlSetup, data: Uint8Array, options?: TransferOptions): Promise<number> {
    const bytes = encodeSetup({ ...setup, length: data.length });
    const request: TransferRequest = { kind: 'control', setup: bytes, data, length: 0 };
    return (await this.#run(request, describeControl(setup), options)).actualLength;
  }

  /** Waits until the device has data. `address` may have the direction bit or not. */
  async read(address: number, length: number, options?: TransferOptions): Promise<Uint8Array> {
    const request: TransferRequest = { kind: 'in', endpoint: address & 0x0f, length };
    return (await this.#run(request, `Reading endpoint ${address & 0x0f}`, options)).data;
  }

  async write(address: number, data: Uint8Array, options?: TransferOptions): Promise<number> {
    const request: TransferRequest = { kind: 'out', endpoint: address & 0x0f, data };
    return (await this.#run(request, `Writing endpoint ${address & 0x0f}`, options)).actualLength;
  }

  /** One transfer, with its status instead of an error. */
  submit(request: TransferRequest): UsbTransfer {
    let settle: (result: TransferResult) => void;
    const result = new Promise<TransferResult>((resolve) => {
      settle = resolve;
    });
    const submitted = this.#transport.submit(request, (outcome) => settle(outcome));
    return {
      result,
      unlink: async () => {
        submitted.unlink();
        return (await result).status === 'unlinked';
      },
    };
  }

  /** Reads every descriptor as a kernel does, and configures the device. Rejects if one is malformed. */
  enumerate(): Promise<EnumeratedDevice> {
    return enumerate(this);
  }

  /** CLEAR_FEATURE(ENDPOINT_HALT). `address` with the direction bit. */
  async clearHalt(address: number): Promise<void> {
    await this.controlOut({ requestType: 0x02, request: 1, value: 0, index: address }, new Uint8Array(0));
  }

  onDisconnect(listener: () => void): () => void {
    this.#disconnectListeners.add(listener);
    return () => this.#disconnectListeners.delete(listener);
  }

  close(): void {
    this.#transport.close();
  }

  async #run(request: TransferRequest, what: string, options: TransferOptions = {}): Promise<TransferResult> {
    const transfer = this.submit(request);
    const takeBack = (): void => void transfer.unlink();
    if (options.signal?.aborted) takeBack();
    options.signal?.addEventListener('abort', takeBack, { once: true });
    const result = await transfer.result;
    options.signal?.removeEventListener('abort', takeBack);
    if (result.status !== 'ok') throw new UsbTransferError(result.status, what);
    return result;
  }
}

function describeControl(setup: ControlSetup): string {
  const fields = [setup.requestType, setup.request, setup.value, setup.index];
  return `Request ${fields.map((field) => field.toString(16).padStart(2, '0')).join(' ')}`;
}
