import { OperationError } from '../../contract/operation-error.js';
import { fobSerial, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { leasesOf } from './lend.js';

export const return_ = defineOperation({
  name: 'fob.return',
  command: 'return',
  summary: 'give a lent fob back',
  examples: ['foblab return 3315511111 --lease 4f1d6c2a9b3e705818'],
  parameters: { fob: fobSerial(), lease: text('the lease, from foblab lend', 'lease') },
  positionals: ['fob', 'lease'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ serial: t.String(), returned: t.Literal(true) }),
  errors: ['refused'],
  run({ bench, benchHost }, { fob, lease }) {
    const { serial } = findFob(bench, fob);
    const leases = leasesOf(benchHost);
    if (leases.of(serial)?.lease !== lease)
      throw new OperationError('refused', `${serial} is not lent under this lease; it may have ended`, {
        parameter: 'lease',
        remedy: { operation: 'fob.lent' },
      });
    leases.giveBack(serial);
    bench.record('returned', serial, {});
    return { serial, returned: true as const };
  },
  text: ({ serial }) => `${serial} is back`,
});
