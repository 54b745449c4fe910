// Every fault that a fob can have: of its own parts, of its link, and of its USB port.
import type { Fault } from '../../contract/results/fault.js';
import { fobLinkFaults } from '../../host/links/fob-link-faults.js';
import { listUsbFaults } from '../../host/links/usb-faults.js';
import type { OperationContext } from '../../host/operation-context.js';

export function faultsOf({ bench, benchHost }: OperationContext, serial: string): Fault[] {
  return [
    ...bench.look(serial, (simulated) => simulated.faults()),
    ...fobLinkFaults(benchHost).list(serial),
    ...listUsbFaults(benchHost, serial),
  ].map(({ name, layer, summary, active }) => ({ name, layer, summary, active }));
}
