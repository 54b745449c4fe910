// The USB port of a held bench as operations see it. It loads no USB code: `foblab serve --usbip` starts the bus behind it.
import { OperationError } from '../../contract/operation-error.js';
import type { Link } from '../../contract/results/link.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';

/** A link whose USB fields are there. */
export type UsbLink = Link & Required<Pick<Link, 'busId' | 'attach'>>;

export interface UsbPort {
  /** @throws OperationError `refused` where the fob is plugged in already, or nothing listens. */
  plug(serial: string): UsbLink;
  /** @throws OperationError `refused` where the fob is not plugged in. */
  unplug(serial: string): void;
  /** The plugged-in fobs; empty while nothing listens. */
  list(): UsbLink[];
}

export const usbPortKey = serviceKey<UsbPort>('USB port');

/** @throws OperationError `refused` where no USB port is served. */
export function servedUsbPort(benchHost: BenchHost): UsbPort {
  const port = benchHost.running(usbPortKey);
  if (port === undefined) throw notServed();
  return port;
}

export function notServed(): OperationError {
  return new OperationError('refused', 'no USB port is served here', {
    remedy: { operation: 'link.serve', arguments: { usbip: true } },
  });
}
