// The host's side of a HID interface: it reads input reports, and sends and reads output and feature reports.
import { HidRequest } from '../classes/hid.js';
import type { InterfaceDescription } from '../descriptors.js';
import type { EnumeratedDevice } from './enumerate.js';
import type { TransferOptions, UsbHost } from './usb-host.js';

export class HidPort {
  readonly #host: UsbHost;
  readonly #interface: InterfaceDescription;
  readonly #inAddress: number;
  readonly #outAddress: number | undefined;
  readonly #inputLength: number;

  /** @throws Error if `interfaceNumber` is no HID of this device */
  constructor(host: UsbHost, enumerated: EnumeratedDevice, interfaceNumber: number) {
    const found = enumerated.configuration.interfaces.find((each) => each.number === interfaceNumber);
    const reports = enumerated.hidReports.get(interfaceNumber)?.reports;
    const inEndpoint = found?.endpoints.find((endpoint) => endpoint.direction === 'in');
    if (found === undefined || reports === undefined || inEndpoint === undefined)
      throw new Error(`Interface ${interfaceNumber} of this device is no HID.`);
    this.#host = host;
    this.#interface = found;
    this.#inAddress = inEndpoint.address;
    this.#outAddress = found.endpoints.find((endpoint) => endpoint.direction === 'out')?.address;
    this.#inputLength = Math.max(0, ...reports.lengths.input.values()) + (reports.numbered ? 1 : 0);
  }

  /** The next input report, with its ID in front if reports are numbered. */
  read(options?: TransferOptions): Promise<Uint8Array> {
    return this.#host.read(this.#inAddress, this.#inputLength, options);
  }

  /** Sends an output report, over the OUT endpoint if there is one (HID 1.11 §4.4). */
  async write(report: Uint8Array, reportId = 0): Promise<void> {
    if (this.#outAddress !== undefined) await this.#host.write(this.#outAddress, report);
    else await this.#set(2, reportId, report);
  }

  getFeature(length: number, reportId = 0): Promise<Uint8Array> {
    const setup = { requestType: 0xa1, request: HidRequest.getReport, value: 0x0300 | reportId };
    return this.#host.controlIn({ ...setup, index: this.#interface.number }, length);
  }

  async setFeature(report: Uint8Array, reportId = 0): Promise<void> {
    await this.#set(3, reportId, report);
  }

  async #set(type: number, reportId: number, report: Uint8Array): Promise<void> {
    const setup = { requestType: 0x21, request: HidRequest.setReport, value: (type << 8) | reportId };
    await this.#host.controlOut({ ...setup, index: this.#interface.number }, report);
  }
}
