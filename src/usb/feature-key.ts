// A vendor's key as a USB device: the identity of the real key, and an applet that answers its feature reports. Its one HID
// interface is also a keyboard if the descriptors say so, as a YubiKey's is.
import type { Moment, UsbApplet } from '../../firmware-sim/applets/index.js';
import type { FeatureReportHandler } from './classes/feature-report-handler.js';
import { HidKeyboard, type TypingOptions } from './classes/hid-keyboard.js';
import { HidVendor } from './classes/hid-vendor.js';
import type { KeyStroke } from './classes/keyboard-layout.js';
import { decodeConfiguration } from './descriptor-decoding.js';
import { hexOfBytes } from './hex.js';
import { UsbDevice } from './usb-device.js';

/** Descriptors as recorded from the vendor's device; its IDs are for emulation on loopback. */
export interface KeyIdentity {
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber?: string;
  readonly deviceDescriptor: Uint8Array;
  /** With one HID interface, number 0. */
  readonly configurationDescriptor: Uint8Array;
  readonly reportDescriptor: Uint8Array;
}

export interface FeatureKeyOptions {
  readonly identity: KeyIdentity;
  readonly handler: FeatureReportHandler;
  /** The seed of the USB faults. */
  readonly seed?: string | number;
}

export interface FeatureKey {
  readonly device: UsbDevice;
  /**
   * Types as {@link HidKeyboard.type} does.
   * Returns false if the key has no keyboard, there is no host, or too many keys wait for it.
   */
  type(keys: string | Uint8Array | readonly KeyStroke[], options?: TypingOptions): boolean;
}

/** @throws DescriptorError if a host would refuse the identity */
export function createFeatureKey(options: FeatureKeyOptions): FeatureKey {
  const { identity, handler: features } = options;
  const found = decodeConfiguration(identity.configurationDescriptor)?.interfaces[0];
  const input = found?.endpoints.find((endpoint) => endpoint.direction === 'in');
  const common = {
    interfaceNumber: 0,
    reportDescriptor: identity.reportDescriptor,
    inEndpoint: input?.address ?? 0x81,
    maxPacketSize: input?.maxPacketSize ?? 8,
    features,
  };
  const keyboard = found?.subclass === 1 && found.protocol === 1 ? new HidKeyboard(common) : undefined;
  const device = new UsbDevice({
    descriptors: {
      device: hexOfBytes(identity.deviceDescriptor),
      configuration: descriptorLines(identity.configurationDescriptor),
      strings: [identity.manufacturer, identity.product, ...serialString(identity)],
    },
    functions: [keyboard ?? new HidVendor(common)],
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  return { device, type: (keys, how) => keyboard?.type(keys, how) ?? false };
}

/** Calls the applet with the time from `now` at each request of the host. */
export function featuresOf(applet: UsbApplet, now: () => Moment): FeatureReportHandler {
  return {
    getFeature: (reportId) => applet.getFeature(reportId, now()),
    setFeature: (reportId, data) => applet.setFeature(reportId, data, now()),
  };
}

function serialString(identity: KeyIdentity): string[] {
  return identity.serialNumber === undefined ? [] : [identity.serialNumber];
}

function descriptorLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const length = Math.max(1, bytes[offset]!);
    lines.push(hexOfBytes(bytes.subarray(offset, offset + length)));
    offset += length;
  }
  return lines;
}
