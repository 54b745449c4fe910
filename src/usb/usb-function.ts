// What a class adds to a device: the interfaces that it answers for, their endpoints, their requests.
import type { InEndpoint } from './in-endpoint.js';
import type { OutEndpoint } from './out-endpoint.js';
import type { SetupPacket } from './setup-packet.js';

export interface UsbFunction {
  readonly interfaces: readonly number[];
  readonly endpoints: readonly (InEndpoint | OutEndpoint)[];
  /** The HID report descriptor, where the function is a HID. */
  readonly reportDescriptor?: Uint8Array;
  /**
   * A class or vendor request to one of its interfaces.
   * The answer to an IN request; empty for an OUT request that was taken; undefined refuses it (STALL).
   */
  control(setup: SetupPacket, data: Uint8Array): Uint8Array | undefined;
  /** The host has just attached, configured or gone: forget what the last session left behind. */
  reset(): void;
}

export const acknowledged = new Uint8Array(0);
