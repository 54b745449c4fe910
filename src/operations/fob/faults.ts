import { fobSerial } from '../../contract/parameter.js';
import { faultSchema } from '../../contract/results/fault.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { faultsOf } from './fault-listing.js';

export const faults = defineOperation({
  name: 'fob.faults',
  command: 'faults',
  summary: 'every fault that a fob can have, and which are on; foblab fault switches them',
  examples: ['foblab faults 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.Object({ serial: t.String(), faults: t.Array(t.shared(faultSchema)) }),
  run(context, { fob }) {
    const { serial } = findFob(context.bench, fob);
    return { serial, faults: faultsOf(context, serial) };
  },
  plain: (result) =>
    result.faults
      .filter(({ active }) => active)
      .map(({ name }) => name)
      .join('\n'),
  text: (result) =>
    result.faults
      .map(({ name, active, summary }) => `${active ? 'ON ' : 'off'}  ${name.padEnd(20)} ${summary}`)
      .join('\n'),
});
