// The USB faults of each fob that is plugged in: put here by the bus, switched by the fault operation.

import type { FaultListing } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { quotedWord } from '../../serials/index.js';
import { usbFaults as allUsbFaults, isUsbFault, usbFaultNames } from '../../usb/fault-names.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';

export interface UsbFaults {
  list(): readonly FaultListing[];
  set(name: string, on: boolean): void;
}

const key = serviceKey<Map<string, UsbFaults>>('USB faults');

/** By serial. */
export function usbFaults(benchHost: BenchHost): Map<string, UsbFaults> {
  return benchHost.service(key, () => new Map<string, UsbFaults>());
}

/** All USB faults; none is on where the fob is not plugged in. */
export function listUsbFaults(benchHost: BenchHost, serial: string): readonly FaultListing[] {
  const plugged = benchHost.running(key)?.get(serial);
  return plugged?.list() ?? allUsbFaults.map((fault) => ({ ...fault, active: false }));
}

/** @throws OperationError `not-found` for a name that is no USB fault, `refused` where the fob is not plugged in. */
export function setUsbFault(benchHost: BenchHost, serial: string, name: string, on: boolean): void {
  if (!isUsbFault(name))
    throw new OperationError('not-found', `there is no USB fault ${quotedWord(name)}`, {
      parameter: 'name',
      expected: `one of ${usbFaultNames.join(', ')}`,
      remedy: { operation: 'fob.faults', arguments: { fob: serial } },
    });
  const device = benchHost.running(key)?.get(serial);
  if (device === undefined)
    throw new OperationError('refused', `${serial} is not plugged into USB here`, {
      remedy: { operation: 'link.serve', arguments: { usbip: true } },
    });
  device.set(name, on);
  benchHost.bench.record(on ? 'fault-on' : 'fault-off', serial, { name });
}
