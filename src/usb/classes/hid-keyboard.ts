// A boot keyboard (HID 1.11 appendix B.1) that types as a token does: an eight-byte report for the press and the release of
// each key. It may have feature reports too, with which a host programs the token.
import type { UsbFunction } from '../usb-function.js';
import { type FeatureReportHandler, handlerOfFeatures } from './feature-report-handler.js';
import { Hid, type HidOptions } from './hid.js';
import { enterKey, type KeyStroke, keyStrokesOf, keyStrokesOfScanCodes } from './keyboard-layout.js';

export interface KeyboardLeds {
  readonly numLock: boolean;
  readonly capsLock: boolean;
  readonly scrollLock: boolean;
}

export interface TypingOptions {
  /** Presses Enter at the end. */
  readonly enter?: boolean;
  /** True for a password: observers of the traffic do not see it. */
  readonly confidential?: boolean;
}

export type HidKeyboardOptions = Omit<HidOptions, 'handler' | 'queuedReports' | 'outEndpoint'> & {
  readonly features?: FeatureReportHandler;
};

/** The most keys that wait for a host. A token types at most 45 keys at once, so a few such texts fit. */
const queuedKeys = 256;
const allKeysUp = new Uint8Array(8);

export class HidKeyboard implements UsbFunction {
  readonly #hid: Hid;
  readonly #ledListeners = new Set<(leds: KeyboardLeds) => void>();
  #leds: KeyboardLeds = { numLock: false, capsLock: false, scrollLock: false };

  constructor(options: HidKeyboardOptions) {
    const { features, ...rest } = options;
    const inner = features === undefined ? {} : handlerOfFeatures(features);
    this.#hid = new Hid({
      ...rest,
      queuedReports: 2 * queuedKeys,
      handler: {
        ...inner,
        setReport: (type, reportId, data) => {
          if (type !== 'output') return inner.setReport?.(type, reportId, data) ?? false;
          this.#setLeds(data[0] ?? 0);
          return true;
        },
      },
    });
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

  get leds(): KeyboardLeds {
    return this.#leds;
  }

  /** The number of report bytes that the host has not fetched yet. */
  get waitingBytes(): number {
    return this.#hid.waitingBytes;
  }

  /**
   * Types `keys`: text on a US layout, scan codes with bit 7 for shift, or key strokes.
   * Returns false, and types nothing, if there is no host or too many keys wait for it.
   * @throws RangeError for a character that has no key
   */
  type(keys: string | Uint8Array | readonly KeyStroke[], options: TypingOptions = {}): boolean {
    const strokes = strokesOf(keys);
    const all = options.enter ? [...strokes, enterKey] : strokes;
    if (!this.#hid.accepts(2 * all.length)) return false;
    for (const { usage, modifiers } of all) {
      this.#hid.sendInput(Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0), 0, options.confidential);
      this.#hid.sendInput(allKeysUp, 0, options.confidential);
    }
    return true;
  }

  onLeds(listener: (leds: KeyboardLeds) => void): () => void {
    this.#ledListeners.add(listener);
    return () => this.#ledListeners.delete(listener);
  }

  control(...args: Parameters<UsbFunction['control']>): Uint8Array | undefined {
    return this.#hid.control(...args);
  }

  reset(): void {
    this.#hid.reset();
  }

  #setLeds(bits: number): void {
    this.#leds = { numLock: (bits & 1) !== 0, capsLock: (bits & 2) !== 0, scrollLock: (bits & 4) !== 0 };
    for (const listener of [...this.#ledListeners]) listener(this.#leds);
  }
}

function strokesOf(keys: string | Uint8Array | readonly KeyStroke[]): readonly KeyStroke[] {
  if (typeof keys === 'string') return keyStrokesOf(keys);
  return keys instanceof Uint8Array ? keyStrokesOfScanCodes(keys) : keys;
}
