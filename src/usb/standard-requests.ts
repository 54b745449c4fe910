// The standard requests of USB 2.0 chapter 9. A request that a full-speed device does not know gets STALL at once: without an
// answer a host would wait, Windows for thirty seconds.
import { DescriptorType } from './descriptors.js';
import { Feature, type SetupPacket, StandardRequest } from './setup-packet.js';
import { encodeLanguages, encodeString, englishUnitedStates } from './string-descriptor.js';
import { acknowledged } from './usb-function.js';

/** The state that the requests read and change. */
export interface StandardRequestTarget {
  readonly deviceDescriptor: Uint8Array;
  readonly configurationDescriptor: Uint8Array;
  readonly strings: readonly string[];
  readonly configurationValue: number;
  /** 0 in the address state. */
  currentConfiguration(): number;
  configure(value: number): void;
  hasInterface(number: number): boolean;
  /** Ends every halt of its endpoints (USB 2.0 §9.4.5). */
  restartInterface(number: number): void;
  /** Returns undefined if this configuration has no such endpoint. */
  endpoint(address: number): Haltable | undefined;
  /** A descriptor that an interface's class defines (HID 1.11 §7.1.1). */
  interfaceDescriptor(number: number, type: number): Uint8Array | undefined;
}

export interface Haltable {
  readonly halted: boolean;
  halt(): void;
  clearHalt(): void;
}

/** @returns the answer to an IN request; empty for an accepted OUT request; undefined to refuse (STALL) */
export function answerStandardRequest(
  setup: SetupPacket,
  target: StandardRequestTarget,
): Uint8Array | undefined {
  if (setup.recipient === 'device') return toDevice(setup, target);
  if (setup.recipient === 'interface') return toInterface(setup, target);
  if (setup.recipient === 'endpoint') return toEndpoint(setup, target);
  return undefined;
}

function toDevice(setup: SetupPacket, target: StandardRequestTarget): Uint8Array | undefined {
  switch (key(setup)) {
    case `in ${StandardRequest.getDescriptor}`:
      return descriptor(setup, target);
    case `in ${StandardRequest.getStatus}`:
      return Uint8Array.of(0, 0);
    case `in ${StandardRequest.getConfiguration}`:
      return Uint8Array.of(target.currentConfiguration());
    case `out ${StandardRequest.setConfiguration}`:
      if (setup.value !== 0 && setup.value !== target.configurationValue) return undefined;
      target.configure(setup.value);
      return acknowledged;
    // A USB/IP client answers SET_ADDRESS itself; the loopback host may send it.
    case `out ${StandardRequest.setAddress}`:
      return setup.value <= 127 ? acknowledged : undefined;
    default:
      return undefined;
  }
}

function descriptor(setup: SetupPacket, target: StandardRequestTarget): Uint8Array | undefined {
  const index = setup.value & 0xff;
  switch (setup.value >> 8) {
    case DescriptorType.device:
      return index === 0 ? target.deviceDescriptor : undefined;
    case DescriptorType.configuration:
      return index === 0 ? target.configurationDescriptor : undefined;
    case DescriptorType.string: {
      if (index === 0) return encodeLanguages();
      const text = target.strings[index - 1];
      if (text === undefined || (setup.index !== englishUnitedStates && setup.index !== 0)) return undefined;
      return encodeString(text);
    }
    // DEVICE_QUALIFIER is refused too: only a device with high speed has one (USB 2.0 §9.6.2).
    default:
      return undefined;
  }
}

function toInterface(setup: SetupPacket, target: StandardRequestTarget): Uint8Array | undefined {
  if (target.currentConfiguration() === 0 || !target.hasInterface(setup.index & 0xff)) return undefined;
  switch (key(setup)) {
    case `in ${StandardRequest.getStatus}`:
      return Uint8Array.of(0, 0);
    case `in ${StandardRequest.getInterface}`:
      return Uint8Array.of(0);
    case `out ${StandardRequest.setInterface}`:
      if (setup.value !== 0) return undefined;
      target.restartInterface(setup.index & 0xff);
      return acknowledged;
    case `in ${StandardRequest.getDescriptor}`:
      return target.interfaceDescriptor(setup.index & 0xff, setup.value >> 8);
    default:
      return undefined;
  }
}

function toEndpoint(setup: SetupPacket, target: StandardRequestTarget): Uint8Array | undefined {
  const address = setup.index & 0xff;
  // Endpoint 0 can't be halted for good: the next SETUP clears it (USB 2.0 §8.5.3.4).
  const isControl = (address & 0x7f) === 0;
  const endpoint = target.endpoint(address);
  if (!isControl && (endpoint === undefined || target.currentConfiguration() === 0)) return undefined;
  switch (key(setup)) {
    case `in ${StandardRequest.getStatus}`:
      return Uint8Array.of(endpoint?.halted ? 1 : 0, 0);
    case `out ${StandardRequest.clearFeature}`:
      if (setup.value !== Feature.endpointHalt) return undefined;
      endpoint?.clearHalt();
      return acknowledged;
    case `out ${StandardRequest.setFeature}`:
      if (setup.value !== Feature.endpointHalt) return undefined;
      endpoint?.halt();
      return acknowledged;
    default:
      return undefined;
  }
}

function key(setup: SetupPacket): string {
  return `${setup.direction} ${setup.request}`;
}
