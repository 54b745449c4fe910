// The part of a device that a USB class implements: interfaces, endpoints and requests.
import type { InEndpoint } from './in-endpoint.js';
import type { OutEndpoint } from './out-endpoint.js';
import type { SetupPacket } from './setup-packet.js';

export interface UsbFunction {
  readonly interfaces: readonly number[];
  readonly endpoints: readonly (InEndpoint | OutEndpoint)[];
  /** The HID report descriptor, if the function is a HID. */
  readonly reportDescriptor?: Uint8Array;
  /**
   * Handles a class or vendor request to one of its interfaces. Returns the answer to an IN request, empty for an accepted
   * OUT request, or undefined to refuse (STALL).
   */
  control(setup: SetupPacket, data: Uint8Array): Uint8Array | undefined;
  /** Clears the state of the last session: the host has attached, configured or gone. */
  reset(): void;
}

export const acknowledged = new Uint8Array(0);
