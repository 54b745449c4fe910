import { fobSerial } from '../../contract/parameter.js';
import { fobLinkFaults } from '../../host/links/fob-link-faults.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const faults = defineOperation({
  name: 'fob.faults',
  command: 'faults',
  summary: 'every fault that a fob can have, and which are on; foblab fault switches them',
  examples: ['foblab faults 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'read',
  timing: 'immediate',
  run(context, { fob }) {
    const { bench } = context;
    const { serial } = findFob(bench, fob);
    const links = fobLinkFaults(context.benchHost);
    return { serial, faults: [...bench.look(serial, (one) => one.faults()), ...links.list(serial)] };
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
