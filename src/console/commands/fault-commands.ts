// Faults by name, on and off.
import type { FaultListing } from '../../../firmware-sim/fob-port.js';
import {
  type Command,
  type CommandContext,
  type NameParameter,
  query,
  queryByName,
  setName,
} from '../command.js';
import { printable, ScpiError } from '../scpi-errors.js';

const faultName: NameParameter = { kind: 'name', name: 'fault' };

export const faultCommands: readonly Command[] = [
  setName('FAULt:ON', 'Switches a fault on.', faultName, ({ port }, name) => port.setFault(name, true)),
  setName('FAULt:OFF', 'Switches a fault off.', faultName, ({ port }, name) => port.setFault(name, false)),
  queryByName('FAULt:STATe?', '1 if the fault is on, else 0.', faultName, async ({ port }, name) => {
    const fault = (await port.faults()).find((listing) => listing.name === name);
    if (fault === undefined) throw new ScpiError(-224, 'no such fault; FAUL:CAT? lists them');
    return fault.active ? '1' : '0';
  }),
  query('FAULt:CATalog?', 'All faults by name, quoted.', (context) => faultNames(context, () => true)),
  query('FAULt:ACTive?', 'The faults that are on, quoted; `""` if none is.', (context) =>
    faultNames(context, (fault) => fault.active),
  ),
];

async function faultNames(
  { port }: CommandContext,
  wanted: (fault: FaultListing) => boolean,
): Promise<string> {
  const names = (await port.faults()).filter(wanted).map((fault) => `"${printable(fault.name)}"`);
  return names.length === 0 ? '""' : names.join(',');
}
