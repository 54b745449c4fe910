// The USB faults of each fob that is plugged in: put here by the bus, switched by the fault operation.

import type { FaultListing } from '../../../firmware-sim/index.js';
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
