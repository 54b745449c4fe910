// A Human Interface Device (HID 1.11 §7): reports over an interrupt IN endpoint, an optional interrupt OUT endpoint, and the
// control endpoint. The handler interprets the reports.
import { type HidReports, type HidReportType, parseHidReports } from '../hid-report-descriptor.js';
import { InEndpoint } from '../in-endpoint.js';
import { OutEndpoint } from '../out-endpoint.js';
import type { SetupPacket } from '../setup-packet.js';
import { acknowledged, type UsbFunction } from '../usb-function.js';

/** HID 1.11 §7.2. */
export const HidRequest = {
  getReport: 1,
  getIdle: 2,
  getProtocol: 3,
  setReport: 9,
  setIdle: 10,
  setProtocol: 11,
} as const;

/** HID 1.11 §7.2.1: the high byte of wValue. */
export const hidReportTypes: readonly (HidReportType | undefined)[] = [
  undefined,
  'input',
  'output',
  'feature',
];

/** Reports have no ID in their bytes and the length in the report descriptor. Without numbered reports the ID is 0. */
export interface HidHandler {
  /** Returns undefined to refuse (STALL). Shorter data is padded with zeros. Not called for input reports. */
  getReport?(type: HidReportType, reportId: number): Uint8Array | undefined;
  /** Returns false to refuse (STALL). */
  setReport?(type: HidReportType, reportId: number, data: Uint8Array): boolean;
}

export interface HidOptions {
  readonly interfaceNumber: number;
  readonly reportDescriptor: Uint8Array;
  /** The address with the direction bit. */
  readonly inEndpoint: number;
  readonly outEndpoint?: number;
  readonly maxPacketSize: number;
  /** The most input reports that wait for a host; further ones are refused. */
  readonly queuedReports: number;
  readonly handler: HidHandler;
}

export class Hid implements UsbFunction {
  readonly interfaces: readonly number[];
  readonly endpoints: readonly (InEndpoint | OutEndpoint)[];
  readonly reportDescriptor: Uint8Array;
  readonly reports: HidReports;
  readonly #handler: HidHandler;
  readonly #in: InEndpoint;
  readonly #out: OutEndpoint | undefined;
  readonly #longestInput: number;
  readonly #lastInput = new Map<number, Uint8Array>();
  readonly #idleRates = new Map<number, number>();
  #protocol = 1;

  constructor(options: HidOptions) {
    this.interfaces = [options.interfaceNumber];
    this.reportDescriptor = options.reportDescriptor;
    this.reports = parseHidReports(options.reportDescriptor);
    this.#handler = options.handler;
    this.#longestInput =
      Math.max(1, ...this.reports.lengths.input.values()) + (this.reports.numbered ? 1 : 0);
    this.#in = new InEndpoint({
      address: options.inEndpoint,
      maxPacketSize: options.maxPacketSize,
      mode: 'message',
      limitBytes: this.#longestInput * options.queuedReports,
    });
    if (options.outEndpoint !== undefined)
      this.#out = new OutEndpoint(
        options.outEndpoint,
        (data) => void this.#setReport('output', undefined, data),
      );
    this.endpoints = this.#out === undefined ? [this.#in] : [this.#in, this.#out];
  }

  /** The number of input-report bytes that the host has not fetched yet. */
  get waitingBytes(): number {
    return this.#in.queuedBytes;
  }

  /** True if `count` more input reports fit in the queue. */
  accepts(count: number): boolean {
    return this.#in.accepts(count * this.#longestInput);
  }

  /** HID 1.11 §7.2.6: 0 boot, 1 report. */
  get protocol(): number {
    return this.#protocol;
  }

  /** Returns false if there is no host or too many reports wait for it. */
  sendInput(data: Uint8Array, reportId = 0, confidential = false): boolean {
    const report = this.#framed('input', reportId, data);
    if (report === undefined) throw new RangeError(`The report descriptor has no input report ${reportId}.`);
    if (!this.#in.write(report, confidential)) return false;
    this.#lastInput.set(reportId, report);
    return true;
  }

  /** Calls `listener` after the host has fetched a report. */
  onTaken(listener: () => void): void {
    this.#in.onTaken(listener);
  }

  /** While paused, the host's writes to the OUT endpoint wait. */
  pauseOutput(paused: boolean): void {
    this.#out?.pause(paused);
  }

  control(setup: SetupPacket, data: Uint8Array): Uint8Array | undefined {
    if (setup.type !== 'class') return undefined;
    const low = setup.value & 0xff;
    const high = setup.value >> 8;
    if (setup.direction === 'in') {
      if (setup.request === HidRequest.getReport) return this.#getReport(hidReportTypes[high], low);
      if (setup.request === HidRequest.getIdle) return Uint8Array.of(this.#idleRates.get(low) ?? 0);
      if (setup.request === HidRequest.getProtocol) return Uint8Array.of(this.#protocol);
      return undefined;
    }
    if (setup.request === HidRequest.setReport) return this.#setReport(hidReportTypes[high], low, data);
    // The idle rate is stored but no report is repeated: as with rate 0, a report is sent only after a change.
    if (setup.request === HidRequest.setIdle) return this.#setIdle(low, high);
    if (setup.request === HidRequest.setProtocol && setup.value <= 1) {
      this.#protocol = setup.value;
      return acknowledged;
    }
    return undefined;
  }

  reset(): void {
    this.#lastInput.clear();
    this.#idleRates.clear();
    this.#protocol = 1;
  }

  #getReport(type: HidReportType | undefined, reportId: number): Uint8Array | undefined {
    if (type === undefined) return undefined;
    if (type === 'input') return this.#lastInput.get(reportId) ?? this.#framed(type, reportId, acknowledged);
    const data = this.#handler.getReport?.(type, reportId);
    return data === undefined ? undefined : this.#framed(type, reportId, data);
  }

  /** `reportId` is undefined on the OUT endpoint: there the data holds it. */
  #setReport(
    type: HidReportType | undefined,
    reportId: number | undefined,
    data: Uint8Array,
  ): Uint8Array | undefined {
    if (type === undefined || type === 'input') return undefined;
    const id = this.reports.numbered ? data[0] : 0;
    const length = this.reports.lengths[type].get(id ?? 0);
    const payload = this.reports.numbered ? data.subarray(1) : data;
    if (id === undefined || (reportId !== undefined && reportId !== id)) return undefined;
    if (length === undefined || payload.length > length) return undefined;
    const padded = new Uint8Array(length);
    padded.set(payload);
    return this.#handler.setReport?.(type, id, padded) ? acknowledged : undefined;
  }

  #setIdle(reportId: number, rate: number): Uint8Array | undefined {
    if (reportId !== 0 && !this.reports.lengths.input.has(reportId)) return undefined;
    this.#idleRates.set(reportId, rate);
    return acknowledged;
  }

  /** Puts the report ID in front if the descriptor has numbered reports (HID 1.11 §8.1). */
  #framed(type: HidReportType, reportId: number, data: Uint8Array): Uint8Array | undefined {
    const length = this.reports.lengths[type].get(reportId);
    if (length === undefined) return undefined;
    const prefix = this.reports.numbered ? 1 : 0;
    const report = new Uint8Array(prefix + length);
    if (prefix === 1) report[0] = reportId;
    report.set(data.subarray(0, length), prefix);
    return report;
  }
}
