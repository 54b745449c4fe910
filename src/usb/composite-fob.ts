// The generic fob as a USB device: its console on a serial port, its code on a keyboard, and reports of 64 bytes.
import { CdcAcm } from './classes/cdc-acm.js';
import type { FeatureReportHandler } from './classes/feature-report-handler.js';
import { HidKeyboard } from './classes/hid-keyboard.js';
import { HidVendor } from './classes/hid-vendor.js';
import { bootKeyboardReport, compositeDescriptors, vendorReport } from './composite-descriptors.js';
import { bytesOfHex } from './hex.js';
import { UsbDevice } from './usb-device.js';

export interface CompositeFobOptions {
  readonly manufacturer: string;
  readonly product: string;
  readonly serial: string;
  /** Called with the bytes that the host sends on the serial port; same as `fob.console.onData`. */
  readonly onConsole?: (bytes: Uint8Array) => void;
  /** Called with the 64-byte reports that the host sends; same as `fob.reports.onReport`. */
  readonly onReport?: (report: Uint8Array) => void;
  /** Handles the feature report of the vendor interface. Default: a host reads back what it wrote. */
  readonly features?: FeatureReportHandler;
  /** The seed of the USB faults. */
  readonly seed?: string | number;
}

export interface CompositeFob {
  readonly device: UsbDevice;
  /** The serial port: a byte channel with line events. */
  readonly console: CdcAcm;
  readonly keyboard: HidKeyboard;
  readonly reports: HidVendor;
}

/** @throws DescriptorError if a string is too long for its descriptor */
export function createCompositeFob(options: CompositeFobOptions): CompositeFob {
  const serialPort = new CdcAcm({
    controlInterface: 0,
    dataInterface: 1,
    notifyEndpoint: 0x81,
    inEndpoint: 0x82,
    outEndpoint: 0x02,
  });
  const keyboard = new HidKeyboard({
    interfaceNumber: 2,
    reportDescriptor: bytesOfHex(bootKeyboardReport.join(' ')),
    inEndpoint: 0x83,
    maxPacketSize: 8,
  });
  const reports = new HidVendor({
    interfaceNumber: 3,
    reportDescriptor: bytesOfHex(vendorReport.join(' ')),
    inEndpoint: 0x84,
    outEndpoint: 0x04,
    maxPacketSize: 64,
    ...(options.features === undefined ? {} : { features: options.features }),
  });
  if (options.onConsole) serialPort.onData(options.onConsole);
  if (options.onReport) reports.onReport(options.onReport);
  const device = new UsbDevice({
    descriptors: compositeDescriptors([options.manufacturer, options.product, options.serial]),
    functions: [serialPort, keyboard, reports],
    seed: options.seed ?? options.serial,
  });
  return { device, console: serialPort, keyboard, reports };
}
