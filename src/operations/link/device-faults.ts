// The USB faults of each fob that is plugged in: put here by the bus, switched by the fault operation.
import type { FaultListing } from '../../../firmware-sim/index.js';
import type { Holder } from '../dispatch.js';

export interface DeviceFaults {
  list(): readonly FaultListing[];
  set(name: string, on: boolean): void;
}

export function deviceFaults(holder: Holder): Map<string, DeviceFaults> {
  return holder.resource('device-faults', () => new Map<string, DeviceFaults>());
}
