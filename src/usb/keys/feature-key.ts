// A vendor's key as a device: its descriptors, and one HID interface whose feature reports an applet answers.
import type { FeatureReportHandler } from '../classes/feature-report-handler.js';
import { HidKeyboard } from '../classes/hid-keyboard.js';
import { HidVendor } from '../classes/hid-vendor.js';
import type { KeyStroke } from '../classes/keyboard-layout.js';
import { bytesOfHex } from '../hex.js';
import { type DeviceDescriptors, UsbDevice } from '../usb-device.js';

export interface FeatureKeyOptions {
  readonly descriptors: DeviceDescriptors;
  /** Of the report descriptor, in as many lines as one likes. */
  readonly report: readonly string[];
  readonly inEndpoint: number;
  readonly maxPacketSize: number;
  readonly handler: FeatureReportHandler;
  readonly seed?: string | number;
}

export interface KeyboardKey {
  readonly device: UsbDevice;
  readonly keyboard: HidKeyboard;
  /** False where no host is there to type for, or it has left too much unread. */
  type(keys: string | readonly KeyStroke[], options?: { readonly enter?: boolean }): boolean;
}

/** A key that types, and is programmed by feature reports over the same interface 0. */
export function createKeyboardKey(options: FeatureKeyOptions): KeyboardKey {
  const keyboard = new HidKeyboard({ ...hidOptions(options), features: options.handler });
  const device = new UsbDevice({ ...deviceOptions(options), functions: [keyboard] });
  return { device, keyboard, type: (keys, how) => keyboard.type(keys, how) };
}

/** A key that is spoken to by feature reports only. */
export function createReportKey(options: FeatureKeyOptions): { readonly device: UsbDevice } {
  const reports = new HidVendor({ ...hidOptions(options), features: options.handler });
  return { device: new UsbDevice({ ...deviceOptions(options), functions: [reports] }) };
}

function hidOptions(options: FeatureKeyOptions) {
  return {
    interfaceNumber: 0,
    reportDescriptor: bytesOfHex(options.report.join(' ')),
    inEndpoint: options.inEndpoint,
    maxPacketSize: options.maxPacketSize,
  };
}

function deviceOptions(options: FeatureKeyOptions) {
  return {
    descriptors: options.descriptors,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  };
}
