// Vendor-defined HID reports of 64 bytes: in, out and feature. No system needs a driver for them.
import type { UsbFunction } from '../usb-function.js';
import type { ByteChannel } from './byte-channel.js';
import { type FeatureReportHandler, handlerOfFeatures } from './feature-report-handler.js';
import { Hid, type HidOptions } from './hid.js';

export type HidVendorOptions = Omit<HidOptions, 'handler' | 'queuedReports'> & {
  /** Default: the feature report is a register, from which a host reads what it wrote. */
  readonly features?: FeatureReportHandler;
};

const queuedReports = 256;
const reportBytes = 64;

export class HidVendor implements UsbFunction {
  readonly #hid: Hid;
  readonly #drainListeners = new Set<() => void>();
  readonly #resetListeners = new Set<() => void>();
  readonly #outputListeners = new Set<(report: Uint8Array) => void>();

  constructor(options: HidVendorOptions) {
    const { features = new FeatureRegister(), ...rest } = options;
    const inner = handlerOfFeatures(features);
    this.#hid = new Hid({
      ...rest,
      queuedReports,
      handler: {
        ...inner,
        setReport: (type, reportId, data) => {
          if (type !== 'output') return inner.setReport?.(type, reportId, data) ?? false;
          for (const listener of [...this.#outputListeners]) listener(data);
          return true;
        },
      },
    });
    this.#hid.onTaken(() => this.#taken());
  }

  get interfaces() {
    return this.#hid.interfaces;
  }

  get endpoints() {
    return this.#hid.endpoints;
  }

  get reportDescriptor() {
    return this.#hid.reportDescriptor;
  }

  /** Sends at most 64 bytes, padded with zeros. Returns false if there is no host or too many reports wait for it. */
  sendReport(data: Uint8Array): boolean {
    if (data.length > reportBytes)
      throw new RangeError(`A report takes ${reportBytes} bytes, not ${data.length}: send it in pieces.`);
    return this.#hid.sendInput(data);
  }

  onReport(listener: (report: Uint8Array) => void): () => void {
    this.#outputListeners.add(listener);
    return () => this.#outputListeners.delete(listener);
  }

  /**
   * A text channel over the reports: each report holds up to 64 bytes of text, padded with zeros. So a program with only a
   * HID library writes `READ:CODE?\n` and reads the answer.
   */
  textChannel(): ByteChannel {
    const hid = this.#hid;
    return {
      get waitingBytes() {
        return hid.waitingBytes;
      },
      onDrain: (listener) => {
        this.#drainListeners.add(listener);
        return () => this.#drainListeners.delete(listener);
      },
      onHangUp: (listener) => {
        this.#resetListeners.add(listener);
        return () => this.#resetListeners.delete(listener);
      },
      pause: (paused) => hid.pauseOutput(paused),
      write: (bytes) => {
        if (!this.#hid.accepts(Math.ceil(bytes.length / reportBytes))) return false;
        for (let offset = 0; offset < bytes.length; offset += reportBytes)
          this.#hid.sendInput(bytes.subarray(offset, offset + reportBytes));
        return true;
      },
      onData: (listener) =>
        this.onReport((report) => {
          const text = report.filter((byte) => byte !== 0);
          if (text.length > 0) listener(text);
        }),
    };
  }

  control(...args: Parameters<UsbFunction['control']>): Uint8Array | undefined {
    return this.#hid.control(...args);
  }

  reset(): void {
    this.#hid.reset();
    for (const listener of [...this.#resetListeners]) listener();
  }

  #taken(): void {
    if (this.#hid.waitingBytes === 0) for (const listener of [...this.#drainListeners]) listener();
  }
}

class FeatureRegister implements FeatureReportHandler {
  #value: Uint8Array = new Uint8Array(0);

  getFeature(): Uint8Array {
    return this.#value;
  }

  setFeature(_reportId: number, data: Uint8Array): boolean {
    this.#value = data;
    return true;
  }
}
