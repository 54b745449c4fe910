// The host's side of a CDC-ACM port. It opens and reads the port as Linux' cdc_acm does.
import { AcmRequest } from '../classes/cdc-acm.js';
import { encodeLineCoding, type LineCoding } from '../classes/line-coding.js';
import { ClassCode } from '../descriptors.js';
import type { TransferRequest } from '../transfer.js';
import type { EnumeratedDevice } from './enumerate.js';
import type { UsbHost, UsbTransfer } from './usb-host.js';

const defaultCoding: LineCoding = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };
/** Linux keeps sixteen reads of two packets pending. */
const waitingReads = 16;

export class CdcAcmPort {
  readonly #host: UsbHost;
  readonly #controlInterface: number;
  readonly #inAddress: number;
  readonly #outAddress: number;
  readonly #readLength: number;
  readonly #reads = new Set<UsbTransfer>();
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #open = false;

  /** @throws Error if the device has no CDC-ACM function */
  constructor(host: UsbHost, enumerated: EnumeratedDevice) {
    const { interfaces } = enumerated.configuration;
    const control = interfaces.find((each) => each.classCode === ClassCode.communications);
    const data = interfaces.find((each) => each.classCode === ClassCode.cdcData);
    const input = data?.endpoints.find((endpoint) => endpoint.direction === 'in');
    const output = data?.endpoints.find((endpoint) => endpoint.direction === 'out');
    if (control === undefined || input === undefined || output === undefined)
      throw new Error('This device has no CDC-ACM function.');
    this.#host = host;
    this.#controlInterface = control.number;
    this.#inAddress = input.address;
    this.#outAddress = output.address;
    this.#readLength = 2 * input.maxPacketSize;
  }

  async open(coding: LineCoding = defaultCoding): Promise<void> {
    await this.#control(AcmRequest.setLineCoding, 0, encodeLineCoding(coding));
    await this.#control(AcmRequest.setControlLineState, 3, new Uint8Array(0));
    this.#open = true;
    for (let i = 0; i < waitingReads; i++) this.#readOn();
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#host.write(this.#outAddress, bytes);
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Drops DTR and cancels its reads in a burst, as Linux does. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#control(AcmRequest.setControlLineState, 0, new Uint8Array(0));
    await Promise.all([...this.#reads].map((read) => read.unlink()));
  }

  #readOn(): void {
    const request: TransferRequest = {
      kind: 'in',
      endpoint: this.#inAddress & 0x0f,
      length: this.#readLength,
    };
    const read = this.#host.submit(request);
    this.#reads.add(read);
    void read.result.then(async ({ status, data }) => {
      this.#reads.delete(read);
      if (status === 'ok' && data.length > 0) for (const listener of [...this.#listeners]) listener(data);
      if (status === 'stalled' && this.#open) await this.#host.clearHalt(this.#inAddress).catch(() => {});
      if ((status === 'ok' || status === 'stalled') && this.#open) this.#readOn();
    });
  }

  async #control(request: number, value: number, data: Uint8Array): Promise<void> {
    await this.#host.controlOut({ requestType: 0x21, request, value, index: this.#controlInterface }, data);
  }
}
