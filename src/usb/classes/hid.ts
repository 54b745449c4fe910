// A Human Interface Device (HID 1.11 §7): reports over an interrupt IN endpoint, an interrupt OUT endpoint where there is
// one, and the control endpoint. What the reports mean is the handler's.
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

/** Reports come and go without their ID, in the length that the report descriptor gives them; ID 0 where it has none. */
export interface HidHandler {
  /** undefined refuses (STALL); shorter data is padded with zeros. Input reports are answered without asking. */
  getReport?(type: HidReportType, reportId: number): Uint8Array | undefined;
  /** False refuses (STALL). */
  setReport?(type: HidReportType, reportId: number, data: Uint8Array): boolean;
}

export interface HidOptions {
  readonly interfaceNumber: number;
  readonly reportDescriptor: Uint8Array;
  /** With the direction bit. */
  readonly inEndpoint: number;
  readonly outEndpoint?: number;
  readonly maxPacketSize: number;
  /** Input reports that wait for a host that does not read; further ones are refused. */
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

  /** Bytes of input reports that the host has yet to fetch. */
  get waitingBytes(): number {
    return this.#in.queuedBytes;
  }

  /** Whether `count` more input reports would be taken. */
  accepts(count: number): boolean {
    return this.#in.accepts(count * this.#longestInput);
  }

  /** HID 1.11 §7.2.6: 0 boot, 1 report. */
  get protocol(): number {
    return this.#protocol;
  }

  /** False where no host is there, or too many reports wait for it already. */
  sendInput(data: Uint8Array, reportId = 0, confidential = false): boolean {
    const report = this.#framed('input', reportId, data);
    if (report === undefined) throw new RangeError(`The report descriptor has no input report ${reportId}.`);
    if (!this.#in.write(report, confidential)) return false;
    this.#lastInput.set(reportId, report);
    return true;
  }

  /** Calls back after the host has fetched a report. */
  onTaken(listener: () => void): void {
    this.#in.onTaken(listener);
  }

  /** Keeps the host waiting with what it writes to the OUT endpoint. */
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
    // The rate is kept but repeats nothing: a report goes out when something changed, as with a rate of 0.
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

  /** `reportId` is undefined on the OUT endpoint, where only the data can name it. */
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

  /** HID 1.11 §8.1: a report ID goes in front where the descriptor has any. */
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
